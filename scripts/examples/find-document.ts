/** Finds a document among the files of a folder: by its name, or else by its content. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./check-messages.ts";
import type { DocumentEntry } from "./ledger-types.ts";

export interface FoundDocument {
  content: string;
  sha256: string;
}

export function findDocument(folder: string, document: DocumentEntry): FoundDocument | undefined {
  const names = readdirSync(folder).filter((name) =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.isFile(),
  );
  const ordered = names.includes(document.file) ? [document.file] : names;
  for (const name of ordered) {
    const bytes = readFileSync(join(folder, name));
    const digest = sha256(bytes);
    if (name === document.file || digest === document.sha256) {
      return { content: bytes.toString("utf8"), sha256: digest };
    }
  }
  return undefined;
}

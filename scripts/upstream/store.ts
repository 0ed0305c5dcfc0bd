/** The official definitions as they are kept in `specs/upstream/`, so that they can be compared without the folders. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Definition } from "./definition.ts";
import type { Service } from "./documents.ts";
import { readJson } from "./json-file.ts";
import { jsonText } from "./json-text.ts";

const HOME = "specs/upstream";
const MARK = "x-generated";

/** Where a definition is kept, below the root. */
export function storedFile({ service, apiVersion }: Pick<Definition, "service" | "apiVersion">): string {
  return `${HOME}/${service}/${apiVersion}.json`;
}

/** The text that a definition is kept as. */
export function storedText({ source, document }: Definition): string {
  const mark = `By npm run upstream -- --write, from ${source}. Do not edit.`;
  return jsonText({ [MARK]: mark, ...document });
}

/** The definitions of one service that are kept. */
export function readStored(root: string, service: Service): Definition[] {
  const folder = join(root, HOME, service);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => {
      const apiVersion = name.slice(0, -".json".length);
      const { [MARK]: _mark, ...document } = readJson(join(folder, name));
      return { service, apiVersion, source: storedFile({ service, apiVersion }), document };
    });
}

/** Whether a definition is kept as it was read. */
export function isStored(root: string, definition: Definition): boolean {
  const file = join(root, storedFile(definition));
  return existsSync(file) && readFileSync(file, "utf8") === storedText(definition);
}

/** Keeps a definition. */
export function store(root: string, definition: Definition): void {
  const file = join(root, storedFile(definition));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, storedText(definition));
}

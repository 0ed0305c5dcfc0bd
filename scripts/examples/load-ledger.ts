/** Reads specs/examples from disk: the documents, one file per message, and the ledger of errata. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { documentList, erratumList, exampleMessage } from "./ledger-shape.ts";
import type { ExampleMessage, Ledger } from "./ledger-types.ts";
import type { Problem } from "./problem.ts";
import type { Guard } from "./shape.ts";

export interface LoadedLedger {
  /** Missing when a file cannot be read or has the wrong shape: the later checks would only echo that. */
  ledger: Ledger | undefined;
  problems: Problem[];
}

const topLevelFiles = new Set(["documents.json", "errata.yaml", "README.md"]);

export function loadLedger(folder: string): LoadedLedger {
  const problems: Problem[] = [];
  const documents = readShaped(folder, "documents.json", documentList, problems);
  const errata = readShaped(folder, "errata.yaml", erratumList, problems);
  if (documents === undefined || errata === undefined) return { ledger: undefined, problems };
  const known = new Set(documents.map((document) => document.id));
  let complete = true;
  const messages: ExampleMessage[] = [];

  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) {
      if (!topLevelFiles.has(entry.name)) problems.push(orphan(entry.name));
      continue;
    }
    if (!known.has(entry.name)) {
      problems.push(orphan(`${entry.name}/`));
      continue;
    }
    for (const name of readdirSync(join(folder, entry.name)).toSorted()) {
      const file = `${entry.name}/${name}`;
      if (!/^\d\d-[a-z0-9-]+\.json$/u.test(name)) {
        problems.push(orphan(file));
        continue;
      }
      const message = readShaped(folder, file, exampleMessage, problems);
      if (message === undefined) {
        complete = false;
        continue;
      }
      const path = `${entry.name}/${basename(name, ".json")}`;
      if (message.id !== path) {
        problems.push({
          where: file,
          wrong: `its id is ${message.id}`,
          fix: `make the id ${path} or rename the file`,
        });
      }
      messages.push(message);
    }
  }
  return { ledger: complete ? { documents, messages, errata } : undefined, problems };
}

function readShaped<T>(folder: string, file: string, guard: Guard<T>, problems: Problem[]): T | undefined {
  const parsed = parseFile(folder, file);
  if ("reason" in parsed) {
    problems.push({ where: file, wrong: `cannot be read (${parsed.reason})`, fix: "restore the file" });
    return undefined;
  }
  const report = (member: string, wrong: string) => {
    problems.push({
      where: file,
      wrong: `${member === "" ? "the file" : `member ${member}`} ${wrong}`,
      fix: "correct it",
    });
  };
  return guard(parsed.value, "", report) ? parsed.value : undefined;
}

function parseFile(folder: string, file: string): { value: unknown } | { reason: string } {
  try {
    const source = readFileSync(join(folder, file), "utf8");
    return { value: file.endsWith(".yaml") ? parse(source) : JSON.parse(source) };
  } catch (error) {
    return { reason: error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error) };
  }
}

function orphan(where: string): Problem {
  return {
    where,
    wrong: "belongs to no document of documents.json",
    fix: "name it as <document>/<NN>-<slug>.json or remove it",
  };
}

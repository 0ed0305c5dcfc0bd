/** The command behind `npm run examples:check`: arguments in, lines and an exit code out. */
import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkDocuments } from "./check-documents.ts";
import { checkErrata } from "./check-errata.ts";
import { checkMessages } from "./check-messages.ts";
import { countLines } from "./counts.ts";
import { loadLedger } from "./load-ledger.ts";
import { printProblem } from "./problem.ts";

export interface CommandResult {
  exitCode: 0 | 1 | 2;
  output: string[];
  errors: string[];
}

export const usage = [
  "Usage: npm run examples:check -- [--documents <folder>]",
  "  Checks specs/examples: every stored message, and the ledger of errata that explains it.",
  "  --documents <folder>  also compares them with the documents in that folder",
  "  --help                prints this",
];

export function runExamplesCheck(args: readonly string[], examplesFolder: string): CommandResult {
  const options = readOptions(args);
  if ("wrong" in options) return { exitCode: 2, output: [], errors: [options.wrong, ...usage] };
  if (options.help) return { exitCode: 0, output: usage, errors: [] };

  const { ledger, problems } = loadLedger(examplesFolder);
  if (ledger !== undefined) {
    problems.push(...checkMessages(ledger), ...checkErrata(ledger));
    if (options.documents !== undefined) problems.push(...checkDocuments(ledger, options.documents));
  }
  const errors = problems.map(printProblem);
  if (ledger === undefined || errors.length > 0) {
    return { exitCode: 1, output: [], errors: [...errors, `examples:check: ${errors.length} found`] };
  }
  const compared =
    options.documents === undefined
      ? "The documents were not compared: give their folder with --documents <folder>."
      : `All ${ledger.documents.length} documents in ${options.documents} agree with the ledger: no message missing, extra or altered.`;
  return { exitCode: 0, output: [...countLines(ledger), compared], errors: [] };
}

type Options = { help: boolean; documents: string | undefined } | { wrong: string };

function readOptions(args: readonly string[]): Options {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { documents: { type: "string" }, help: { type: "boolean" } },
    }));
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
  const { documents, help = false } = values;
  if (documents === undefined || help) return { help, documents };
  if (documents === "") return { wrong: "--documents needs a folder: write --documents <folder>" };
  const status = statSync(documents, { throwIfNoEntry: false });
  if (status === undefined)
    return {
      wrong: `--documents ${documents}: there is no such folder; give the folder that holds the documents`,
    };
  if (!status.isDirectory())
    return { wrong: `--documents ${documents}: this is a file; give the folder that holds the documents` };
  return { help, documents };
}

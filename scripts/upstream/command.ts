/** The command behind `npm run upstream`: arguments in, texts and an exit code out. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import {
  compareWithUpstream,
  UpstreamInputError,
  type UpstreamFolders,
  type UpstreamResult,
} from "./index.ts";
import { isFaulty } from "./report/faulty.ts";
import { upstreamJson } from "./report/json.ts";
import { upstreamMarkdown } from "./report/markdown.ts";
import { upstreamText } from "./report/text.ts";
import { store, storedFile } from "./store.ts";

export interface CommandResult {
  readonly exitCode: 0 | 1 | 2;
  readonly output: string;
  readonly errors: string;
}

const FORMATS = { text: upstreamText, json: upstreamJson, markdown: upstreamMarkdown };
type Format = keyof typeof FORMATS;

const USAGE = `Usage: npm run upstream -- [--acs <folder>] [--graph <folder>] [--write] [--format text|json|markdown] [--output <file>]

Compares our specs with the vendor's own definitions. Exits 1 where a difference is not explained in
specs/upstream-differences.yaml, where a row there explains nothing, and where what is stored is stale; 2 on bad input.

  --acs     definitions of Call Automation: a folder with CallAutomation/{stable,preview}/<version>/*.json and Common/
  --graph   metadata of Microsoft Graph: a folder with beta-Prod.csdl, v1.0-Prod.csdl, beta.defs.json or the like
            Without a folder the definitions stored in specs/upstream/ are compared.
  --write   stores what the folders say, without prose
  --format  text (default), json or markdown
  --output  writes the report to a file
  --help    prints this
`;

/** Runs the command. */
export async function runUpstream(args: readonly string[], root: string): Promise<CommandResult> {
  try {
    const { folders, write, format, output, help } = readOptions(args);
    if (help) return { exitCode: 0, output: USAGE, errors: "" };
    const found = await compareWithUpstream(root, folders);
    const result = write ? written(root, found) : found;
    const report = FORMATS[format](result);
    const exitCode = isFaulty(result) ? 1 : 0;
    if (output === undefined) return { exitCode, output: report, errors: "" };
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, report);
    return { exitCode, output: `${output}\n`, errors: "" };
  } catch (error) {
    if (error instanceof UsageFault)
      return { exitCode: 2, output: "", errors: `${error.message}\n\n${USAGE}` };
    if (error instanceof UpstreamInputError) return { exitCode: 2, output: "", errors: `${error.message}\n` };
    throw error;
  }
}

class UsageFault extends Error {
  override readonly name = "UsageFault";
}

interface Options {
  readonly folders: UpstreamFolders;
  readonly write: boolean;
  readonly format: Format;
  readonly output: string | undefined;
  readonly help: boolean;
}

function written(root: string, result: UpstreamResult): UpstreamResult {
  for (const definition of result.definitions)
    if (result.staleStored.includes(storedFile(definition))) store(root, definition);
  return { ...result, staleStored: [] };
}

function readOptions(args: readonly string[]): Options {
  const { acs, graph, write = false, format = "text", output, help = false } = parsed(args);
  if (!isFormat(format)) throw new UsageFault(`--format ${format}: write text, json or markdown.`);
  for (const [name, value] of Object.entries({ acs, graph, output }))
    if (value === "") throw new UsageFault(`--${name} needs a value.`);
  if (write && acs === undefined && graph === undefined)
    throw new UsageFault("--write stores what a folder says: give --acs <folder> or --graph <folder>.");
  return { folders: { acs, graph }, write, format, output, help };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        acs: { type: "string" },
        graph: { type: "string" },
        write: { type: "boolean" },
        format: { type: "string" },
        output: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageFault(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function isFormat(value: string): value is Format {
  return value in FORMATS;
}

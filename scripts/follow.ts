/**
 * Says what has changed in the official definitions, as the body of a pull request: each change classified by what it does
 * to callers and receivers, and what it means for our specs.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { follow, shortened } from "./follow/report.ts";
import { UpstreamInputError } from "./upstream/index.ts";
import { store } from "./upstream/store.ts";

const USAGE = `Usage: npm run follow -- [--acs <folder>] [--graph <folder>] [--write] [--output <file>]

  --acs, --graph  fetched definitions, as npm run upstream takes them; at least one of the two
  --write         stores what they say in specs/upstream/
  --output        writes the report to a file
  --limit         cuts the report after so many characters, at the end of a line

Ends with 0 where nothing is new, 1 where something is, 2 for what was called wrongly.
`;

const root = fileURLToPath(new URL("..", import.meta.url));

function options() {
  try {
    const text = { type: "string" } as const;
    const { values } = parseArgs({
      options: {
        acs: text,
        graph: text,
        output: text,
        limit: text,
        write: { type: "boolean", default: false },
      },
    });
    if (!values.acs && !values.graph) throw new Error("Give --acs <folder>, --graph <folder> or both.");
    const limit = Number(values.limit ?? Infinity);
    if (!(limit >= 1000)) throw new Error("--limit has to be a number of characters, at least 1000.");
    return { ...values, limit };
  } catch (error) {
    return refuse(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

function refuse(message: string): never {
  process.stderr.write(message);
  process.exit(2);
}

const { acs, graph, output, write, limit } = options();
try {
  const { report, isNew, changed } = await follow(root, { acs, graph });
  if (write) for (const definition of changed) store(root, definition);
  const text = shortened(report, limit);
  if (output === undefined) process.stdout.write(text);
  else {
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, text);
  }
  process.exitCode = isNew ? 1 : 0;
} catch (error) {
  if (!(error instanceof UpstreamInputError)) throw error;
  refuse(`${error.message}\n`);
}

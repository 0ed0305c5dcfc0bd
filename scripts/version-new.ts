/**
 * Adds a version of a service: its spec, copied from another version under the new name, and all that is generated from
 * it. Then it says what is left for a person.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { leftForAPerson } from "./version/left.ts";
import { readDefinition, UpstreamInputError } from "./upstream/index.ts";
import { newVersion, scaffold, VersionError, type NewVersion, type Scaffold } from "./version/scaffold.ts";

const USAGE = `Usage: npm run version:new -- <service> <version> [--from <version>] [--upstream <file>]

  --from      the version to start from; default: the newest one before it
  --upstream  the official definition of the new version, to be told where it differs: Swagger 2.0 of ACS, or CSDL of Graph
`;

const root = fileURLToPath(new URL("..", import.meta.url));

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { from: { type: "string" }, upstream: { type: "string" } },
    });
    if (values.upstream !== undefined && !existsSync(values.upstream))
      throw new VersionError(`--upstream: there is no file ${values.upstream}.`);
    return { ...values, version: newVersion(root, positionals, values.from) };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** Writes files, and gives back what puts everything as it was. */
function write(files: Scaffold): () => void {
  const before = [...files.keys()].map((file) => {
    const path = join(root, file);
    return [path, existsSync(path) ? readFileSync(path, "utf8") : undefined] as const;
  });
  for (const [file, text] of files) writeFileSync(join(root, file), text);
  return () => {
    for (const [path, text] of before) {
      if (text === undefined) rmSync(path, { force: true });
      else writeFileSync(path, text);
    }
  };
}

/** Runs a script of this project; its output is shown, and its failure is ours. */
function run(script: string): void {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", join("scripts", script)], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error(`scripts/${script} failed.`);
}

/** What follows from the specs. */
function generate(): void {
  run("generate.ts");
  run("changes.ts");
}

async function readable({ service }: NewVersion, file: string): Promise<void> {
  try {
    await readDefinition(root, service, file);
  } catch (error) {
    if (!(error instanceof UpstreamInputError)) throw error;
    process.stderr.write(`--upstream: ${error.message}\n`);
    process.exit(2);
  }
}

const { version, upstream } = options();
// Read before anything is written: a definition that is none ends it here.
if (upstream !== undefined) await readable(version, upstream);
const files = scaffold(root, version);
// An interrupt ends the script that runs, and then puts everything back.
process.on("SIGINT", () => {});
const undo = write(files);
try {
  for (const file of files.keys()) process.stdout.write(`${file}\n`);
  generate();
  process.stdout.write(await leftForAPerson(root, version, upstream));
} catch (error) {
  undo();
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\nEverything is put back:\n`,
  );
  generate();
  process.exitCode = 1;
}

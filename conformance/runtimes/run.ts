/**
 * Judges the package as it is packed on every runtime, and writes `docs/runtimes.md`. `--check` compares with the page in
 * its place; `--only bun,node26` judges on some and writes nothing; `--tarball <file>` takes what was packed before.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { differenceOf } from "../../scripts/traceability/difference.ts";
import { install, type World } from "./install.ts";
import { failuresOf, pageOf, tableOf, type Column } from "./page.ts";
import { judgePart, parts, type PartName } from "./parts.ts";
import { plainEnvironment, run } from "./run-program.ts";
import { runtimes, versionIn, type Runtime } from "./runtimes.ts";
import type { Verdict } from "./verdict.ts";

const FILE = "docs/runtimes.md";
const PAGE = fileURLToPath(new URL(`../../${FILE}`, import.meta.url));

const say = (text: string) => void process.stdout.write(`${text}\n`);

function readOptions(): { check: boolean; tarball: string | undefined; chosen: readonly Runtime[] } {
  try {
    const text = { type: "string" } as const;
    const check = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ options: { check, only: text, tarball: text } });
    const names = values.only?.split(",");
    const unknown = names?.find((name) => !runtimes.some((one) => one.name === name));
    if (unknown !== undefined) throw new Error(`There is no runtime "${unknown}".`);
    if (names && values.check)
      throw new Error("The page is about all runtimes: --check goes without --only.");
    const chosen = runtimes.filter(({ name }) => names?.includes(name) ?? true);
    const tarball = values.tarball === undefined ? undefined : resolve(values.tarball);
    return { check: values.check, tarball, chosen };
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say("Usage: npm run test:runtimes -- [--check | --only <name,name>] [--tarball <file>]");
    say(`Runtimes: ${runtimes.map(({ name }) => name).join(", ")}`);
    process.exit(2);
  }
}

async function judge(world: World, runtime: Runtime): Promise<Column> {
  const verdicts = new Map<PartName, Verdict>();
  const version = await versionOf(world, runtime);
  say(`${runtime.title} ${version ?? "did not start"}`);
  for (const part of parts) {
    const verdict = await judgePart(world, runtime, part);
    if (!verdict) continue;
    verdicts.set(part.name, verdict);
    say(`  ${part.name}: ${verdict.passed} passed, ${verdict.failed.length} failed`);
  }
  return { runtime, version, verdicts };
}

async function versionOf({ folder }: World, { version }: Runtime): Promise<string | undefined> {
  try {
    const env = plainEnvironment(folder);
    const { code, stdout } = await run(version, { cwd: folder, env, timeout: 60_000 });
    return code === 0 ? versionIn(stdout) : undefined;
  } catch {
    return undefined;
  }
}

const { check, tarball, chosen } = readOptions();
const world = await install(tarball);
const columns: Column[] = [];
try {
  for (const runtime of chosen) columns.push(await judge(world, runtime));
} finally {
  await world.remove();
}
say(`\n${tableOf(columns)}\n`);
const failures = failuresOf(columns);
for (const one of failures) say(`failed: ${one}`);
if (failures.length > 0) process.exitCode = 1;

if (chosen.length === runtimes.length) {
  const wanted = pageOf(columns);
  const present = existsSync(PAGE) ? readFileSync(PAGE, "utf8") : "";
  if (present === wanted) say(`${FILE}: up to date`);
  else if (check) {
    say(`${FILE} is not what was found:\n${differenceOf(present, wanted)}`);
    process.exitCode = 1;
  } else {
    writeFileSync(PAGE, wanted);
    say(`${FILE}: written`);
  }
}

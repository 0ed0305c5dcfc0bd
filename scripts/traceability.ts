/**
 * Writes `docs/traceability.md` from the JSON report of a run. With `--check` nothing is written: the command exits 1 if
 * the file is not what the report gives.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { requirements } from "../generated/requirements.ts";
import { routes } from "../generated/routes.ts";
import { traceability } from "./traceability/document.ts";
import { differenceOf } from "./traceability/difference.ts";
import { readVerdicts } from "./traceability/verdicts.ts";

const FILE = "docs/traceability.md";

function readOptions(): { report: string; check: boolean } {
  try {
    const { values } = parseArgs({
      options: { report: { type: "string" }, check: { type: "boolean", default: false } },
    });
    if (!values.report) throw new Error("Which report?");
    return { report: values.report, check: values.check };
  } catch (error) {
    console.error(`${messageOf(error)}\nUsage: npm run traceability -- --report <json> [--check]`);
    process.exit(2);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function write(report: string): string {
  try {
    const verdicts = readVerdicts(JSON.parse(readFileSync(report, "utf8")));
    return traceability(requirements, verdicts, Object.keys(routes));
  } catch (error) {
    console.error(`${report}: ${messageOf(error)}`);
    process.exit(1);
  }
}

const { report, check } = readOptions();
const target = join(fileURLToPath(new URL("..", import.meta.url)), FILE);
const wanted = write(report);
const present = existsSync(target) ? readFileSync(target, "utf8") : "";
if (!check) {
  writeFileSync(target, wanted);
  console.log(`${FILE}: ${present === wanted ? "unchanged" : "written"}`);
} else if (present === wanted) console.log(`${FILE}: up to date`);
else {
  console.error(`${FILE} is not what the run found; npm run traceability -- --report ${report}`);
  console.error(differenceOf(present, wanted));
  process.exit(1);
}

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newestAcsVersion } from "../../src/acs/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const VERSION = "2099-01-01";
/** Seconds that it may take on a machine that does other things too; alone on two processors it takes less than 30. */
const LIMIT = 90;

const outside = mkdtempSync(join(tmpdir(), "call-handoff-version-"));
const folder = join(outside, "project");
afterAll(() => rmSync(outside, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
}

/** Runs a script of the copy. */
function run(script: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", script, ...args],
      { cwd: folder, maxBuffer: 1e8 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, out: stdout + stderr }),
    );
  });
}

const spec = join(folder, `specs/acs/${VERSION}.yaml`);

/** What the new version has otherwise: a limit is tighter, a member of the request new, one of a notification gone. */
function edit(): void {
  const text = readFileSync(spec, "utf8");
  const edited = text
    .replace(/( {8}incomingCallContext:\n {10}type: string\n {10}minLength:) 1\n/, "$1 2\n")
    .replace(
      /( {4}TransferToParticipantRequest:\n(?: {6}.*\n)*? {6}properties:\n)/,
      "$1        priority:\n          type: string\n          description: How urgent the transfer is.\n",
    )
    .replace(/ {8}q850Details:\n(?: {10}.*\n)+/, "");
  writeFileSync(spec, edited);
}

/** Every file that a new version could touch, with what is in it. */
function files(of: string): Record<string, string> {
  const below = ["specs", "generated", "docs"].flatMap((name) =>
    readdirSync(join(of, name), { recursive: true, withFileTypes: true }),
  );
  return Object.fromEntries(
    below
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => {
        const file = join(parentPath, name);
        return [relative(of, file), createHash("sha256").update(readFileSync(file)).digest("hex")];
      }),
  );
}

const results: Record<string, Ended> = {};
let seconds = 0;
let afterRefusal: Record<string, string> = {};
let afterUnreadable: Record<string, string> = {};
let before: Record<string, string> = {};

beforeAll(async () => {
  before = files(root);
  const parts = [
    "specs",
    "src",
    "scripts",
    "conformance",
    "generated",
    "docs",
    "package.json",
    "tsconfig.json",
    "redocly.yaml",
  ];
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  // It fails half way, with everything generated.
  const script = join(folder, "scripts/changes.ts");
  const sound = readFileSync(script, "utf8");
  writeFileSync(
    script,
    `import { existsSync } from "node:fs";\nif (existsSync(${JSON.stringify(spec)})) process.exit(1);\n`,
  );
  results["refused"] = await run("scripts/version-new.ts", "acs", VERSION);
  writeFileSync(script, sound);
  afterRefusal = files(folder);
  const file = join(outside, "broken.json");
  writeFileSync(file, '{"swagger":"2.0","paths":');
  results["unreadable"] = await run("scripts/version-new.ts", "acs", VERSION, "--upstream", file);
  afterUnreadable = files(folder);
  const start = performance.now();
  results["new"] = await run("scripts/version-new.ts", "acs", VERSION);
  edit();
  results["generate"] = await run("scripts/generate.ts");
  [results["verify"], results["diff"]] = await Promise.all([
    run("conformance/verify.ts", "--api-version", `acs@${VERSION}`, "--report", "json=verify.json"),
    run("conformance/cli.ts", "diff", `acs@${newestAcsVersion}`, `acs@${VERSION}`, "--format=json"),
  ]);
  seconds = (performance.now() - start) / 1000;
});

test("a version is added in one command, which says what is left for a person", () => {
  expect(results["new"]?.out).toContain(`acs@${VERSION} is there`);
  expect(results["new"]?.out).toContain("The official definition: no upstream.");
  expect(results["new"]?.out).toContain("\n   acs-definitions/transfer/other-version\n");
  expect(results["new"]?.code).toBe(0);
  expect(results["generate"]).toMatchObject({ code: 0 });
  for (const part of ["openapi.json", "types.ts", "routes.ts", "validators.strict.js"])
    expect(existsSync(join(folder, `generated/acs/${VERSION}/${part}`))).toBe(true);
});

test("the judgement of it is green, in all four modes", () => {
  expect(results["verify"]).toMatchObject({ code: 0 });
  const report: { runs: { checks: { apiVersion: string; status: string }[] }[] } = JSON.parse(
    readFileSync(join(folder, "verify.json"), "utf8"),
  );
  const checks = report.runs.flatMap((one) => one.checks);
  const statuses = (version: string) =>
    checks.filter(({ apiVersion }) => apiVersion === version).map(({ status }) => status);
  const fresh = statuses(VERSION);
  expect(new Set(fresh)).toEqual(new Set(["passed", "excluded"]));
  expect(fresh.length).toBeGreaterThan(100);
});

test("diff tells exactly what was changed, and what it does", () => {
  const { code, out } = results["diff"] ?? { code: -1, out: "{}" };
  const { changes }: { changes: { rule: string; impact: string; place: string }[] } = JSON.parse(out);
  // Beside its own name, and the statements that speak of the version before by its name.
  const own = changes.filter(({ rule }) => !/^(?:document|requirement-statement)-/.test(rule));
  expect(code).toBe(0);
  expect(own.map(({ impact, rule, place }) => `${impact} ${rule} ${place}`)).toEqual([
    "breaking received-member-removed ResultInformation.q850Details",
    "breaking sent-limit-tightened RedirectCallRequest.incomingCallContext",
    "compatible sent-member-added TransferToParticipantRequest.priority",
  ]);
  expect(new Set(changes.filter((change) => !own.includes(change)).map(({ impact }) => impact))).toEqual(
    new Set(["documentation"]),
  );
});

test("all of it leaves no trace in the project, and tells how long it took", () => {
  process.stdout.write(`scaffolded, edited, generated, judged and compared in ${seconds.toFixed(1)} s\n`);
  expect(seconds).toBeLessThan(LIMIT);
  expect(files(root)).toEqual(before);
});

test("what fails half way, or has no readable definition, leaves everything as it was", () => {
  expect(results["refused"]).toMatchObject({
    code: 1,
    out: expect.stringContaining("Everything is put back"),
  });
  expect(afterRefusal).toEqual(before);
  expect(results["unreadable"]).toMatchObject({ code: 2, out: expect.stringContaining("--upstream: ") });
  expect(afterUnreadable).toEqual(before);
});

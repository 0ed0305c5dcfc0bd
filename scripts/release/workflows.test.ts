import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { isRecord } from "../../src/http/result.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".github/workflows");
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");

interface Step {
  readonly if?: string;
  readonly "continue-on-error"?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly "continue-on-error"?: unknown;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

function workflow(file: string): Workflow {
  const value: Workflow = parse(textOf(file));
  return value;
}

const jobs = files.flatMap((file) =>
  Object.entries(workflow(file).jobs).map(([name, job]) => ({ file, name, job, id: `${file}: ${name}` })),
);
const steps = jobs.flatMap(({ id, job }) => (job.steps ?? []).map((step) => ({ id, step })));

/** What may be written, and by which job. Whatever else is granted fails. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  "official-definitions.yml: follow": ["contents", "pull-requests"],
  "release.yml: prepare": ["contents", "pull-requests"],
  "release.yml: publish": ["id-token"],
  "release.yml: announce": ["contents"],
};

test("these are the workflows", () => {
  expect(files.toSorted()).toEqual(["ci.yml", "official-definitions.yml", "release.yml", "runtimes.yml"]);
});

describe.each(jobs.map((one) => [one.id, one] as const))("%s", (id, { file, job }) => {
  test("may write no more than it has to", () => {
    const granted = job.permissions ?? workflow(file).permissions;
    const written = Object.entries(granted).filter(([, right]) => right !== "read");
    expect(written.map(([name, right]) => `${name}: ${right}`).toSorted()).toEqual(
      (WRITES[id] ?? []).map((name) => `${name}: write`),
    );
  });

  test("comes to an end, and not beside another of its kind", () => {
    const { concurrency } = workflow(file);
    expect(concurrency).toBeDefined();
    // A job that calls a workflow ends with the jobs of that.
    expect(job.uses === undefined ? job["timeout-minutes"] : 0).toBeLessThanOrEqual(45);
  });

  test("takes the credentials of the checkout along only where it pushes", () => {
    const writesCode = (WRITES[id] ?? []).includes("pull-requests");
    const checkouts = (job.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const { with: options } of checkouts)
      expect(options?.["persist-credentials"]).toBe(writesCode ? undefined : false);
    expect(checkouts).toHaveLength(job.uses === undefined ? 1 : 0);
  });
});

test("actions are named by commit, the same everywhere, with the version beside it", () => {
  const used = files.flatMap((file) =>
    [...textOf(file).matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, of = ""]) => of),
  );
  const foreign = used.filter((one) => !one.startsWith("./"));
  for (const one of foreign) expect(one).toMatch(/^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  const names = new Set(foreign.map((one) => one.split("@")[0]));
  expect(new Set(foreign).size).toBe(names.size);
  for (const one of used.filter((other) => other.startsWith("./")))
    expect(existsSync(join(root, one))).toBe(true);
});

describe("what a step runs", () => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const scripts = isRecord(manifest) ? manifest["scripts"] : undefined;
  const commands = steps.flatMap(({ id, step }) => (step.run === undefined ? [] : [[id, step.run] as const]));

  test("is there", () => expect(commands.length).toBeGreaterThan(5));

  test.each(commands)("%s: %s", (_, command) => {
    const [program = "", first = "", second = ""] = command.split(" ");
    // One command that is a file or a script of the project, so that it can be run and tested without GitHub.
    expect(command).not.toMatch(/[;&|\n]/);
    const isThere =
      (program === "bash" && existsSync(join(root, first))) ||
      (program === "npm" && first === "run" && isRecord(scripts) && Object.hasOwn(scripts, second)) ||
      (program === "npm" && first === "ci");
    expect(isThere).toBe(true);
    // What others wrote, such as titles and names of branches, must not become a part of a command.
    expect(command).not.toContain("${{");
  });
});

test("secrets are given to one step alone, and no step sees text of strangers", () => {
  for (const file of files) expect(textOf(file)).not.toMatch(/\$\{\{[^}]*github\.(event\.|head_ref)/);
  const withSecrets = steps.filter(({ step }) => JSON.stringify(step).includes("secrets."));
  expect(withSecrets.map(({ id, step }) => [id, step.run, step.env])).toEqual([
    [
      "release.yml: publish",
      "bash .github/scripts/publish-package.sh",
      { NODE_AUTH_TOKEN: "${{ secrets.NPM_TOKEN }}" },
    ],
  ]);
});

test("every push and pull request is checked as a whole, on each Node.js that is supported", () => {
  const { on, jobs: all } = workflow("ci.yml");
  expect(Object.keys(on)).toEqual(expect.arrayContaining(["push", "pull_request", "workflow_call"]));
  expect(on["push"]).toEqual({ "branches-ignore": ["main"] });
  expect(on["pull_request"]).toBeNull();
  expect(all["checks"]).toMatchObject({ strategy: { matrix: { node: [20, 22, 24] } } });
  expect(all["checks"]?.steps?.at(-1)?.run).toBe("bash .ci/run");
  expect(workflow("release.yml").on).toEqual({ push: { branches: ["main"] } });
});

test("nothing is published before all checks have passed, nor without the environment that guards it", () => {
  const { checks, prepare, publish, announce } = workflow("release.yml").jobs;
  expect(checks?.uses).toBe("./.github/workflows/ci.yml");
  expect([prepare?.needs, publish?.needs]).toEqual(["checks", "prepare"]);
  // Also where nothing was to be published, as it is already; never after a failure.
  expect(announce?.needs).toEqual(["prepare", "publish"]);
  expect(announce?.if).toContain("!failure() && !cancelled()");
  expect([publish?.if, publish?.environment]).toEqual(["needs.prepare.outputs.stage == 'publish'", "npm"]);
  // A condition that asks for more than success by itself would drop the need for it.
  for (const { job } of jobs)
    expect(job.if ?? "").not.toMatch(/always\(\)|(?<!!)failure\(\)|(?<!!)cancelled\(\)/);
  // Nor are checks that fail, or are left out, any checks.
  for (const { job } of jobs) expect(job["continue-on-error"]).toBeUndefined();
  for (const { step } of steps) expect(step["continue-on-error"]).toBeUndefined();
  const { checks: own } = workflow("ci.yml").jobs;
  expect([checks?.if, own?.if, ...(own?.steps ?? []).map((step) => step.if)].filter(Boolean)).toEqual([]);
});

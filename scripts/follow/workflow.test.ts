import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";

interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly jobs: {
    readonly follow: { readonly steps: readonly Step[]; readonly env: Record<string, string> };
  };
}

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const workflow: Workflow = parse(
  readFileSync(join(root, ".github/workflows/official-definitions.yml"), "utf8"),
);
const steps = workflow.jobs.follow.steps.filter(({ run }) => run?.startsWith("bash"));

const folder = mkdtempSync(join(tmpdir(), "call-handoff-follow-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** What git takes from nobody's configuration. */
const author = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@contoso.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@contoso.com",
};

function git(directory: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd: directory, env: { ...process.env, ...author }, encoding: "utf8" });
}

/** A repository with these files, committed. */
function repository(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) put(`${name}/${path}`, text);
  const directory = join(folder, name);
  git(directory, "init", "--quiet", "--initial-branch=main");
  git(directory, "add", "-A");
  git(directory, "commit", "--quiet", "-m", "first");
  return directory;
}

/** Runs the script of a step as the workflow does, in another folder and with other surroundings. */
function runStep(id: number, directory: string, env: Readonly<Record<string, string>>) {
  const command = (steps[id]?.run ?? "").replace(".github/", `${root}/.github/`);
  return new Promise<{ readonly code: number; readonly out: string }>((resolve) => {
    const surroundings = { ...process.env, ...author, ...env };
    const child = execFile(
      "bash",
      ["-e", "-c", command],
      { cwd: directory, env: surroundings },
      (_e, out, err) => {
        resolve({ code: child.exitCode ?? -1, out: out + err });
      },
    );
  });
}

/** A program of this name that notes how it was called, and then does as it is told. */
function stand(name: string, does: string): Record<string, string> {
  const file = put(
    `bin/${name}`,
    `#!/usr/bin/env bash\necho "$*" >> "${join(folder, `${name}.calls`)}"\n${does}\n`,
  );
  chmodSync(file, 0o755);
  rmSync(join(folder, `${name}.calls`), { force: true });
  return { PATH: `${dirname(file)}:${process.env["PATH"] ?? ""}` };
}

const callsOf = (name: string) =>
  readFileSync(join(folder, `${name}.calls`), "utf8")
    .trim()
    .split("\n");

test("the workflow runs once a week, and proposes only what has changed", () => {
  expect(workflow.on.schedule[0]?.cron.split(" ")).toHaveLength(5);
  expect(steps.map(({ run }) => existsSync(join(root, run?.split(" ")[1] ?? "")))).toEqual([
    true,
    true,
    true,
  ]);
  expect(steps.map(({ if: condition }) => condition)).toEqual([
    undefined,
    undefined,
    "steps.compare.outputs.changed == 'true'",
  ]);
});

describe("fetching", () => {
  const services = "specification/communication/data-plane";
  const definition = "CallAutomation/stable/2026-03-12/calls.json";

  test("brings what the comparison reads, and nothing else", async () => {
    const acs = repository("official-acs", {
      [`${services}/${definition}`]: "{}",
      [`${services}/Common/stable/2025-06-30/common.json`]: "{}",
      [`${services}/Chat/stable/2025-06-30/chat.json`]: "{}",
      "specification/compute/vm.json": "{}",
    });
    const graph = repository("official-graph", {
      "schemas/beta-Prod.csdl": "<beta/>",
      "schemas/v1.0-Prod.csdl": "<v1/>",
      "schemas/beta-Fairfax.csdl": "<other/>",
      "openapi/beta.yaml": "openapi: 3.0.1",
    });
    const target = join(folder, "definitions");
    put("definitions/acs/of-the-last-time.json", "{}");
    const { code, out } = await runStep(0, root, {
      DEFINITIONS: target,
      ACS_SPECS: `file://${acs}`,
      GRAPH_METADATA: `file://${graph}`,
    });
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/official-acs [\da-f]{40}\n.*official-graph [\da-f]{40}\n/),
    ]);
    const found = execFileSync("find", [".", "-type", "f"], { cwd: target, encoding: "utf8" })
      .trim()
      .split("\n");
    expect(found.toSorted()).toEqual([
      "./acs/CallAutomation/stable/2026-03-12/calls.json",
      "./acs/Common/stable/2025-06-30/common.json",
      "./graph/beta-Prod.csdl",
      "./graph/v1.0-Prod.csdl",
    ]);
  });

  test("fails where a repository cannot be read", async () => {
    const { code } = await runStep(0, root, {
      DEFINITIONS: join(folder, "none"),
      ACS_SPECS: join(folder, "nowhere"),
    });
    expect(code).not.toBe(0);
  });
});

describe("comparing", () => {
  test.each([
    [0, 0, "changed=false\n"],
    [1, 0, "changed=true\n"],
    [2, 2, undefined],
    [3, 3, undefined],
  ])("that ends with %d ends the step with %d", async (ended, code, output) => {
    const outputs = put("outputs", "");
    const env = { ...stand("npm", `exit ${ended}`), DEFINITIONS: "/d", BODY: "/b", GITHUB_OUTPUT: outputs };
    expect((await runStep(1, folder, env)).code).toBe(code);
    expect(callsOf("npm")).toEqual([
      "run --silent follow -- --acs /d/acs --graph /d/graph --write --limit 60000 --output /b",
    ]);
    expect(readFileSync(outputs, "utf8")).toBe(output ?? "");
  });
});

describe("proposing", () => {
  let remote = "";
  let checkout = "";
  beforeAll(() => {
    const origin = repository("origin", { "specs/upstream/acs/2026-03-12.json": "{}", "README.md": "a" });
    remote = join(folder, "remote.git");
    git(folder, "clone", "--quiet", "--bare", origin, remote);
    checkout = join(folder, "checkout");
    git(folder, "clone", "--quiet", remote, checkout);
    put("body.md", "# What changed\n");
  });

  test("opens a pull request with the definitions alone, and keeps it up to date", async () => {
    put("checkout/specs/upstream/acs/2026-09-01.json", "{}");
    put("checkout/README.md", "no business of this job");
    const body = join(folder, "body.md");
    const first = await runStep(2, checkout, { ...stand("gh", ""), BODY: body });
    expect(first.code).toBe(0);
    const title = "--title Official definitions have changed";
    expect(callsOf("gh")).toEqual([
      "pr list --head official-definitions --state open --json number --jq .[].number",
      `pr create --head official-definitions ${title} --body-file ${body}`,
    ]);
    const changed = () => git(remote, "diff", "--name-only", "main", "official-definitions").trim();
    expect(changed()).toBe("specs/upstream/acs/2026-09-01.json");

    git(checkout, "checkout", "--quiet", "main");
    put("checkout/specs/upstream/acs/2026-12-01.json", "{}");
    const again = await runStep(2, checkout, {
      ...stand("gh", 'if [ "$2" = list ]; then echo 7; fi'),
      BODY: body,
    });
    expect(again.code).toBe(0);
    expect(callsOf("gh")[1]).toBe(`pr edit official-definitions ${title} --body-file ${body}`);
    expect(changed()).toBe("specs/upstream/acs/2026-12-01.json");
  });

  test("says where to look when there is nothing to commit", async () => {
    git(checkout, "checkout", "--quiet", "main");
    const { code, out } = await runStep(2, checkout, { ...stand("gh", ""), BODY: join(folder, "body.md") });
    expect([code, out]).toEqual([1, expect.stringContaining("see the report in the summary")]);
  });
});

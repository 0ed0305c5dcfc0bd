import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { afterAll, assert, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { originOf } from "./recipes.test-support.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: { readonly path?: string };
}

const root = join(import.meta.dirname, "../..");
const workflow = readFileSync(join(import.meta.dirname, "gate.yml"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "call-handoff-workflow-"));
const guide = readFileSync(join(root, "docs/gate.md"), "utf8");
/** The processes that have left others running. */
const groups = new Set<number>();
let jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> = {};

/** A port where nobody listens, for one of the workflow that somebody here may use. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  const { port } = new URL(await originOf(server));
  server.close();
  await once(server, "close");
  return port;
}

/** A repository as the workflow finds it after `npm ci`: its gateway is the simulator, its bot that of docs/gate.md. */
beforeAll(async () => {
  const ports = { "8080": await freePort(), "3978": await freePort() };
  const own = (text: string) =>
    Object.entries(ports).reduce((done, [port, free]) => done.replaceAll(port, free), text);
  jobs = parse(own(workflow)).jobs;
  const [, bot = ""] = /^```ts\n((?:(?!```)[^])*\.listen\(3978\);\n)```$/m.exec(guide) ?? [];
  assert.notEqual(bot, "", "docs/gate.md has a bot");
  const start = `call-handoff simulate --port ${ports["8080"]}`;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", scripts: { start } }));
  writeFileSync(join(folder, "bot.js"), own(bot));
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules/call-handoff"));
  symlinkSync("../call-handoff/dist/cli.js", join(folder, "node_modules/.bin/call-handoff"));
});

afterAll(() => {
  // What a step has left running ends with its job.
  for (const group of groups) process.kill(-group, "SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a line as GitHub does where no shell is named. */
async function run(job: string, script: string) {
  writeFileSync(join(folder, `${job}.sh`), script);
  // A file, as what stays running would keep a pipe open.
  const log = openSync(join(folder, `${job}.log`), "w");
  const child = spawn("bash", ["-e", `${job}.sh`], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", log, log],
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(folder, `${job}.md`),
    },
  });
  const [code] = await once(child, "exit");
  closeSync(log);
  if (child.pid !== undefined && script.includes("&\n")) groups.add(child.pid);
  return { code, said: readFileSync(join(folder, `${job}.log`), "utf8") };
}

test.concurrent.each(["gateway", "bot"])("the job %s judges, reports and sums up", async (job) => {
  const { steps = [] } = jobs[job] ?? {};
  const lines = steps.flatMap(({ run: line }) => line ?? []);
  expect(lines.at(0)).toBe("npm ci");
  let last = { code: undefined, said: "" };
  for (const line of lines.slice(1)) {
    last = await run(job, line);
    expect(last).toMatchObject({ code: 0 });
  }
  expect(last.said).toMatch(/conforms: [1-9]\d* passed, 0 failed/);
  expect(readFileSync(join(folder, `${job}.md`), "utf8")).toContain("passed");
  const { path = "" } = steps.at(-1)?.with ?? {};
  const report: unknown = new XMLParser({ ignoreAttributes: false }).parse(
    readFileSync(join(folder, path, `${job}.xml`)),
  );
  expect(report).toMatchObject({ testsuites: { "@_failures": "0", "@_errors": "0" } });
  expect(readFileSync(join(folder, path, `${job}.html`), "utf8")).toMatch(/^<!doctype html>/i);
});

test("the actions of others are of the versions that our own action and its guide take", () => {
  const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  expect(used).toHaveLength(6);
  const pinned = readFileSync(join(root, "action.yml"), "utf8");
  const ours = guide + pinned.replaceAll(/@[\da-f]{40} # (v\d+)\..*/g, "@$1");
  for (const action of used) expect(ours).toContain(`uses: ${action}\n`);
});

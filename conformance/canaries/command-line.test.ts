import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { runCommand } from "../command/command-line.ts";
import type { Judges } from "../command/modes.ts";
import { MIXED, withTexts } from "../report/runs.test-support.ts";
import { CANARIES, canariesIn } from "./canaries.test-support.ts";

const { accessKey, token, querySecret, incomingCallContext, password } = CANARIES;

const folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], env: Record<string, string> = {}, judges?: Judges) {
  const io = fakeIo({ env });
  const code = await runCommand(args, io, {
    loadSimulator: async () => () => {
      throw new Error("It would be served now.");
    },
    version: () => "1",
    folder,
    ...(judges && { judges }),
  });
  return { code, text: io.out() + io.err() };
}

const withPassword = `http://user:${encodeURIComponent(password)}@127.0.0.1:9`;
const withQuery = `http://127.0.0.1:9/?code=${encodeURIComponent(querySecret)}`;
const verify = ["verify", "server"];

/** Command lines that are wrong, with a secret in the place of something else. */
const mistakes: readonly (readonly string[])[] = [
  ["simulate", token],
  ["simulate", "--token", `${token} x`],
  ["simulate", "--access-key", `${accessKey}!`],
  ["simulate", `--strict=${token}`],
  ["simulate", `--tokn=${token}`],
  ["simulate", "--port", token],
  ["simulate", "--seed", token],
  ["simulate", "--pace", token],
  ["simulate", "--app-id", token],
  ["simulate", "--allow-host", withPassword],
  ...["--url", "--acs-url", "--graph-url"].map((flag) => [
    ...verify,
    flag,
    `ftp://user:${encodeURIComponent(password)}@h`,
  ]),
  [...verify, "--url", withPassword, "--call-id", "1", "--timeout", "50ms"],
  [...verify, "--url", token],
  [...verify, token],
  [...verify, "--timeout", token],
  [...verify, "--settle", token],
  [...verify, "--report", token],
  [...verify, "--service", token],
  [...verify, "--without", token],
  [...verify, "--listen-port", token],
  [...verify, "--openid-configuration", `x:${token}`],
  [...verify, "--callback-url", withQuery],
  [...verify, "--app-id", token],
  [...verify, `--strict=${token}`],
  [...verify, `--urll=${withPassword}`],
  ["verify", "client", "--command-timeout", accessKey, "--", "node"],
  ["verify", "client", "--url", withPassword],
  ["verify", "receiver", "--url", `x://user:${encodeURIComponent(password)}@h`],
  ["verify", "receiver", "--issuer-port", token, "--url", withQuery],
  ["diff", `--nope=${token}`],
  ["diff", "acs@2024-09-15", "acs@2026-03-12", "--format", token],
  ["diff", "acs@2024-09-15", "acs@2026-03-12", "--fail-on", token],
  ["requirements", token],
  ["requirements", "--format", token],
];

test.each(mistakes.map((args) => [args.slice(0, 3).join(" ").slice(0, 50), args] as const))(
  "%s …: what is wrong is said without the value",
  async (_, args) => {
    const { code, text } = await run(args);
    expect([code, canariesIn(text)]).toEqual([2, []]);
  },
);

test.each([
  ["CALL_HANDOFF_ACS_ACCESS_KEY", `${accessKey}!`],
  ["CALL_HANDOFF_GRAPH_TOKEN", `${token} ${token}`],
  ["CALL_HANDOFF_GRAPH_APP_ID", token],
  ["CALL_HANDOFF_ACS_RESOURCE_ID", accessKey],
])("a variable that cannot be used (%s) is named without its value", async (name, value) => {
  for (const args of [
    ["simulate"],
    [...verify, "--url", "http://127.0.0.1:9", "--call-id", "1"],
    ["verify", "receiver", "--url", withQuery],
  ]) {
    const { code, text } = await run(args, { [name]: value });
    expect(code !== 2 || text.includes(name)).toBe(true);
    expect(canariesIn(text)).toEqual([]);
  }
});

/** All that was written into the folder. */
const written = () =>
  readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);

test("no report of a run and no line of the console holds a secret of the environment, wherever a target repeats it", async () => {
  const planted = withTexts(
    MIXED,
    (text) => `${text} key ${accessKey}, token ${token}, ${encodeURIComponent(token)}`,
  );
  const judge = async () => planted;
  const env = {
    CALL_HANDOFF_ACS_ACCESS_KEY: accessKey,
    CALL_HANDOFF_GRAPH_TOKEN: token,
    GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
  };
  const reports = ["json=r.json", "junit=r.xml", "html=r.html", "github"].flatMap((one) => ["--report", one]);
  const args = [...verify, "--url", "http://127.0.0.1:9", "--call-id", "1", ...reports];
  const { code, text } = await run(args, env, { server: judge, client: judge, receiver: judge });
  expect(code).toBe(1);
  // The curl lines of failures are among them.
  expect(text).toContain("curl -i");
  expect(canariesIn(text)).toEqual([]);
  const files = written();
  expect(files.map(([file]) => file).toSorted()).toEqual(["r.html", "r.json", "r.xml", "summary.md"]);
  for (const [file, content] of files) expect([file, canariesIn(content)]).toEqual([file, []]);
});

test("a fault of a judge is told without the secrets of the environment", async () => {
  const judge = () => Promise.reject(new Error(`sent Bearer ${token} by ${accessKey}`));
  const env = { CALL_HANDOFF_ACS_ACCESS_KEY: accessKey, CALL_HANDOFF_GRAPH_TOKEN: token };
  const args = [...verify, "--url", "http://127.0.0.1:9", "--call-id", "1"];
  const { code, text } = await run(args, env, { server: judge, client: judge, receiver: judge });
  expect([code, canariesIn(text)]).toEqual([3, []]);
});

/** A document with examples of a member that is marked as a secret: somebody may have copied them from a call. */
function document(value: string, more: object = {}): string {
  const sensitive = { type: "string", "x-sensitive": true, example: value, examples: [value], ...more };
  const schema = { type: "object", properties: { incomingCallContext: sensitive } };
  const content = { "application/json": { schema, example: { incomingCallContext: value } } };
  const post = { operationId: "x", requestBody: { content }, responses: { 202: { description: "Taken." } } };
  return JSON.stringify({ openapi: "3.1.0", info: { title: "t", version: "1" }, paths: { "/x": { post } } });
}

test.each(["text", "json", "markdown", "github"])(
  "diff tells no example of a member that is marked as a secret (%s)",
  async (format) => {
    writeFileSync(join(folder, "old.json"), document("other"));
    writeFileSync(join(folder, "new.json"), document(incomingCallContext, { maxLength: 9 }));
    for (const pair of [
      ["old.json", "new.json"],
      ["new.json", "old.json"],
    ]) {
      const { code, text } = await run(["diff", ...pair, "--format", format]);
      expect([code, text]).toEqual([0, expect.any(String)]);
      expect(text.length).toBeGreaterThan(50);
      expect(canariesIn(text)).toEqual([]);
    }
  },
);

import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { defineConfig } from "./config.ts";
import { check, folderWith, runOf, verifyWith } from "./verify.test-support.ts";

let remove = () => {};
afterEach(() => {
  remove();
  remove = () => {};
});

/** A folder with a configuration that exports this by default. */
function configured(exported: string, files: Readonly<Record<string, string>> = {}): string {
  const made = folderWith({ "call-handoff.config.mjs": `export default ${exported};`, ...files });
  remove = made.remove;
  return made.path;
}

const URL = "http://127.0.0.1:4010";

describe("a configuration", () => {
  test("is found in the folder, and has all that flags have", async () => {
    const folder = configured(`{
      server: {
        url: "${URL}", callIds: ["a"], settle: "1s", timeout: 20, without: ["tokens"], listenPort: 4011,
        operations: ["graph.transfer"], apiVersions: ["beta"], services: ["graph"],
        prepareCall: async ({ kind }) => (kind === "group" ? undefined : { id: kind }),
      },
    }`);
    const { code, options } = await verifyWith("server", { folder });
    expect(code).toBe(0);
    expect(options).toMatchObject({
      url: URL,
      callIds: ["a"],
      settle: 1000,
      timeout: 20,
      without: ["tokens"],
      listenPort: 4011,
      filters: { operations: ["graph.transfer"], versions: ["beta"], services: ["graph"] },
      prepareCall: expect.any(Function),
    });
  });

  test("gives way to flags", async () => {
    const folder = configured(`{ server: { url: "${URL}", callIds: ["a"], timeout: 20 } }`);
    const { options } = await verifyWith("server --call-id b --timeout 1s", { folder });
    expect(options).toMatchObject({ url: URL, callIds: ["b"], timeout: 1000 });
  });

  test("tells the command of a client or receiver, or the function in its place", async () => {
    const folder = configured(`{
      client: { run: async () => 0, calls: [{ service: "graph" }], commandTimeout: "1s" },
      receiver: { url: "${URL}", command: ["node", "bot.js"], rotateKeys: true, issuerPort: 0 },
    }`);
    const client = await verifyWith("client", { folder });
    expect(client.options).toMatchObject({
      run: expect.any(Function),
      calls: [{ service: "graph" }],
      commandTimeout: 1000,
    });
    const flagged = await verifyWith("client -- x", { folder });
    expect(flagged.options).toMatchObject({ command: ["x"] });
    expect(flagged.options).not.toHaveProperty("run");
    const receiver = await verifyWith("receiver", { folder });
    expect(receiver.options).toMatchObject({ command: ["node", "bot.js"], rotateKeys: true, issuerPort: 0 });
  });

  test("may be named, and is relative to nothing but the folder", async () => {
    const folder = configured("{}", { "other.mjs": `export default { server: { url: "${URL}/other" } };` });
    const { options } = await verifyWith("server --config other.mjs", { folder });
    expect(options).toMatchObject({ url: `${URL}/other` });
  });

  test("tells strictness, reports and known failures, which stand beside it or in it", async () => {
    const failed = check({ status: "failed", level: "SHOULD", message: "It is 200." });
    const strict = configured('{ strict: true, reports: ["github"] }');
    const outcome = await verifyWith("server", { folder: strict, run: runOf([failed]) });
    expect(outcome).toMatchObject({ code: 1, out: expect.stringContaining("::error ") });
    remove();
    for (const known of ['"./known"', '[{ glob: "graph.transfer/**", reason: "Issue 12." }]']) {
      const folder = configured(`{ strict: true, knownFailing: ${known} }`, {
        known: "graph.transfer/** Issue 12.",
      });
      const { code, out } = await verifyWith("server", { folder, run: runOf([failed]) });
      expect([code, out]).toEqual([0, expect.stringContaining("Issue 12.")]);
      if (known === '"./known"') remove();
    }
  });

  test("is typed by the package, as a file that is loaded from anywhere", async () => {
    const source = pathToFileURL(`${import.meta.dirname}/config.ts`).href;
    const made = folderWith({
      "call-handoff.config.mjs": `import { defineConfig } from "${source}";\nexport default defineConfig({ server: { url: "${URL}" } });`,
    });
    ({ remove } = made);
    expect((await verifyWith("server", { folder: made.path })).options).toMatchObject({ url: URL });
  });
});

test("defineConfig types a configuration, and changes nothing", () => {
  const config = { server: { url: URL, without: ["tokens"] } } as const;
  expect(defineConfig(config)).toBe(config);
  // @ts-expect-error no such member
  defineConfig({ servr: {} });
  // @ts-expect-error nothing that a server may lack
  defineConfig({ server: { without: ["legs"] } });
  // @ts-expect-error a call without an id
  defineConfig({ server: { prepareCall: ({ kind }) => ({ kind }) } });
});

describe("a configuration that cannot be used is told about, with 2 and without a run:", () => {
  const file = "call-handoff.config.mjs";
  test.each([
    ["7", `${file} has to export a configuration by default`],
    ["undefined", `${file} has to export a configuration by default`],
    ["{ servr: {} }", `"servr" in ${file} is unknown. Did you mean "server"?`],
    ["{ other: {} }", `"other" in ${file} is unknown. There are server, client, receiver, knownFailing,`],
    ["{ server: 7 }", `"server" in ${file} has to be an object.`],
    [
      "{ server: { prepareCal() {} } }",
      `"server.prepareCal" in ${file} is unknown. Did you mean "prepareCall"?`,
    ],
    ["{ server: { prepareCall: {} } }", `"server.prepareCall" in ${file} has to be a function.`],
    ["{ server: { url: 7 } }", `"server.url" in ${file} has to be a text.`],
    ["{ server: { url: 'here' } }", `"server.url" in ${file} has to be an address that begins with http://`],
    ["{ server: { callIds: 'a' } }", `"server.callIds" in ${file} has to be a list of texts.`],
    ["{ server: { timeout: '5' } }", `"server.timeout" in ${file} has to be a duration such as 5s`],
    ["{ server: { settle: -1 } }", `"server.settle" in ${file} has to be a duration such as 5s`],
    ["{ server: { listenPort: 1.5 } }", `"server.listenPort" in ${file} has to be a port`],
    ["{ server: { without: ['legs'] } }", `"server.without" in ${file} has to be one of access,`],
    ["{ server: { operations: ['graph.fly'] } }", '"graph.fly" matches no check of verify server.'],
    ["{ strict: 'yes' }", `"strict" in ${file} has to be true or false.`],
    ["{ reports: ['pdf=x'] }", "--report takes json=<file>"],
    ["{ knownFailing: 7 }", `"knownFailing" in ${file} has to be a text.`],
    [
      "{ knownFailing: [{ glob: 'a' }] }",
      `"knownFailing" in ${file} has to be a path, or a list of { glob, reason }.`,
    ],
    ["{", `${file} cannot be loaded: `],
    ["missing", `${file} cannot be loaded: ReferenceError: missing is not defined`],
  ])("%s", async (exported, message) => {
    const { code, err, options } = await verifyWith("server", { folder: configured(exported) });
    expect([code, options]).toEqual([2, undefined]);
    expect(err).toContain(message);
  });

  test.each([
    ["client: { command: 'node' }", '"client.command"'],
    ["client: { command: [] }", '"client.command"'],
    ["client: { run: 7 }", '"client.run"'],
    ["client: { calls: 7 }", '"client.calls"'],
    ["client: { timeout: 7 }", '"client.timeout" in call-handoff.config.mjs is unknown'],
    ["receiver: { rotateKeys: 1 }", '"receiver.rotateKeys"'],
  ])("%s", async (section, message) => {
    const [mode = ""] = section.split(":");
    const { code, err } = await verifyWith(mode, { folder: configured(`{ ${section} }`) });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

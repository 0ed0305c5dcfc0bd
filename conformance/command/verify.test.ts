import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { check, folderWith, runOf, verifyWith } from "./verify.test-support.ts";

const GUID = "00000000-0000-4000-8000-00000000000a";
const URL = "http://127.0.0.1:4010";

let remove = () => {};
afterEach(() => {
  remove();
  remove = () => {};
});

/** A folder that is taken away after the test. */
function folder(files: Readonly<Record<string, string>>): string {
  const made = folderWith(files);
  remove = made.remove;
  return made.path;
}

describe("flags come to options of", () => {
  test("a server", async () => {
    const line = [
      `server --url ${URL} --acs-url ${URL}/acs --graph-url ${URL}/graph/beta --call-id a --call-id=b`,
      `--callback-url https://tunnel.example/x --listen-port 4011 --openid-configuration ${URL}/keys`,
      `--without tokens --without access --settle 0.1s --timeout 700ms --app-id ${GUID}`,
      "--operation graph.transfer --api-version beta --check graph.transfer/** --service graph",
      "--start-timeout 3s -- node server.js",
    ].join(" ");
    const env = {
      CALL_HANDOFF_ACS_ACCESS_KEY: "c2VjcmV0",
      CALL_HANDOFF_GRAPH_TOKEN: "t",
      CALL_HANDOFF_ACS_RESOURCE_ID: GUID,
    };
    const { code, options } = await verifyWith(line, { env });
    expect(code).toBe(0);
    expect(options).toEqual({
      url: URL,
      acsUrl: `${URL}/acs`,
      graphUrl: `${URL}/graph/beta`,
      callIds: ["a", "b"],
      callbackUrl: "https://tunnel.example/x",
      listenPort: 4011,
      openIdConfiguration: `${URL}/keys`,
      without: ["tokens", "access"],
      settle: 100,
      timeout: 700,
      command: ["node", "server.js"],
      startTimeout: 3000,
      env,
      credentials: { accessKey: "c2VjcmV0", token: "t", appId: GUID, resourceId: GUID },
      filters: {
        operations: ["graph.transfer"],
        versions: ["beta"],
        checks: ["graph.transfer/**"],
        services: ["graph"],
      },
      onProgress: expect.any(Function),
    });
  });

  test("a client, whose command keeps what looks like flags", async () => {
    const env = { HOME: "/" };
    const { options } = await verifyWith("client --command-timeout 2s -- node client.js --help -- x", {
      env,
    });
    expect(options).toEqual({
      command: ["node", "client.js", "--help", "--", "x"],
      commandTimeout: 2000,
      environment: env,
      filters: {},
      onOutput: expect.any(Function),
      onProgress: expect.any(Function),
      signal: expect.any(AbortSignal),
    });
  });

  test("a receiver", async () => {
    const line = `receiver --url ${URL}/a --event-grid-url ${URL}/b --service acs --start-timeout 3s --issuer-port 0 --rotate-keys --resource-id ${GUID} --timeout 1s -- node bot.js`;
    const { options } = await verifyWith(line);
    expect(options).toMatchObject({
      url: `${URL}/a`,
      eventGridUrl: `${URL}/b`,
      services: ["acs"],
      startTimeout: 3000,
      issuerPort: 0,
      rotateKeys: true,
      resourceId: GUID,
      timeout: 1000,
      command: ["node", "bot.js"],
    });
    expect(options).not.toHaveProperty("appId");
  });
});

describe("what cannot be used is said, with 2 and without a run:", () => {
  const secret = "s3cret-s3cret";
  test.each([
    ["", "Which mode?"],
    ["fly", 'There is no mode "fly".'],
    ["server --ulr x", "There is no --ulr. Did you mean --url?"],
    ["server --operatoin x", "Did you mean --operation?"],
    ["server --timeout", "--timeout needs a value: --timeout <duration>."],
    ["server --strict=yes", "--strict takes no value."],
    [`server ${secret}`, "There is an argument that belongs to no flag."],
    [`server --url ftp://a:${secret}@b`, "--url has to be an address that begins with http:// or https://."],
    ["server --url=", "--url has to be a text."],
    [
      "server --callback-url http://a.example",
      "--callback-url has to be an address that begins with https://.",
    ],
    ["server --timeout 5", "--timeout has to be a duration such as 5s or 250ms."],
    ["server --listen-port 65536", "--listen-port has to be a port from 0 to 65535."],
    ["server --without legs", "--without has to be one of access, states, tokens,"],
    ["server --service graph --service x", "--service has to be one of acs, graph."],
    ["server --app-id 1", "--app-id has to be a GUID."],
    ["server --operation graph.fly", '--operation "graph.fly" matches no check of verify server.'],
    ["server --check graph.transfer/fly/*", "matches no check of verify server."],
    ["server --report pdf=x", "--report takes json=<file>"],
    ["server --known-failing nowhere", "cannot be read (ENOENT)."],
    ["server --config nowhere.mjs", "--config: there is no file"],
    ["server --", "There is no command after --."],
    ["server --start-timeout 5", "--start-timeout has to be a duration"],
    ["client", "Which client? Write the command after --"],
    ["client --", "There is no command after --."],
    ["client --timeout 5s -- x", "There is no --timeout."],
  ])("%s", async (line, message) => {
    const { code, out, err, options } = await verifyWith(line);
    expect([code, out, options]).toEqual([2, "", undefined]);
    expect(err).toContain(message);
    expect(err).toMatch(/--help/);
    expect(err).not.toContain(secret);
  });

  test("credentials of the environment, which are not repeated", async () => {
    for (const mode of ["server", "client -- x"]) {
      const { code, err } = await verifyWith(mode, { env: { CALL_HANDOFF_ACS_ACCESS_KEY: secret } });
      expect(code).toBe(2);
      expect(err).toContain("CALL_HANDOFF_ACS_ACCESS_KEY has to be base64, copied whole.");
      expect(err).not.toContain(secret);
    }
  });
});

describe("help", () => {
  test.each(["server", "client", "receiver"])("of %s tells every flag, in lines that fit", async (mode) => {
    for (const line of [`${mode} --help`, `${mode} --nonsense -h`, `${mode} --help -- x`]) {
      const { code, out, err } = await verifyWith(line);
      expect([code, err]).toEqual([0, ""]);
      expect(out).toMatch(new RegExp(`^Usage: call-handoff verify ${mode} `));
      for (const flag of ["operation", "list", "known-failing", "report", "strict", "config"])
        expect(out).toContain(`\n  --${flag} `);
      for (const one of out.split("\n")) expect(one.length).toBeLessThanOrEqual(100);
    }
  });

  test("of verify tells the modes", async () => {
    expect(await verifyWith("--help")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/receiver +judge/),
    });
  });
});

test("--list prints each chosen check with its versions, level and wording, and runs nothing", async () => {
  const { code, out, options } = await verifyWith("server --check graph.transfer/response/status --list");
  expect([code, options]).toEqual([0, undefined]);
  expect(out).toMatch(
    /^graph\.transfer\/response\/status {2}MUST {2}\(beta, v1\.0\)\n {4}\S.*\.\n\n1 check, 2 with their versions\.\n$/,
  );
});

describe("the exit code is", () => {
  const failed = check({ status: "failed", message: "It is 200." });
  test.each([
    ["0 where all passed", "", [check()], 0],
    ["1 where a MUST failed", "", [check(), failed], 1],
    ["0 where a SHOULD failed", "", [check(), { ...failed, level: "SHOULD" as const }], 0],
    ["1 where a SHOULD failed, with --strict", "--strict", [{ ...failed, level: "SHOULD" as const }], 1],
    ["1 where something was not testable", "", [check({ status: "notTestable" })], 1],
    ["1 where nothing was judged", "", [], 1],
    ["3 where only the gate broke", "", [check(), check({ status: "error" })], 3],
    ["1 where the gate broke and the target fails", "", [failed, check({ status: "error" })], 1],
  ])("%s", async (_, flags, checks, code) => {
    const outcome = await verifyWith(`server ${flags}`, { run: runOf(checks) });
    expect(outcome).toMatchObject({ code, err: "" });
    expect(outcome.out).toMatch(/\n?server http:\/\/127\.0\.0\.1:4010 (conforms|does not conform): /);
  });

  test("3 for a fault, which is told without secrets", async () => {
    const run = () => Promise.reject(new Error("It broke at s3cret-t0ken."));
    const env = { CALL_HANDOFF_GRAPH_TOKEN: "s3cret-t0ken" };
    const { code, out, err } = await verifyWith("server", { run, env });
    expect([code, out]).toEqual([3, ""]);
    expect(err).toMatch(/^Error: It broke at \(redacted\)\.\n +at /);
  });

  test("3 where a report cannot be written", async () => {
    const path = folder({ taken: "" });
    const { code, err } = await verifyWith("server --report json=taken/x.json", { folder: path });
    expect(code).toBe(3);
    expect(err).toContain("cannot be written");
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("that of %s, which aborts the run", async (signal, code) => {
    const io = fakeIo();
    let aborted = false;
    const run = (options: object) =>
      new Promise<never>((_, reject) => {
        if ("signal" in options && options.signal instanceof AbortSignal)
          options.signal.addEventListener("abort", () => {
            aborted = true;
            reject(new Error("aborted"));
          });
        io.signal(signal);
      });
    const outcome = await verifyWith("client -- x", { io, run });
    expect(outcome).toMatchObject({ code, out: "", err: "Ended by a signal: there is no verdict.\n" });
    expect(aborted).toBe(true);
  });
});

describe("known failures", () => {
  const failed = check({ status: "failed", message: "It is 200." });

  test("of a file let a run pass, and are told with their reasons", async () => {
    const path = folder({ known: "# ours\ngraph.transfer/response/*@beta  Issue 12.\n" });
    const { code, out } = await verifyWith("server --known-failing known", {
      folder: path,
      run: runOf([failed]),
    });
    expect(code).toBe(0);
    expect(out).toMatch(/Known to fail\n.*Issue 12\./);
    expect(out).toContain("1 known failing");
  });

  test("that pass fail the run", async () => {
    const path = folder({ known: "graph.transfer/response/status  Issue 12." });
    const { code, out } = await verifyWith("server --known-failing known", { folder: path });
    expect(code).toBe(1);
    expect(out).toContain("remove the line");
  });

  test("of no check, and without a reason, are refused before the run", async () => {
    const path = folder({ unknown: "graph.fly/**  Why not.", bare: "\ngraph.transfer/**" });
    const unknown = await verifyWith("server --known-failing unknown", { folder: path });
    expect(unknown).toMatchObject({
      code: 2,
      options: undefined,
      err: expect.stringContaining('"graph.fly/**"'),
    });
    const bare = await verifyWith("server --known-failing bare", { folder: path });
    expect(bare).toMatchObject({ code: 2, err: expect.stringContaining("bare, line 2:") });
  });

  test("of the run of a client as a whole are known", async () => {
    const path = folder({ known: "conformance/client/command  It never ends." });
    const { code } = await verifyWith("client --known-failing known -- x", { folder: path });
    expect(code).toBe(0);
  });
});

test("reports are written below the folder, without secrets, and the console stays", async () => {
  const path = folder({});
  const token = "s3cret-t0ken";
  const run = runOf([check({ status: "failed", message: `It is ${token}.` })], { notes: [token] });
  const { code, out } = await verifyWith(
    "server --report json=deep/gate.json --report junit=gate.xml --report html=gate.html --report github",
    { folder: path, run, env: { CALL_HANDOFF_GRAPH_TOKEN: token } },
  );
  expect(code).toBe(1);
  expect(out).toMatch(/does not conform: 0 passed, 1 failed[^]*\n::error /);
  const texts = ["deep/gate.json", "gate.xml", "gate.html"].map((file) =>
    readFileSync(join(path, file), "utf8"),
  );
  for (const text of [out, ...texts]) {
    expect(text).toContain("(redacted)");
    expect(text).not.toContain(token);
  }
  expect(existsSync(join(path, "github"))).toBe(false);
});

test("a terminal sees how far the run is, and the line is gone before the verdict", async () => {
  const io = fakeIo({ isTTY: true, env: { NO_COLOR: "1" } });
  const run = async (options: object) => {
    if ("onProgress" in options && typeof options.onProgress === "function") options.onProgress(1);
    return runOf([check()]);
  };
  const { out } = await verifyWith("server --check graph.transfer/response/status", { io, run });
  const clear = "\r\u{1b}[K";
  expect(out.startsWith(`${clear}1 of 2 checks${clear}`)).toBe(true);
  expect(out.split(clear)).toHaveLength(3);
});

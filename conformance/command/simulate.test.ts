import { describe, expect, test } from "vitest";
import { invalid } from "../../src/errors.ts";
import { fakeSimulator, type FakeSimulator } from "../../src/node/simulator-server.test-support.ts";
import { serveSimulator } from "../../src/node/simulator-server.ts";
import {
  attempt,
  fakeIo,
  notificationEntry,
  requestEntry,
  type FakeIo,
} from "../../src/simulator/command.test-support.ts";
import type { SimulateOptions } from "../../src/simulator/command.ts";
import { runCommand } from "./command-line.ts";

interface Running {
  readonly io: FakeIo;
  readonly simulator: FakeSimulator;
  readonly options: () => SimulateOptions | undefined;
  readonly code: Promise<number>;
}

/** Runs `simulate` on a fake, at a free port. */
function run(line = "", io = fakeIo(), simulator = fakeSimulator()): Running {
  let options: SimulateOptions | undefined;
  const make = (given: SimulateOptions) => {
    options = given;
    return { ...simulator, credentials: given.credentials };
  };
  const args = ["simulate", "--port", "0", ...line.split(" ").filter(Boolean)];
  const code = runCommand(args, io, { loadSimulator: async () => make, version: () => "1.2.3", folder: "." });
  return { io, simulator, options: () => options, code };
}

function outputOf(args: readonly string[], make = () => fakeSimulator()) {
  const io = fakeIo();
  return runCommand(args, io, { loadSimulator: async () => make, version: () => "1.2.3", folder: "." }).then(
    (code) => [code, io.out(), io.err()] as const,
  );
}

/** Entries are told of when all changes of a turn are done. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("simulate", () => {
  test("says what a bot has to be told, serves, and ends with a summary", async () => {
    const { io, simulator, code } = run();
    const url = await io.wrote(/listens at (\S+)\n/);
    const { accessKey, token, appId, resourceId, tenantId } = simulator.credentials;
    const rows = [
      `ACS endpoint +${url}`,
      `connection string +endpoint=${url}/;accesskey=${accessKey}`,
      `access key +${accessKey}`,
      `resource id +${resourceId}`,
      `Graph beta +${url}/beta`,
      `Graph v1.0 +${url}/v1.0`,
      `app id +${appId}`,
      `tenant id +${tenantId}`,
      `token +${token}`,
      `control +${url}/simulator`,
      `keys +${url}/simulator/.well-known/openid-configuration`,
    ];
    for (const row of rows) expect(io.out()).toMatch(new RegExp(`^  ${row}$`, "m"));
    expect((await fetch(url)).status).toBe(204);
    io.signal();
    expect(await code).toBe(0);
    expect(simulator.patience).toEqual([5000]);
    expect(io.out()).toMatch(
      /\nEnding: waiting up to 5 s for answers and 0 notifications under way\. Ctrl-C again ends at once\.\nRequests: 0, deviating: 0; notifications delivered: 0, not delivered: 0\.\n$/,
    );
    expect(io.err()).toBe("");
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("hands flags on, and prints no secret of the user", async () => {
    const env = { CALL_HANDOFF_GRAPH_TOKEN: "my-token" };
    for (const json of ["", "--json"]) {
      const { io, options, code } = run(`--strict --seed 7 --access-key c2VjcmV0 ${json}`, fakeIo({ env }));
      await io.wrote(/listens at|"started"/);
      expect(options()).toMatchObject({ strict: true, seed: 7, credentials: { token: "my-token" } });
      expect(io.out()).not.toMatch(/my-token|c2VjcmV0/);
      io.signal();
      expect(await code).toBe(0);
    }
    const { io, code } = run("--token x", fakeIo({ env }));
    await io.wrote(/token +\(yours\)\n/);
    io.signal();
    await code;
  });

  test("writes a line when an entry is final, and one for each attempt before", async () => {
    const { io, simulator, code } = run();
    await io.wrote(/seed .*\n\n/);
    const lines = () => io.out().split("\n\n")[1]?.split("\n").filter(Boolean) ?? [];
    simulator.tell(requestEntry());
    const [first, second, third] = [attempt(503, 31), attempt(500, 32), attempt(202, 33)];
    simulator.tell(notificationEntry());
    await turn();
    expect(lines()).toEqual([expect.stringMatching(/→ POST .* 202 /)]);
    simulator.tell(notificationEntry({ attempts: [first] }));
    await turn();
    expect(lines().slice(1)).toEqual([expect.stringMatching(/^10:20:31.* 503, attempt 1, tried again/)]);
    simulator.tell(notificationEntry({ attempts: [first, second] }));
    await turn();
    // The last attempt and the end come in one turn, and make one line.
    simulator.tell(notificationEntry({ attempts: [first, second, third] }));
    simulator.tell(notificationEntry({ attempts: [first, second, third], outcome: "taken" }));
    await turn();
    expect(lines().slice(2)).toEqual([
      expect.stringMatching(/^10:20:32.* 500, attempt 2, tried again/),
      expect.stringMatching(/^10:20:33.* taken 202, 3 attempts/),
    ]);
    io.signal();
    expect(await code).toBe(0);
  });

  test("counts, and waits for what is under way", async () => {
    const simulator = fakeSimulator(undefined, { close: async () => 2 });
    const { io, code } = run("", fakeIo(), simulator);
    await io.wrote(/seed .*\n\n/);
    simulator.tell(requestEntry({ sequence: 7, verdict: "deviating" }));
    simulator.tell(requestEntry());
    simulator.tell(notificationEntry({ sequence: 3, outcome: "taken", attempts: [attempt(200)] }));
    simulator.tell(notificationEntry({ sequence: 4, outcome: "givenUp", attempts: [attempt(500)] }));
    simulator.tell(notificationEntry({ sequence: 5, outcome: "blocked" }));
    simulator.tell(notificationEntry({ sequence: 6 }));
    io.signal();
    expect(await code).toBe(0);
    expect(io.out()).toContain("answers and 1 notification under way");
    expect(io.out()).toContain(
      "\nRequests: 2, deviating: 1; notifications delivered: 1, not delivered: 4.\n",
    );
  });

  test("is ended at once by a second signal, but not by the echo of the first", async () => {
    let close = () => {};
    const simulator = fakeSimulator(undefined, {
      close: () => new Promise((resolve) => (close = () => resolve(0))),
    });
    const { io, code } = run("", fakeIo(), simulator);
    await io.wrote(/seed .*\n\n/);
    io.signal();
    io.signal();
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await Promise.race([code, Promise.resolve("open")])).toBe("open");
    io.signal();
    expect(await code).toBe(130);
    close();
  });

  test("ends at a signal that comes before it listens", async () => {
    const impatient: FakeIo = {
      ...fakeIo(),
      onSignal(listener) {
        listener("SIGINT");
        return () => {};
      },
    };
    expect(await run("", impatient).code).toBe(0);
  });

  test("speaks to machines in one object per line", async () => {
    const { io, simulator, code } = run("--json", fakeIo({ isTTY: true }));
    await io.wrote(/\n/);
    const entry = notificationEntry({ outcome: "taken", attempts: [attempt(503), attempt(202)] });
    simulator.tell(requestEntry({ path: "/\u009b31m" }));
    simulator.tell(entry);
    io.signal();
    expect(await code).toBe(0);
    const objects: unknown[] = io
      .out()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(objects).toEqual([
      {
        kind: "started",
        url,
        endpoint: url,
        connectionString: expect.stringMatching(/^endpoint=http:.*\/;accesskey=Y2F/),
        graph: { beta: expect.stringMatching(/\/beta$/), "v1.0": expect.stringMatching(/\/v1\.0$/) },
        control: expect.stringMatching(/\/simulator$/),
        openIdConfiguration: expect.stringMatching(/openid-configuration$/),
        seed: 1,
        ...simulator.credentials,
      },
      requestEntry({ path: "/\u009b31m" }),
      entry,
      { kind: "ending", pending: 0, patience: 5000 },
      { kind: "ended", requests: 1, deviating: 0, delivered: 1, undelivered: 0 },
    ]);
    expect(io.out()).not.toContain("\u009b");
  });

  test.each([
    [{ isTTY: true }, true],
    [{ isTTY: true, env: { NO_COLOR: "" } }, true],
    [{ isTTY: true, env: { NO_COLOR: "1" } }, false],
    [{ isTTY: false }, false],
  ])("with %j is coloured: %j", async (surroundings, isColoured) => {
    const { io, code } = run("", fakeIo(surroundings));
    await io.wrote(/keys/);
    expect(io.out().includes("\u001b[")).toBe(isColoured);
    io.signal();
    await code;
  });
});

describe("the command line", () => {
  test("helps", async () => {
    expect(await outputOf(["--help"])).toEqual([
      0,
      expect.stringMatching(/^Usage: call-handoff <command>/),
      "",
    ]);
    const [code, out, err] = await outputOf(["simulate", "--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const flag of [
      "port",
      "strict",
      "seed",
      "pace",
      "stopped-clock",
      "allow-host",
      "access-key",
      "token",
    ])
      expect(out).toContain(`\n  --${flag}`);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });

  test("tells its version", async () => {
    expect(await outputOf(["--version"])).toEqual([0, "1.2.3\n", ""]);
  });

  test.each([
    [[], /^Which command\?\n\nUsage: call-handoff <command>/],
    [["fly\u001b"], /^There is no command "fly\\u001b"\.\n\nUsage: call-handoff <command>/],
    [["--fast"], /^There is no command "--fast"\.\n\nUsage/],
    [["simulate", "--port", "x"], /^--port has to be from 0 to 65535\.\n\nUsage: call-handoff simulate/],
    [["simulate", "--fast"], /^Unknown option '--fast'\.\n\nUsage: call-handoff simulate/],
  ])("%j is answered with usage and 2", async (args, message) => {
    expect(await outputOf(args)).toEqual([2, "", expect.stringMatching(message)]);
  });

  test("takes what the simulator refuses for wrong usage, and all else for a fault", async () => {
    const refuse = () => {
      throw invalid("seed has to be small.");
    };
    expect(await outputOf(["simulate"], refuse)).toEqual([
      2,
      "",
      expect.stringMatching(/^seed has to be small\.\n\nU/),
    ]);
    const fail = () => {
      throw new Error("broken\u001b");
    };
    expect(await outputOf(["simulate"], fail)).toEqual([
      3,
      "",
      expect.stringMatching(/^Error: broken\\u001b\n +at /),
    ]);
  });

  test("says that the port is taken", async () => {
    const server = await serveSimulator(fakeSimulator());
    expect(await outputOf(["simulate", "--port", String(server.port)])).toEqual([
      3,
      "",
      `The port ${server.port} is taken. (ERR_INVALID_ARGUMENT)\n`,
    ]);
    await server.close();
  });
});

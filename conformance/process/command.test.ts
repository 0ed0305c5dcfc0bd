import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { GateError } from "../gate/errors.ts";
import { acceptsConnection, startCommand, waitForPort, type StartedCommand } from "./index.ts";

const running: StartedCommand[] = [];
let server: Server | undefined;
afterEach(async () => {
  server?.close();
  await Promise.all(running.splice(0).map((command) => command.end()));
});

const node = (script: string) => [process.execPath, "-e", script];

async function start(command: readonly string[], options: Parameters<typeof startCommand>[1] = {}) {
  const started = await startCommand(command, { grace: 150, ...options });
  running.push(started);
  return started;
}

/** Waits until a command has written something that matches. */
async function wrote(command: StartedCommand, pattern: RegExp): Promise<string> {
  for (;;) {
    const [found] = pattern.exec(command.output().join("\n")) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("a command", () => {
  test("that ends by itself tells its code and its last lines of both streams", async () => {
    const script =
      "for (let i = 0; i < 100; i++) console.log('line ' + i); console.error('oh'); process.exitCode = 3";
    const command = await start(node(script));
    expect(await command.exited).toEqual({ code: 3, signal: null });
    const lines = command.output();
    expect(lines).toHaveLength(40);
    expect(lines).toEqual(expect.arrayContaining(["line 99", "oh"]));
    expect(await command.end()).toEqual({ code: 3, signal: null });
  });

  test("has the environment it is given and no input", async () => {
    const script = "process.stdin.on('end', () => console.log(process.env.GREETING)).resume()";
    const command = await start(node(script), { env: { ...process.env, GREETING: "hello" } });
    await command.exited;
    expect(command.output()).toEqual(["hello"]);
  });

  test("that does not exist is an error of the usage", async () => {
    await expect(startCommand(["./no-such-program"])).rejects.toThrow(GateError);
    await expect(startCommand([])).rejects.toThrow("no command");
  });

  test("ends by SIGTERM", async () => {
    const command = await start(node("setInterval(() => {}, 1000); console.log('up')"));
    await wrote(command, /up/);
    expect(await command.end()).toEqual({ code: null, signal: "SIGTERM" });
  });

  test("that ignores SIGTERM is killed after the grace", async () => {
    const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";
    const command = await start(node(script));
    await wrote(command, /up/);
    expect(await command.end()).toEqual({ code: null, signal: "SIGKILL" });
  });

  test.each(["", "process.on('SIGTERM', () => {});"])("takes what it started with it: %s", async (deaf) => {
    const inner = `${deaf} const server = require('http').createServer().listen(0, '127.0.0.1', () => console.log('port ' + server.address().port))`;
    const outer = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: 'inherit' });`;
    const command = await start(node(`${outer} setInterval(() => {}, 1000)`));
    const port = Number((await wrote(command, /port \d+/)).slice(5));
    expect(await acceptsConnection(port, "127.0.0.1", 1000)).toBe(true);
    await command.end();
    // It dies when the system comes to it.
    while (await acceptsConnection(port, "127.0.0.1", 1000));
  });

  test("shows no secrets", async () => {
    const canary = "s3cr3t-CANARY";
    const script = `console.log('key ${canary}'); console.log('Authorization: Bearer abc.${canary}x'); console.log(JSON.stringify({ incomingCallContext: '${canary}' })); console.log('see https://bot/x?code=abcdef eyJhbGciOiJub25lIn0.e30.'); console.log('endpoint=https://a/;accesskey=${canary}==')`;
    const command = await start(node(script), { secrets: [canary] });
    await command.exited;
    expect(command.output()).toEqual([
      "key (redacted)",
      "Authorization: Bearer (redacted)",
      '{"incomingCallContext":"(redacted)"}',
      "see https://bot/x?(redacted) (redacted)",
      "endpoint=https://a/;accesskey=(redacted)",
    ]);
  });
});

describe("a port", () => {
  const never = new Promise(() => {});
  const listen = async () => {
    server = createServer();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  };

  test("is ready when it accepts a connection", async () => {
    const port = await listen();
    expect(await acceptsConnection(port, "127.0.0.1", 1000)).toBe(true);
    expect(await acceptsConnection(port, "localhost", 1000)).toBe(true);
    server?.close();
    const later = waitForPort(port, "127.0.0.1", 5000, never);
    server = createServer().listen(port, "127.0.0.1");
    expect(await later).toBe("ready");
  });

  test("that nobody opens is given up in time, and at once when the process has ended", async () => {
    const port = await listen();
    server?.close();
    expect(await acceptsConnection(port, "127.0.0.1", 1000)).toBe(false);
    expect(await waitForPort(port, "127.0.0.1", 50, never)).toBe("late");
    expect(await waitForPort(port, "127.0.0.1", 60_000, Promise.resolve())).toBe("exited");
  });
});

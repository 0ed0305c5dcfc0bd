import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";

let child: ChildProcess | undefined;
let bot: Server | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  bot?.closeAllConnections();
  bot?.close();
});

/** Starts a receiver that takes everything. */
async function startBot(): Promise<string> {
  bot = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(202).end());
  });
  await once(bot.listen(0, "127.0.0.1"), "listening");
  const address = bot.address();
  if (typeof address !== "object" || address === null) throw new Error("The bot has no port.");
  return `http://127.0.0.1:${address.port}/calls`;
}

test("call-handoff simulate serves calls until SIGINT, and drains what is under way", async () => {
  const callbackUri = await startBot();
  const args = ["--import", "tsx", "conformance/cli.ts", "simulate", "--port", "0", "--pace", "400"];
  const started = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] },
  });
  child = started;
  let [out, err] = ["", ""];
  started.stdout.setEncoding("utf8").on("data", (text) => (out += text));
  started.stderr.setEncoding("utf8").on("data", (text) => (err += text));
  const wrote = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [, found] = pattern.exec(out) ?? [];
      if (found !== undefined) return found;
      await Promise.race([once(started.stdout, "data"), once(started, "exit")]);
      if (started.exitCode !== null) throw new Error(`It ended:\n${out}\n${err}`);
    }
  };
  const url = await wrote(/listens at (\S+)\n/);
  const token = await wrote(/token +(\S+)\n/);
  const post = (path: string, body: unknown) =>
    fetch(url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const created = await post("/simulator/calls", { service: "graph", kind: "peerToPeer", callbackUri });
  const call: unknown = await created.json();
  if (typeof call !== "object" || call === null || !("id" in call)) throw new Error("There is no call.");
  const user = { id: "550fae72-d251-43ec-868c-373732c2704f" };
  const path = `/v1.0/communications/calls/${String(call.id)}/transfer`;
  expect((await post(path, { transferTarget: { identity: { user } } })).status).toBe(202);
  await wrote(/(← transferring .* taken 202)/);

  started.kill("SIGINT");
  // npm and npx hand on what has already reached everybody.
  setTimeout(() => started.kill("SIGINT"), 20);
  expect(await once(started, "exit")).toEqual([0, null]);
  expect(out).toMatch(/→ POST \S+\/transfer 202 /);
  expect(out).toContain("\nEnding: waiting up to 5 s");
  expect(out).toMatch(/Requests: 1, deviating: 0; notifications delivered: 3, not delivered: 0\.\n$/);
  expect(err).toBe("");
});

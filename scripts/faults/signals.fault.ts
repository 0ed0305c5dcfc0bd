import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { folder, serveSilence } from "./gate.ts";
import { freePort, isAlive, isOpen, pause, run, timed, until, type Program } from "./program.ts";

const SIGNALS = [
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const;

/** A command that has a child of its own, and tells both ids; with a port it listens there first. */
function family(port?: number): string[] {
  const child = "setInterval(() => {}, 1000)";
  const tell = `console.error("family", process.pid, require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}]).pid, "of", process.env.CALL_HANDOFF_CONTROL_URL)`;
  const listen = `require("http").createServer(() => {}).listen(${port}, "127.0.0.1", () => ${tell})`;
  return ["--", process.execPath, "-e", port === undefined ? `${tell}; ${child}` : listen];
}

/** Waits until the command of the gate tells who it is; the gate passes that on. */
async function familyOf(gate: Program): Promise<{ readonly pids: number[]; readonly url: string }> {
  const pattern = /family (\d+) (\d+) of (\S+)/;
  await until(() => pattern.test(gate.err()));
  const [, first = "", second = "", url = ""] = pattern.exec(gate.err()) ?? [];
  return { pids: [Number(first), Number(second)], url };
}

describe("ended by a signal", () => {
  test("the gate judges a server", async () => {
    for (const [signal, code] of SIGNALS) {
      const file = folder();
      const silence = await serveSilence();
      const port = await freePort();
      const report = `json=${file("gate.json")}`;
      const args = [
        "--url",
        silence.url,
        "--listen-port",
        String(port),
        "--call-id",
        "7",
        "--report",
        report,
      ];
      const gate = run(["verify", "server", ...args, "--timeout", "60s"]);
      await until(() => silence.requests() > 0);
      expect(await isOpen(port)).toBe(true);
      gate.child.kill(signal);
      const { value, took } = await timed(gate.ended);
      expect(value).toBe(code);
      expect(took).toBeLessThan(5000);
      expect(gate.err()).toBe("Ended by a signal: there is no verdict.\n");
      expect(await isOpen(port)).toBe(false);
      expect(existsSync(file("gate.json"))).toBe(false);
    }
  });

  test("the gate runs a client", async () => {
    for (const [signal, code] of SIGNALS) {
      const file = folder();
      const gate = run(["verify", "client", "--report", `json=${file("gate.json")}`, ...family()]);
      const { pids, url } = await familyOf(gate);
      const port = Number(new URL(url).port);
      expect(await isOpen(port)).toBe(true);
      gate.child.kill(signal);
      expect(await gate.ended).toBe(code);
      expect(gate.err()).toMatch(/Ended by a signal: there is no verdict\.\n$/);
      await until(() => !pids.some(isAlive));
      expect(await isOpen(port)).toBe(false);
      expect(existsSync(file("gate.json"))).toBe(false);
    }
  });

  test("the gate judges a receiver", async () => {
    for (const [signal, code] of SIGNALS) {
      const file = folder();
      const [port, issuer] = [await freePort(), await freePort()];
      const url = `http://127.0.0.1:${port}/calls`;
      const flags = ["--url", url, "--issuer-port", String(issuer), "--report", `json=${file("gate.json")}`];
      const gate = run([
        "verify",
        "receiver",
        "--service",
        "graph",
        ...flags,
        "--timeout",
        "60s",
        ...family(port),
      ]);
      await until(async () => (await isOpen(port)) && (await isOpen(issuer)));
      await pause(200);
      gate.child.kill(signal);
      const { value, took } = await timed(gate.ended);
      expect(value).toBe(code);
      expect(took).toBeLessThan(5000);
      await until(async () => !(await isOpen(port)));
      expect(await isOpen(issuer)).toBe(false);
      expect(existsSync(file("gate.json"))).toBe(false);
    }
  });
});

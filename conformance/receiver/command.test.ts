import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "../parties/free-port.ts";
import { versionNames } from "../contract/documents.ts";
import { GateError } from "../gate/errors.ts";
import type { Run } from "../report/check.ts";
import { acceptsConnection, startListening } from "../process/index.ts";
import { verifyReceiver, type ReceiverOptions } from "./index.ts";

let blocker: Server | undefined;
afterEach(() => {
  blocker?.close();
});

/** Takes everything; `also` is run at each request. */
const program = (port: number, also = "") =>
  `let count = 0; require("http").createServer((request, response) => {
    count++; ${also}
    request.resume().on("end", () => response.writeHead(202).end());
  }).listen(${port}, "127.0.0.1");`;

/** One flow and the checks of the process, which need no tokens that are looked at. */
const filters = {
  checks: ["*/receiver/process", "graph.transfer/**", "graph.commsNotifications/receiver/no-token"],
};

async function verify(script: (port: number) => string, options: Partial<ReceiverOptions> = {}) {
  const port = await freePort();
  const command = [process.execPath, "-e", script(port)];
  const url = `http://127.0.0.1:${port}/calls`;
  const run = await verifyReceiver({ url, command, services: ["graph"], filters, ...options });
  expect(await acceptsConnection(port, "127.0.0.1", 1000)).toBe(false);
  return run;
}

const statusOf = ({ checks }: Run, id: string) => checks.find((check) => check.id.endsWith(id))?.status;
const messageOf = ({ checks }: Run, id: string) => checks.find((check) => check.id.endsWith(id))?.message;

describe("a command", () => {
  test("is started with what it has to know, and ended", async () => {
    const names = ["OPENID_CONFIGURATION_URL", "GRAPH_APP_ID", "ACS_RESOURCE_ID"];
    const told = names.map((name) => `process.env.CALL_HANDOFF_${name}`).join(", ");
    const script = (port: number) =>
      `if (![${told}, process.env.OWN].every(Boolean)) process.exit(9); ${program(port)}`;
    const run = await verify(script, { env: { ...process.env, OWN: "1" } });
    expect(statusOf(run, "/process")).toBe("passed");
    expect(statusOf(run, "/direct-completed")).toBe("passed");
    expect(run.notes).toEqual([expect.stringContaining("has not read the OpenID configuration")]);
  });

  test("that never listens makes everything fail", async () => {
    const run = await verify(() => "setInterval(() => {}, 1000)", {
      startTimeout: 300,
    });
    expect(messageOf(run, "/process")).toMatch(
      /but nothing listened on port \d+ of 127\.0\.0\.1 within 300 ms/,
    );
    expect(statusOf(run, "/direct-completed")).toBe("notTestable");
    expect(run.checks.every(({ status }) => status === "failed" || status === "notTestable")).toBe(true);
  });

  test("that dies at once is not waited for", async () => {
    const run = await verify(
      () => "console.error('no config, token eyJhbGciOiJub25lIn0.e30.'); process.exit(4)",
    );
    expect(run.durationMs).toBeLessThan(5000);
    expect(messageOf(run, "/process")).toContain("but the command ended with code 4 before it listened");
    expect(run.notes).toEqual([
      "The command ended by itself with code 4.",
      "The last lines of the command:\nno config, token (redacted)",
    ]);
  });

  test("that dies in the middle fails by a check of its own, and the rest at once", async () => {
    const run = await verify((port) => program(port, "if (count === 6) process.exit(7);"));
    expect(messageOf(run, "/process")).toContain("but it ended with code 7");
    expect(run.checks.map(({ message }) => message).join()).toMatch(/the command has ended|ECONN|UND_ERR/);
    expect(run.notes).toContain("The command ended by itself with code 7.");
  });

  test("that ignores SIGTERM is killed, which is told", async () => {
    const port = await freePort();
    const script = `process.on('SIGTERM', () => {}); ${program(port)}`;
    const started = await startListening([process.execPath, "-e", script], [`http://127.0.0.1:${port}/`], {
      env: process.env,
      timeout: 10_000,
      secrets: [],
      grace: 100,
    });
    expect(started.fault).toBeUndefined();
    expect(await started.end()).toEqual(["The command did not end by SIGTERM and was killed."]);
  });

  test("that cannot be started, or whose port is taken, is an error of the usage", async () => {
    const url = "http://127.0.0.1:1/calls";
    await expect(verifyReceiver({ url, command: ["./no-such-program"] })).rejects.toThrow(GateError);
    blocker = createServer();
    await once(blocker.listen(0, "127.0.0.1"), "listening");
    const address = blocker.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const taken = verifyReceiver({ url: `http://127.0.0.1:${port}`, command: [process.execPath, "-e", ""] });
    await expect(taken).rejects.toThrow(`Something listens on port ${port}`);
  });
});

test("our receivers as a program pass", async () => {
  const port = await freePort();
  const at = (path: string) => `http://127.0.0.1:${port}/${path}`;
  const file = new URL("../parties/receiver-program.ts", import.meta.url).pathname;
  const run = await verifyReceiver({
    graphUrl: at("graph"),
    acsUrl: at("acs"),
    command: [process.execPath, "--import", "tsx", file, String(port)],
    filters: { checks: ["*/receiver/process", "*/receiver/valid-token", "*/receiver/wrong-audience"] },
  });
  expect(run.checks.map(({ status }) => status)).toEqual(
    Array.from({ length: 3 * versionNames.length }, () => "passed"),
  );
});

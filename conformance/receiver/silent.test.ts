import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Run } from "../report/check.ts";
import { verifyReceiver, type ReceiverOptions } from "./index.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/calls`;
}

const verify = (url: string, options: Partial<ReceiverOptions> = {}) =>
  verifyReceiver({ url, eventGridUrl: url, ...options });

/** How many checks ended how, beside those that were not asked for. */
function endsOf({ checks }: Run): Record<string, number> {
  const ends = checks.filter(({ status }) => status !== "excluded").map(({ status }) => status);
  return Object.fromEntries([...new Set(ends)].map((one) => [one, ends.filter((end) => end === one).length]));
}

describe("a receiver that answers nothing", () => {
  test("fails everything, and soon", async () => {
    let requests = 0;
    const url = await listen(() => requests++);
    const run = await verify(url, { timeout: 100, services: ["graph"] });
    expect(Object.keys(endsOf(run))).toEqual(["failed"]);
    // The first one, and those that were on their way when it was enough: so it takes twice as long as one.
    expect(requests).toBeLessThan(12);
    const messages = run.checks.map(({ message }) => message).join("\n");
    expect(messages).toContain("none came within 100 ms");
    expect(messages).toContain("it was not sent, as 3 deliveries before it had no answer");
  });

  test("as nobody listens is not judged: that is a slip of whoever runs the gate", async () => {
    const url = await listen(() => {});
    server?.close();
    await expect(verify(url)).rejects.toThrow("Nobody listens at");
  });
});

test.each([500, 404])(
  "a receiver that answers %i to everything passes nothing but its time",
  async (status) => {
    const url = await listen((request, response) => {
      request.resume().on("end", () => response.writeHead(status).end());
    });
    const run = await verify(url);
    const passed = run.checks.filter((check) => check.status === "passed").map(({ id }) => id);
    expect(passed.filter((id) => !id.endsWith("/in-time"))).toEqual([]);
    // To refuse everything shows nothing.
    const attacks = run.checks.filter(({ id }) => id.endsWith("/wrong-issuer"));
    expect(new Set(attacks.map((check) => check.status))).toEqual(
      new Set([status === 404 ? "notTestable" : "failed"]),
    );
  },
);

test("a receiver that takes everything fails every attack, and nothing else", async () => {
  const url = await listen((request, response) => {
    request.resume().on("end", () => response.writeHead(202).end());
  });
  const run = await verify(url, { services: ["graph"] });
  const failed = new Set(run.checks.filter(({ status }) => status === "failed").map(({ id }) => id));
  expect(failed).toContain("graph.commsNotifications/receiver/foreign-key");
  expect([...failed].filter((id) => !id.includes("commsNotifications"))).toEqual([]);
  expect(run.checks.find(({ id }) => id.endsWith("/wrong-audience"))).toMatchObject({
    level: "MUST",
    message: expect.stringContaining(
      "Expected a refusal (any 4xx) of a notification with a token for somebody else, saw 202.",
    ),
  });
});

test("a connection that is closed between two requests is not the receiver's fault", async () => {
  // As some servers do without telling: the next request comes to a closed door.
  let count = 0;
  const url = await listen((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(202).end();
      if (++count % 3 === 0) setImmediate(() => request.socket.resetAndDestroy());
    });
  });
  const run = await verify(url, { services: ["graph"], filters: { operations: ["graph.transfer"] } });
  expect(Object.keys(endsOf(run))).toEqual(["passed"]);
});

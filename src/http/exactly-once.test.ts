import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { nodeDigest, undiciFetch } from "../node/index.ts";
import { startRecordingServer } from "./recording-server.test-support.ts";

const TRANSFERS = Number(process.env["TRANSFERS"] ?? 1000);

/** Numbers from 0 to 1 that are the same in each run. */
function seeded(seed: string): () => number {
  let state = seed;
  return () => {
    state = createHash("sha256").update(state).digest("hex");
    return Number.parseInt(state.slice(0, 8), 16) / 2 ** 32;
  };
}

test.each([
  ["fetch", {}],
  ["undici", { fetch: undiciFetch(), digest: nodeDigest }],
])(
  `${TRANSFERS} transfers by %s under random faults are executed exactly once each, with the right results`,
  async (name, transport) => {
    const random = seeded(name);
    const executed = new Map<string, number>();
    const journal = new Map<string, string>();
    let faults = 0;
    const server = await startRecordingServer();
    const fault = (happen: () => unknown) => {
      faults++;
      happen();
    };
    server.onHead = (socket) => {
      // Reset before the request is read.
      if (random() >= 0.03) return false;
      fault(() => socket.resetAndDestroy());
      return true;
    };
    server.answer = (response, { url = "", headers, body }) => {
      const dice = random();
      // Not taken: the request had no effect.
      if (dice < 0.08) return fault(() => response.destroy());
      if (dice < 0.14) return fault(() => response.writeHead(503, { "retry-after": "0.001" }).end());
      if (dice < 0.2) return fault(() => response.writeHead(429).end("<p>busy</p>"));
      const key = String([headers["repeatability-request-id"], headers["repeatability-first-sent"]]);
      const call = decodeURIComponent(/callConnections\/([^:]+):/.exec(url)?.[1] ?? "");
      if (!journal.has(key)) {
        executed.set(call, (executed.get(call) ?? 0) + 1);
        journal.set(key, JSON.stringify({ operationContext: JSON.parse(body).operationContext }));
      }
      // Taken, but the caller does not learn of it.
      if (dice < 0.28) return fault(() => response.destroy());
      if (dice < 0.31) return fault(() => response.writeHead(500).end());
      if (dice < 0.34)
        return fault(() =>
          response.writeHead(502, { "content-length": "9" }).write("half", () => response.destroy()),
        );
      // No answer in time, and an answer that is slow but comes.
      if (dice > 0.99) return fault(() => {});
      if (dice > 0.97) {
        const slow = response.writeHead(202, { "content-type": "application/json" });
        const [half, rest] = [journal.get(key)?.slice(0, 9), journal.get(key)?.slice(9)];
        slow.write(half);
        setTimeout(() => slow.end(rest), 5);
        return undefined;
      }
      if (dice < 0.4)
        return fault(() => response.writeHead(504, { "content-type": "text/html" }).end("<html>"));
      response.writeHead(202, { "content-type": "application/json" }).end(journal.get(key));
      return undefined;
    };
    const acs = createAcsClient({
      endpoint: server.origin,
      accessKey: btoa("key"),
      allowLoopbackHttp: true,
      // Far longer than a slow answer takes on a busy machine: one that does not come to its end is another result.
      attemptTimeout: 1500,
      retry: { attempts: 60, baseDelay: 1, maxDelay: 5, maxTotalDelay: 30_000 },
      ...transport,
    });
    const calls = Array.from({ length: TRANSFERS }, (_, index) => `call-${index}`);
    const queue = [...calls];
    const contexts = new Map<string, unknown>();
    const worker = async () => {
      for (let call = queue.pop(); call !== undefined; call = queue.pop()) {
        const result = await acs.transferToParticipant(call, {
          targetParticipant: { rawId: "4:+14255550123" },
          operationContext: `context of ${call}`,
        });
        contexts.set(call, result.ok && result.data?.operationContext);
      }
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    server.close();
    expect(calls.filter((call) => executed.get(call) !== 1)).toEqual([]);
    expect(executed.size).toBe(TRANSFERS);
    expect(calls.filter((call) => contexts.get(call) !== `context of ${call}`)).toEqual([]);
    expect(faults).toBeGreaterThan(TRANSFERS / 3);
  },
);

import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import { callbackUri, post, requests, simulated, target, user } from "./bot.test-support.ts";

describe("signatures", () => {
  const { simulator } = simulated();
  const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
  const path = `/calling/callConnections/${id}:transferToParticipant?api-version=2026-03-12`;
  const body = JSON.stringify(requests["acs.transferToParticipant"]);

  function signed(over: { key?: string; body?: string; path?: string } = {}): Record<string, string> {
    const { key = simulator.credentials.accessKey } = over;
    const date = "Sat, 21 Nov 2026 10:00:00 GMT";
    const hash = createHash("sha256")
      .update(over.body ?? body)
      .digest("base64");
    const text = `POST\n${over.path ?? path}\n${date};127.0.0.1:4010;${hash}`;
    const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
    return {
      "x-ms-date": date,
      "x-ms-content-sha256": hash,
      authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
    };
  }

  test.each([
    ["another key", signed({ key: "b3RoZXI=" })],
    ["another body", signed({ body: "{}" })],
    ["another path", signed({ path: "/other" })],
    ["another content hash in its header", { ...signed(), "x-ms-content-sha256": "b3RoZXI=" }],
    ["a header left out", { ...signed(), "x-ms-date": "" }],
  ])(
    "%s is refused with 7509 and told what was to be signed, never the key or the right signature",
    async (_, headers) => {
      const answer = await post(simulator, path, body, headers);
      const text = await answer.text();
      expect(answer.status).toBe(401);
      expect(JSON.parse(text)).toMatchObject({
        error: { code: "7509", message: "HMAC-SHA256 validation failed" },
      });
      expect(text).toContain(`POST\\n${path}\\n`);
      expect(text).not.toContain(simulator.credentials.accessKey);
      expect(text).not.toContain(/Signature=(.*)/.exec(signed()["authorization"] ?? "")?.[1]);
    },
  );

  test("a header that is missing is named", async () => {
    const { "x-ms-date": _, ...headers } = signed();
    const answer = await post(simulator, path, body, headers);
    expect(await answer.text()).toContain("x-ms-date is missing");
  });

  test("a good signature is let in", async () => {
    expect((await post(simulator, path, body, signed())).status).toBe(202);
  });
});

describe("our own clients", () => {
  test("run against it, in the place of fetch", async () => {
    const { simulator, received } = simulated({ strict: true });
    const { accessKey, token } = simulator.credentials;
    const acs = createAcsClient({ endpoint: "https://one.example", accessKey, fetch: simulator.fetch });
    const graph = createGraphClient({ credential: token, fetch: simulator.fetch });
    const ofAcs = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
    const ofGraph = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
    const transferred = await acs.transferToParticipant(ofAcs.id, {
      targetParticipant: target,
      operationContext: "order",
    });
    const redirected = await graph.redirect(ofGraph.id, { targets: [user] });
    await simulator.settle();
    expect([transferred.status, transferred.ok && transferred.data, redirected.status]).toEqual([
      202,
      { operationContext: "order" },
      202,
    ]);
    expect(received).toHaveLength(4);
    expect(redirected.requestId).toMatch(/^[\da-f-]{36}$/);
  });
});

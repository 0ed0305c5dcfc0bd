import { CallAutomationClient } from "@azure/communication-call-automation";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { runs } from "../fuzz.test-support.ts";
import { nodeDigest, undiciFetch } from "../node/index.ts";
import { skippingClock } from "../http/clock.test-support.ts";
import { rawFetch } from "../raw/index.ts";
import { serverForTests, type Recorded } from "../http/recording-server.test-support.ts";
import { accessKeyAuthorizer } from "./access-key.ts";
import { webDigest } from "./digest.ts";
import { createAcsClient, newestAcsVersion } from "./index.ts";

const accessKey = btoa("a key of thirty-two bytes, 012345");

const server = serverForTests();

beforeEach(() => {
  server.answer = (response) => response.writeHead(202, { "content-type": "application/json" }).end("{}");
});

const clientOf = (more = {}) =>
  createAcsClient({ endpoint: server.origin, accessKey, allowLoopbackHttp: true, ...more });

const target = { rawId: "8:acs:r_u" };

/** Signs by the client's own code what a server received, at the time that stands in it. */
async function signedAgain({ method = "", url = "", headers, body }: Recorded): Promise<unknown> {
  const date = Date.parse(String(headers["x-ms-date"]));
  const clock = { ...skippingClock(), now: () => date };
  const request = { method, url: server.origin + url, body, headers: {} };
  await accessKeyAuthorizer(accessKey, webDigest, clock)(request, undefined);
  return request.headers;
}

describe("the signature is that of the official client", () => {
  const official = () =>
    new CallAutomationClient(`endpoint=${server.origin}/;accesskey=${accessKey}`, {
      allowInsecureConnection: true,
    });

  test.each(["plain", "né – 注文 😀", '"quoted" \\ \n'])(
    "for a transfer with the context %j",
    async (operationContext) => {
      const user = { communicationUserId: "8:acs:r_u" };
      await official().getCallConnection("call-1").transferCallToParticipant(user, { operationContext });
      const received = server.soleRequest();
      expect(received.body).toContain(JSON.stringify(operationContext));
      expect(received.headers).toMatchObject(Object(await signedAgain(received)));
      expect(received.headers.authorization).toMatch(/^HMAC-SHA256 SignedHeaders=/);
    },
  );

  test("for a redirect, whose path has a colon and whose host has a port", async () => {
    server.answer = (response) => response.writeHead(204).end();
    await official().redirectCall("opaque", { targetParticipant: { communicationUserId: "8:acs:r_u" } });
    const received = server.soleRequest();
    expect(received.headers.host).toMatch(/:\d+$/);
    expect(received.headers).toMatchObject(Object(await signedAgain(received)));
  });
});

describe("the signature covers what goes over the wire", () => {
  test.each([
    ["WebCrypto and fetch", {}],
    ["node:crypto and undici", { digest: nodeDigest, fetch: undiciFetch() }],
  ])("by %s: method, path, query, host with port, date and body", async (_name, more) => {
    const acs = clientOf(more);
    await acs.transferToParticipant("né/'😀*(1)!~", { targetParticipant: target, operationContext: "ü 😀" });
    await acs.redirectCall({ incomingCallContext: "opaque", target });
    const query = new URLSearchParams({ "api-version": "2026 'x' ü&=", empty: "" });
    await rawFetch(acs)(
      new Request(`${acs.service.baseUrl}/any/path?${query}&plain='#fragment`, {
        method: "POST",
        body: "{}",
      }),
    );
    expect(server.requests).toHaveLength(3);
    for (const received of server.requests)
      expect(received.headers).toMatchObject(Object(await signedAgain(received)));
  });

  test("both digests agree on any text and any key", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary" }),
        fc.uint8Array({ minLength: 1 }),
        async (text, bytes) => {
          const key = Uint8Array.from(bytes);
          expect(await webDigest.sha256(text)).toBe(nodeDigest.sha256(text));
          expect(await webDigest.hmacSha256(key)(text)).toBe(nodeDigest.hmacSha256(key)(text));
        },
      ),
      runs(40),
    );
  });

  test("each attempt is signed afresh", async () => {
    const statuses = [503, 503, 202];
    server.answer = (response) => response.writeHead(statuses.shift() ?? 500, { "retry-after": "3" }).end();
    const clock = skippingClock();
    await clientOf({ clock, timeout: Infinity, attemptTimeout: Infinity }).redirectCall({
      incomingCallContext: "opaque",
      target,
    });
    const dates = server.requests.map(({ headers }) => headers["x-ms-date"]);
    expect(dates).toEqual([
      "Sat, 21 Nov 2026 12:00:00 GMT",
      "Sat, 21 Nov 2026 12:00:03 GMT",
      "Sat, 21 Nov 2026 12:00:06 GMT",
    ]);
    expect(new Set(server.requests.map(({ headers }) => headers.authorization)).size).toBe(3);
    expect(new Set(server.requests.map(({ headers }) => headers["repeatability-first-sent"])).size).toBe(1);
  });
});

describe("a 401 to a signed request", () => {
  const refusal = { error: { code: "7509", message: "HMAC-SHA256 validation failed" } };

  test("tells what was signed, and nothing secret, and is not asked again", async () => {
    server.answer = (response) => response.writeHead(401).end(JSON.stringify(refusal));
    const clock = skippingClock();
    const acs = clientOf({ clock, timeout: Infinity, attemptTimeout: Infinity });
    const result = await acs.redirectCall({ incomingCallContext: "opaque", target });
    const { host } = new URL(server.origin);
    expect(result).toMatchObject({ ok: false, status: 401, error: refusal, attempts: 1 });
    expect(result.signedParts).toEqual({
      method: "POST",
      pathAndQuery: `/calling/callConnections:redirect?api-version=${newestAcsVersion}`,
      date: "Sat, 21 Nov 2026 12:00:00 GMT",
      host,
      contentHash: server.soleRequest().headers["x-ms-content-sha256"],
    });
    const { authorization = "" } = server.soleRequest().headers;
    const shown = JSON.stringify(result);
    expect(shown).not.toContain(accessKey);
    expect(shown).not.toContain(authorization.split("Signature=")[1]);
  });

  test("orThrow says in its message what was signed", async () => {
    server.answer = (response) => response.writeHead(401).end(JSON.stringify(refusal));
    const sent = clientOf().orThrow.redirectCall({ incomingCallContext: "opaque", target });
    await expect(sent).rejects.toMatchObject({
      code: "ERR_REFUSED",
      message: expect.stringMatching(
        /401 \(7509\)\. Signed: \{"method":"POST",.*"host":"127\.0\.0\.1:\d+".*\}, answered: .* GMT\.$/,
      ),
    });
  });

  test("other answers, and other credentials, tell no signed parts", async () => {
    expect(
      (await clientOf().redirectCall({ incomingCallContext: "opaque", target })).signedParts,
    ).toBeUndefined();
    server.answer = (response) => response.writeHead(401).end();
    const acs = createAcsClient({ endpoint: server.origin, credential: () => "t", allowLoopbackHttp: true });
    expect((await acs.redirectCall({ incomingCallContext: "opaque", target })).signedParts).toBeUndefined();
  });
});

test("a digest that fails is no fault of the connection, and nothing is sent", async () => {
  const digest = {
    ...nodeDigest,
    sha256: () => {
      throw new Error("no digest");
    },
  };
  await expect(
    clientOf({ digest }).redirectCall({ incomingCallContext: "opaque", target }),
  ).rejects.toMatchObject({
    code: "ERR_CREDENTIAL",
    cause: { message: "no digest" },
    attempts: 0,
  });
  expect(server.requests).toEqual([]);
});

test("an endpoint with a path is part of what is signed", async () => {
  const acs = createAcsClient({ endpoint: `${server.origin}/gateway/`, accessKey, allowLoopbackHttp: true });
  await acs.redirectCall({ incomingCallContext: "opaque", target });
  const received = server.soleRequest();
  expect(received.url).toBe(`/gateway/calling/callConnections:redirect?api-version=${newestAcsVersion}`);
  expect(received.headers).toMatchObject(Object(await signedAgain(received)));
});

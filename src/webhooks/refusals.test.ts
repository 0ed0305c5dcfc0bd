import { afterAll, beforeAll, expect, test } from "vitest";
import type { HandoffError } from "../errors.ts";
import { item } from "../graph/webhook.test-support.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { manualClock } from "../http/clock.test-support.ts";
import {
  signed,
  signingKey,
  startKeyServer,
  type KeyServer,
  type SigningKey,
} from "./key-server.test-support.ts";
import { posted, unverified } from "./unverified.test-support.ts";

const good = { value: [item({ state: "established" })] };
const clock = manualClock();
const now = Math.floor(clock.now() / 1000);
const claims = { iss: "https://api.botframework.com", aud: "app", tid: "tenant", exp: now + 300 };

let key: SigningKey;
let server: KeyServer;
beforeAll(async () => {
  key = await signingKey("one");
  server = await startKeyServer([key.jwk]);
});
afterAll(() => server.stop());

/** What `onRefused` is told of a request with that header. */
async function told(authorization: string): Promise<HandoffError | undefined> {
  let error: HandoffError | undefined;
  const receive = createGraphReceiver({
    appId: "app",
    openIdConfiguration: server.configuration,
    allowLoopbackHttp: true,
    clock,
    onRefused: (refused) => (error = refused),
    onNotification: () => {},
  });
  await receive(posted(good, { authorization }));
  return error;
}

test.each([
  [{ iss: "https://attacker.example" }, "iss", "check_failed", "ERR_JWT_CLAIM_VALIDATION_FAILED"],
  [{ exp: undefined }, "exp", "missing", "ERR_JWT_CLAIM_VALIDATION_FAILED"],
  [{ exp: now - 61 }, "exp", "check_failed", "ERR_JWT_EXPIRED"],
])(
  "of a token with %o it is told the claim, and as the cause the error of jose",
  async (changed, claim, reason, code) => {
    expect(
      await told(`Bearer ${await signed(key, JSON.parse(JSON.stringify({ ...claims, ...changed })))}`),
    ).toMatchObject({
      message: `The token is refused: claim "${claim}" fails the check (${reason}).`,
      cause: { code },
    });
  },
);

test("of another token it is told the code of jose, and of none that there is none", async () => {
  const token = await signed(key, claims);
  expect((await told(`Bearer ${token.slice(0, -20)}`))?.message).toBe(
    "The token is refused: ERR_JWS_SIGNATURE_VERIFICATION_FAILED.",
  );
  expect((await told("Bearer bm8.e30.c2ln"))?.message).toMatch(
    /^The token is refused: ERR_JW[ST]_INVALID\.$/,
  );
  const none = await told("Bearer none");
  expect(none?.message).toMatch(/^The Authorization header is missing/);
  expect(none).not.toHaveProperty("cause");
});

test("what a function throws is the cause of what onRefused is told", async () => {
  const cause = new Error("own");
  let refused: HandoffError | undefined;
  const receive = unverified(createGraphReceiver, {
    appId: "app",
    onNotification() {
      throw cause;
    },
    onRefused: (error) => (refused = error),
  });
  await receive(posted(good));
  expect(refused?.cause).toBe(cause);
});

test("an answer to a bad body has no challenge and names no methods", async () => {
  const receive = unverified(createGraphReceiver, { appId: "app", onNotification: () => {} });
  const { status, headers } = await receive(posted("x"));
  expect([status, headers.has("www-authenticate"), headers.has("allow")]).toEqual([400, false, false]);
});

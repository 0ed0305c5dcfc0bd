import { createHmac, createPublicKey, verify, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createEventGridReceiver } from "../acs/event-grid.ts";
import { createAcsReceiver } from "../acs/webhook.ts";
import type { HandoffError } from "../errors.ts";
import { LIMIT, runs } from "../fuzz.test-support.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { manualClock } from "../http/clock.test-support.ts";
import { isRecord } from "../http/result.ts";
import { acsBodies, cloudBodies, graphBodies } from "./bodies.test-support.ts";
import { signingKey, type SigningKey } from "./key-server.test-support.ts";
import type { Receiver, ReceiverOptions } from "./receiver.ts";
import { tokenRecipes, tokenOf, type TokenRecipe } from "./tokens.test-support.ts";

const AUDIENCE = "3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1";
const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const SENDER = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
const clock = manualClock();
const now = Math.floor(clock.now() / 1000);

let key: SigningKey;
let stranger: SigningKey;
let publicKey: KeyObject;

beforeAll(async () => {
  [key, stranger] = await Promise.all([signingKey("one"), signingKey("one")]);
  publicKey = createPublicKey({ key: { ...key.jwk }, format: "jwk" });
});

type Claims = Readonly<Record<string, unknown>>;

interface Kind {
  readonly body: unknown;
  readonly claims: Claims;
  readonly issuers: readonly string[];
  readonly receiver: (options: ReceiverOptions & { onNotification: () => void }) => Receiver;
  /** What the documents ask of claims beside issuer, audience and time. */
  readonly isRight: (claims: Claims) => boolean;
}

const settings = {
  clock,
  openIdConfiguration: "https://keys.example/configuration",
  fetch: async (url: string) => ({
    status: 200,
    text: async () =>
      JSON.stringify(
        url.endsWith("configuration") ? { jwks_uri: "https://keys.example/keys" } : { keys: [key.jwk] },
      ),
  }),
};

const usual = { aud: AUDIENCE, nbf: now, exp: now + 300 };
const login = `https://login.microsoftonline.com/${TENANT}/v2.0`;

const kinds: Record<string, Kind> = {
  Graph: {
    body: graphBodies[0],
    claims: { ...usual, iss: "https://api.botframework.com", tid: TENANT },
    issuers: ["https://graph.microsoft.com", "https://api.botframework.com"],
    receiver: (options) => createGraphReceiver({ appId: AUDIENCE, ...settings, ...options }),
    isRight: ({ tid }) => typeof tid === "string" && tid !== "",
  },
  ACS: {
    body: acsBodies[0],
    claims: { ...usual, iss: "https://acscallautomation.communication.azure.com" },
    issuers: ["https://acscallautomation.communication.azure.com"],
    receiver: (options) => createAcsReceiver({ resourceId: AUDIENCE, ...settings, ...options }),
    isRight: () => true,
  },
  "Event Grid": {
    body: cloudBodies[0],
    claims: { ...usual, iss: login, appid: SENDER },
    issuers: [`https://sts.windows.net/${TENANT}/`, login],
    receiver: (options) =>
      createEventGridReceiver({
        entra: { tenantId: TENANT, audience: AUDIENCE, ...settings },
        ...options,
      }),
    isRight: ({ appid, azp }) => (appid ?? azp) === SENDER,
  },
};

/** What RFC 7515 and 7519 and the vendors' documents say of a header, without jose. */
function isGood(authorization: string, { issuers, isRight }: Kind): boolean {
  const [scheme = "", ...rest] = authorization.split(" ");
  const [token = "", ...more] = rest.filter((part) => part !== "");
  const segments = token.split(".");
  if (scheme.toLowerCase() !== "bearer" || more.length > 0 || segments.length !== 3) return false;
  if (authorization.length > 16_384) return false;
  if (!segments.every((one) => /^[\w-]+$/.test(one) && one.length % 4 !== 1)) return false;
  const [header, claims] = [parsed(segments[0]), parsed(segments[1])];
  if (!header || !claims || header["alg"] !== "RS256" || header["crit"] !== undefined) return false;
  const { kid } = header;
  if (kid !== undefined && kid !== key.kid) return false;
  const signature = Buffer.from(segments[2] ?? "", "base64url");
  if (!verify("RSA-SHA256", Buffer.from(segments.slice(0, 2).join(".")), publicKey, signature)) return false;
  const { iss, aud, exp, nbf = now, iat = now } = claims;
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
  return (
    typeof iss === "string" &&
    issuers.includes(iss) &&
    audiences.includes(AUDIENCE) &&
    typeof exp === "number" &&
    exp > now - 60 &&
    typeof nbf === "number" &&
    nbf <= now + 60 &&
    typeof iat === "number" &&
    isRight(claims)
  );
}

function parsed(segment: string | undefined): Claims | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(Buffer.from(segment ?? "", "base64url")));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function sign({ signature }: TokenRecipe, text: string): Promise<Buffer> {
  const byKey = async ({ privateKey }: SigningKey) =>
    Buffer.from(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, Buffer.from(text)));
  if (signature === "stranger") return byKey(stranger);
  // What alg confusion comes to: the public key, which everybody knows, as the secret of an HMAC.
  if (signature === "confused")
    return createHmac("sha256", publicKey.export({ type: "spki", format: "pem" }))
      .update(text)
      .digest();
  const right = await byKey(key);
  if (signature === "right") return right;
  const at = signature.at % right.length;
  right[at] = (right[at] ?? 0) ^ (signature.by || 1);
  return right.subarray(0, right.length - signature.cut);
}

describe.each(Object.entries(kinds))("random tokens for %s", (_, kind) => {
  test(
    "are taken where node:crypto and the documents find them good, and refused with 401 where not",
    async () => {
      let delivered = 0;
      const refusals: HandoffError[] = [];
      const receive = kind.receiver({
        onNotification: () => void delivered++,
        onRefused: (error) => refusals.push(error),
      });
      const seen = { 202: 0, 401: 0 };
      await fc.assert(
        fc.asyncProperty(tokenRecipes(now), async (recipe) => {
          delivered = 0;
          refusals.length = 0;
          const token = await tokenOf(recipe, kind.claims, (text) => sign(recipe, text));
          const request = new Request("https://bot.example/", {
            method: "POST",
            headers: { "content-type": "application/json", authorization: token },
            body: JSON.stringify(kind.body),
          });
          const expected = isGood(request.headers.get("authorization") ?? "", kind) ? 202 : 401;
          seen[expected]++;
          const { status, headers, body } = await receive(request);
          expect([status, refusals[0]?.code]).toEqual([
            expected,
            expected === 401 ? "ERR_UNAUTHORIZED" : undefined,
          ]);
          expect(delivered > 0).toBe(expected === 202);
          if (expected === 202) return;
          expect(headers.get("www-authenticate")).toBe("Bearer");
          expect(await new Response(body).text()).toBe('{"error":{"code":"ERR_UNAUTHORIZED"}}');
        }),
        runs(50, 10),
      );
      // Both happen often, or the comparison says little.
      expect(Math.min(seen[202], seen[401])).toBeGreaterThan((seen[202] + seen[401]) / 12);
    },
    LIMIT,
  );
});

import { createHmac } from "node:crypto";
import { exportSPKI, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAcsReceiver } from "../acs/webhook.ts";
import type { HandoffError } from "../errors.ts";
import { createGraphReceiver, type GraphReceiverOptions } from "../graph/webhook.ts";
import { manualClock } from "../http/clock.test-support.ts";
import {
  signed,
  signingKey,
  startKeyServer,
  type KeyServer,
  type SigningKey,
} from "./key-server.test-support.ts";

const APP = "3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1";
const RESOURCE = "b9614373-fd0b-480c-8fd2-cb58b70eab9f";
const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const clock = manualClock();
const now = () => Math.floor(clock.now() / 1000);

let key: SigningKey;
let second: SigningKey;
let other: SigningKey;
let server: KeyServer;
let otherServer: KeyServer;

beforeAll(async () => {
  [key, second, other] = await Promise.all([signingKey("one"), signingKey("two"), signingKey("other")]);
  server = await startKeyServer([key.jwk, second.jwk]);
  otherServer = await startKeyServer([other.jwk]);
});
afterAll(() => Promise.all([server.stop(), otherServer.stop()]));

interface Heard {
  readonly status: number;
  readonly error: HandoffError | undefined;
  readonly body: string;
  readonly delivered: number;
}

/** What a receiver of Graph says to an `Authorization` header. */
async function ask(
  authorization: string | undefined,
  options: Partial<GraphReceiverOptions> = {},
): Promise<Heard> {
  let error: HandoffError | undefined;
  let delivered = 0;
  const receive = createGraphReceiver({
    appId: APP,
    openIdConfiguration: server.configuration,
    allowLoopbackHttp: true,
    clock,
    onRefused: (refused) => (error = refused),
    onNotification: () => delivered++,
    ...options,
  });
  const response = await receive(notification(authorization));
  return { status: response.status, error, body: await response.text(), delivered };
}

function notification(authorization: string | undefined): Request {
  return new Request("https://bot.example/api/calls", {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify({
      value: [
        {
          changeType: "updated",
          resourceUrl: "/communications/calls/1",
          resourceData: { state: "established" },
        },
      ],
    }),
  });
}

function claims(changed: Record<string, unknown> = {}): Record<string, unknown> {
  const good = { iss: "https://api.botframework.com", aud: APP, tid: TENANT, nbf: now(), exp: now() + 300 };
  return Object.fromEntries(
    Object.entries({ ...good, ...changed }).filter(([, value]) => value !== undefined),
  );
}

const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`;
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** A token of which header and signature are made by hand. */
function byHand(header: object, sign: (text: string) => string): string {
  const text = `${encode(header)}.${encode(claims())}`;
  return `${text}.${sign(text)}`;
}

/** A token with the right key, signed as its header says, which is not by RS256. */
async function byAnotherAlgorithm(alg: string, name: string, hash: string): Promise<string> {
  const exported = await crypto.subtle.exportKey("pkcs8", key.privateKey);
  const privateKey = await crypto.subtle.importKey("pkcs8", exported, { name, hash }, false, ["sign"]);
  return bearer(new SignJWT(claims()).setProtectedHeader({ alg, kid: "one" }).sign(privateKey));
}

const attacks: Record<string, () => Promise<string | undefined> | string | undefined> = {
  "no header": () => undefined,
  "an empty header": () => "",
  "another scheme": async () => `Basic ${await signed(key, claims())}`,
  "a token without a scheme": () => signed(key, claims()),
  "no token after the scheme": () => "Bearer ",
  "two tokens in a header that came twice": async () =>
    `${await bearer(signed(key, claims()))}, ${await bearer(signed(key, claims()))}`,
  "something after the token": async () => `${await bearer(signed(key, claims()))} x`,
  "alg none": () => bearer(new UnsecuredJWT(claims()).encode()),
  "alg none, with a signature": () => bearer(byHand({ alg: "none", kid: "one" }, () => "c2ln")),
  "alg None, capitals": () => bearer(byHand({ alg: "None", kid: "one" }, () => "c2ln")),
  "HS256 with the public key as its secret": async () => {
    const secret = await exportSPKI(key.publicKey);
    const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");
    return bearer(byHand({ alg: "HS256", kid: "one" }, sign));
  },
  "HS256 with the modulus as its secret": () => {
    const secret = Buffer.from(key.jwk.n ?? "", "base64url");
    const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64url");
    return bearer(byHand({ alg: "HS256", kid: "one" }, sign));
  },
  "PS256 in the header, RS256 in the signature": () =>
    bearer(
      signed(key, claims(), {}).then((token) => {
        const [, ...rest] = token.split(".");
        return [encode({ alg: "PS256", kid: "one" }), ...rest].join(".");
      }),
    ),
  "RS384, signed so": () => byAnotherAlgorithm("RS384", "RSASSA-PKCS1-v1_5", "SHA-384"),
  "RS512, signed so": () => byAnotherAlgorithm("RS512", "RSASSA-PKCS1-v1_5", "SHA-512"),
  "PS256, signed so": () => byAnotherAlgorithm("PS256", "RSA-PSS", "SHA-256"),
  "a signature of another token": async () => {
    const [header, , signature] = (await signed(key, claims({ tid: "x" }))).split(".");
    return bearer(`${header}.${encode(claims())}.${signature}`);
  },
  "claims changed after signing": async () => {
    const [header, , signature] = (await signed(key, claims())).split(".");
    return bearer(`${header}.${encode(claims({ exp: now() + 99_999 }))}.${signature}`);
  },
  "an empty signature": async () => bearer((await signed(key, claims())).replace(/[^.]+$/, "")),
  "a signature cut short": async () => bearer((await signed(key, claims())).slice(0, -20)),
  "two parts instead of three": async () =>
    bearer((await signed(key, claims())).split(".").slice(0, 2).join(".")),
  "five parts, as of an encrypted token": async () => bearer(`${await signed(key, claims())}.a.b`),
  "a token of another issuer": () => bearer(signed(key, claims({ iss: "https://attacker.example" }))),
  "an issuer that begins like the right one": () =>
    bearer(signed(key, claims({ iss: "https://api.botframework.com.attacker.example" }))),
  "an issuer with a slash at its end": () =>
    bearer(signed(key, claims({ iss: "https://api.botframework.com/" }))),
  "the issuer that the OpenID configuration names": () =>
    bearer(signed(key, claims({ iss: "https://elsewhere.example" }))),
  "no issuer": () => bearer(signed(key, claims({ iss: undefined }))),
  "another audience": () => bearer(signed(key, claims({ aud: RESOURCE }))),
  "several audiences, none of them right": () => bearer(signed(key, claims({ aud: [RESOURCE, "x"] }))),
  "no audience": () => bearer(signed(key, claims({ aud: undefined }))),
  "an expired token": () => bearer(signed(key, claims({ nbf: now() - 400, exp: now() - 61 }))),
  "a token that is not yet valid": () => bearer(signed(key, claims({ nbf: now() + 61 }))),
  "no exp": () => bearer(signed(key, claims({ exp: undefined }))),
  "exp as text": () => bearer(signed(key, claims({ exp: String(now() + 300) }))),
  "nbf as text": () => bearer(signed(key, claims({ nbf: "now" }))),
  "no tenant": () => bearer(signed(key, claims({ tid: undefined }))),
  "an empty tenant": () => bearer(signed(key, claims({ tid: "" }))),
  "a tenant that is no text": () => bearer(signed(key, claims({ tid: [TENANT] }))),
  "a kid that is not known": () => bearer(signed({ ...key, kid: "nobody" }, claims())),
  "the kid of one key, the signature of another": () => bearer(signed({ ...second, kid: "one" }, claims())),
  "no kid, where there are several keys": () => bearer(signed(key, claims(), { kid: undefined })),
  "a kid that is a path": () => bearer(signed({ ...other, kid: "../../keys/one" }, claims())),
  "the key of the other vendor": () => bearer(signed(other, claims())),
  "the key of the other vendor under a known kid": () => bearer(signed({ ...other, kid: "one" }, claims())),
  "a key brought along as jwk": () => bearer(signed({ ...other, kid: "one" }, claims(), { jwk: other.jwk })),
  "a key set pointed to by jku": () =>
    bearer(signed(other, claims(), { jku: otherServer.configuration.replace(/\.well.*/, "keys") })),
  "a certificate pointed to by x5u": () =>
    bearer(signed(other, claims(), { x5u: otherServer.configuration })),
  "a certificate brought along as x5c": () =>
    bearer(signed({ ...other, kid: "one" }, claims(), { x5c: ["MIIB"] })),
  "a critical extension that nobody knows": () =>
    bearer(byHand({ alg: "RS256", kid: "one", crit: ["x"], x: 1 }, () => "c2ln")),
  "a huge token": () => bearer(signed(key, claims({ padding: "x".repeat(20_000) }))),
  "a huge header that is no token": () => `Bearer ${"a".repeat(1_000_000)}`,
  "parts that are no base64url": () => bearer("a+b.c/d.e=f"),
  "a header that is no JSON": async () =>
    bearer((await signed(key, claims())).replace(/^[^.]+/, "bm90anNvbg")),
  "claims that are a list": () =>
    bearer(byHand({ alg: "RS256", kid: "one" }, () => "c2ln").replace(/\.[^.]+\./, ".W10.")),
};

describe("a token that proves nothing is refused with 401, and nothing is handed on", () => {
  test.each(Object.keys(attacks))("%s", async (name) => {
    const authorization = await attacks[name]?.();
    const before = otherServer.requests.length;
    const { status, error, body, delivered } = await ask(authorization);
    expect({ status, code: error?.code, delivered }).toEqual({
      status: 401,
      code: "ERR_UNAUTHORIZED",
      delivered: 0,
    });
    // Nothing that a token points to was fetched.
    expect(otherServer.requests).toHaveLength(before);
    // The sender learns no reason, and the operator no token.
    expect(JSON.parse(body)).toEqual({ error: { code: "ERR_UNAUTHORIZED" } });
    const told = [error?.message, error?.stack, String(error?.cause)].join();
    const secrets = (authorization ?? "").split(/[ ,]+/).filter((word) => word.length > 20);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  test("there are at least 25 of them", () => {
    expect(Object.keys(attacks).length).toBeGreaterThanOrEqual(25);
  });

  test("a tenant that is not allowed", async () => {
    const heard = await ask(await bearer(signed(key, claims())), {
      tenants: ["ec040873-8235-45fd-a403-c7259a5a548e"],
    });
    expect(heard.status).toBe(401);
    expect(heard.error?.message).toBe("The token's tenant is not among those allowed.");
  });

  test("of ACS: a token of Graph, and one for the resource named as Azure Resource Manager does", async () => {
    const receive = createAcsReceiver({
      resourceId: RESOURCE,
      openIdConfiguration: server.configuration,
      allowLoopbackHttp: true,
      clock,
      onNotification: () => {},
    });
    const issuer = "https://acscallautomation.communication.azure.com";
    const status = async (changed: object) => {
      const authorization = await bearer(signed(key, claims({ ...changed })));
      const headers = { authorization, "content-type": "application/json" };
      const body = JSON.stringify([
        { id: "1", source: "s", type: "Microsoft.Communication.X", specversion: "1.0" },
      ]);
      return (await receive(new Request("https://app.example/", { method: "POST", headers, body }))).status;
    };
    expect(await status({})).toBe(401);
    expect(await status({ aud: RESOURCE })).toBe(401);
    expect(await status({ iss: issuer, aud: `/subscriptions/x/${RESOURCE}` })).toBe(401);
    expect(await status({ iss: issuer, aud: RESOURCE, tid: undefined })).toBe(202);
  });
});

describe("tokens as the services send them are taken", () => {
  const good: Record<string, () => Promise<string>> = {
    "without iat, with an odd cty and an x5t": () => signed(key, claims(), { cty: "JWT", x5t: "abc" }),
    "with iat, for more than an hour": () => signed(key, claims({ iat: now(), exp: now() + 3900 })),
    "of the other documented issuer": () => signed(key, claims({ iss: "https://graph.microsoft.com" })),
    "with typ JWT": () => signed(key, claims(), { typ: "JWT" }),
    "with further claims": () => signed(key, claims({ appid: "x", serviceurl: "y" })),
    "for several audiences": () => signed(key, claims({ aud: ["x", APP] })),
    "without nbf": () => signed(key, claims({ nbf: undefined })),
    "by the second key": () => signed(second, claims()),
    "that ended within the tolerance": () => signed(key, claims({ exp: now() - 59 })),
    "that begins within the tolerance": () => signed(key, claims({ nbf: now() + 59 })),
  };
  test.each(Object.keys(good))("%s", async (name) => {
    expect(await ask(await bearer(good[name]?.() ?? ""))).toMatchObject({ status: 202, delivered: 1 });
  });

  test("with the scheme in other letters", async () => {
    expect(await ask(`bearer ${await signed(key, claims())}`)).toMatchObject({ status: 202 });
  });

  test("an issuer with a slash at its end, where the options name it", async () => {
    const issuers = ["https://api.botframework.com/"];
    const slashed = await bearer(signed(key, claims({ iss: issuers[0] })));
    expect(await ask(slashed, { issuers })).toMatchObject({ status: 202 });
    expect(await ask(await bearer(signed(key, claims())), { issuers })).toMatchObject({ status: 401 });
  });

  test("ids in whatever letters, on either side", async () => {
    const token = await bearer(signed(key, claims({ tid: TENANT.toUpperCase() })));
    expect(await ask(token, { tenants: [TENANT] })).toMatchObject({ status: 202 });
    const tenants = [TENANT.toUpperCase()];
    const appId = APP.toUpperCase();
    expect(await ask(await bearer(signed(key, claims())), { tenants, appId })).toMatchObject({ status: 202 });
  });

  test("for another app of the same bot", async () => {
    const token = await bearer(signed(key, claims({ aud: "second" })));
    expect(await ask(token, { appId: [APP, "second"] })).toMatchObject({ status: 202 });
  });

  test("one without kid, where there is one key", async () => {
    const own = await startKeyServer([key.jwk]);
    const token = await signed(key, claims(), { kid: undefined });
    expect(await ask(`Bearer ${token}`, { openIdConfiguration: own.configuration })).toMatchObject({
      status: 202,
    });
    await own.stop();
  });
});

import { createHmac } from "node:crypto";
import { exportSPKI } from "jose";
import type { CheckId } from "../gate/catalogue.ts";
import type { KeyServer, SigningKey } from "./keys.ts";
import type { Members, Mint, Service } from "./tokens.ts";

/** The webhooks whose notifications are signed. */
export type SignedWebhook = "graph.commsNotifications" | "acs.callAutomationEvents";

/** The slugs of a webhook's checks. */
export type SlugOf<Webhook extends string, Id = CheckId> = Id extends `${Webhook}/receiver/${infer Slug}`
  ? Slug
  : never;

/** A notification that proves nothing about where it comes from. */
export interface Attack {
  readonly slug: SlugOf<"graph.commsNotifications"> & SlugOf<"acs.callAutomationEvents">;
  /** What it comes with. */
  readonly about: string;
  /** The `Authorization` header; `undefined` for none. */
  readonly authorization: () => Promise<string | undefined>;
}

/** An attack that only Graph's receivers can tell. */
export interface GraphAttack extends Omit<Attack, "slug"> {
  readonly slug: SlugOf<"graph.commsNotifications">;
}

/** In seconds. Receivers allow for some minutes by which clocks differ. */
const FAR = 1200;

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Every attack on a receiver of a service. Several may be for the same check. */
export function attacksOn(service: Service, mint: Mint): Attack[] {
  const [issuer = ""] = mint.issuers(service);
  const claims = (changed?: Members) => mint.claims(service, changed);
  const bearer = async (token: Promise<string> | string) => `Bearer ${await token}`;
  /** Signed by the good key, saying something else. */
  const saying = (changed: Members) => () => bearer(mint.sign(service, claims(changed)));
  /** Signed by the foreign key, saying all the right things. */
  const foreign = (header: (key: SigningKey, keys: KeyServer) => Members) => async () => {
    const keys = await mint.keys;
    const key = await keys.foreign();
    return bearer(mint.sign(service, claims(), header(key, keys), key));
  };
  /** A good token, of which one part is changed. */
  const changed = (change: (parts: readonly [string, string, string]) => string) => async () => {
    const [header = "", payload = "", signature = ""] = (await mint.bearer(service)).split(/[ .]/).slice(1);
    return bearer(change([header, payload, signature]));
  };
  const byHand =
    (header: Members, sign: (text: string, key: SigningKey) => string | Promise<string>) => async () => {
      const text = `${encoded(await mint.header(service, header))}.${encoded(claims())}`;
      return bearer(`${text}.${await sign(text, (await mint.keys).good)}`);
    };
  const byHmac = (secretOf: (key: SigningKey) => string | Buffer | Promise<string>) =>
    byHand({ alg: "HS256" }, async (text, key) =>
      createHmac("sha256", await secretOf(key))
        .update(text)
        .digest("base64url"),
    );
  const other: Service = service === "acs" ? "graph" : "acs";
  const now = () => Math.floor(Date.now() / 1000);
  const attack = (slug: Attack["slug"], about: string, authorization: Attack["authorization"]) => ({
    slug,
    about,
    authorization,
  });
  return [
    attack("no-token", "no Authorization header", async () => undefined),
    attack("malformed-token", "a bearer token that is no JWT", async () => "Bearer not-a-token"),
    attack("malformed-token", "a password in the place of a token", async () => "Basic dXNlcjpwYXNzd29yZA=="),
    attack("other-scheme", "a good token by another scheme than Bearer", async () =>
      (await mint.bearer(service)).replace("Bearer", "Basic"),
    ),
    attack(
      "unsigned-token",
      "a token of alg none without a signature",
      byHand({ alg: "none" }, () => ""),
    ),
    attack(
      "unsigned-token",
      "a token of alg none with a signature",
      byHand({ alg: "none" }, () => "c2ln"),
    ),
    attack(
      "unsigned-token",
      "a token of alg None",
      byHand({ alg: "None" }, () => ""),
    ),
    attack(
      "symmetric-token",
      "a token of HS256, whose secret is the public key in PEM",
      byHmac(({ publicKey }) => exportSPKI(publicKey)),
    ),
    attack(
      "symmetric-token",
      "a token of HS256, whose secret is the modulus of the public key",
      byHmac(({ jwk }) => Buffer.from(jwk.n ?? "", "base64url")),
    ),
    attack(
      "foreign-key",
      "a token that a foreign key has signed under the id of a known one",
      foreign((_, { good }) => ({ kid: good.id })),
    ),
    attack(
      "unknown-key",
      "a token of a key that is not served",
      foreign(({ id }) => ({ kid: id })),
    ),
    attack(
      "embedded-key",
      "a token that brings its foreign key along as jwk",
      foreign(({ id, jwk }) => ({ kid: id, jwk })),
    ),
    attack(
      "key-by-address",
      "a token that names the address of its foreign key as jku",
      foreign(({ id }, { foreignKeys }) => ({ kid: id, jku: foreignKeys })),
    ),
    attack(
      "key-by-address",
      "a token that names the address of its foreign key as x5u",
      foreign(({ id }, { foreignKeys }) => ({ kid: id, x5u: foreignKeys })),
    ),
    attack(
      "tampered-token",
      "a token whose claims were changed after it was signed",
      changed(([header, , signature]) => `${header}.${encoded(claims({ changed: true }))}.${signature}`),
    ),
    attack(
      "cut-signature",
      "a token whose signature was taken away",
      changed(([header, payload]) => `${header}.${payload}.`),
    ),
    attack(
      "cut-signature",
      "a token whose signature is cut short",
      changed(([header, payload, signature]) => `${header}.${payload}.${signature.slice(0, -20)}`),
    ),
    attack("expired-token", "a token that expired twenty minutes ago", () =>
      saying({ nbf: now() - FAR - 300, exp: now() - FAR })(),
    ),
    attack("future-token", "a token that becomes valid in twenty minutes", () =>
      saying({ nbf: now() + FAR, exp: now() + FAR + 300 })(),
    ),
    attack("endless-token", "a token without a time of expiry", saying({ exp: undefined })),
    attack("wrong-issuer", "a token of another issuer", saying({ iss: "https://issuer.example" })),
    attack(
      "similar-issuer",
      "a token whose issuer begins as the right one",
      saying({ iss: `${issuer}.example` }),
    ),
    attack(
      "similar-issuer",
      "a token whose issuer ends as the right one",
      saying({ iss: issuer.replace("https://", "https://not-") }),
    ),
    attack("without-issuer", "a token that names no issuer", saying({ iss: undefined })),
    attack("wrong-audience", "a token for somebody else", saying({ aud: crypto.randomUUID() })),
    attack(
      "wrong-audience",
      "a token for several others",
      saying({ aud: [crypto.randomUUID(), crypto.randomUUID()] }),
    ),
    attack("without-audience", "a token that names no audience", saying({ aud: undefined })),
    attack("other-service-token", `a good token of the other service`, () => mint.bearer(other)),
  ];
}

/** What only Graph's tokens have is their tenant. */
export function attacksOnGraph(mint: Mint): GraphAttack[] {
  return [
    {
      slug: "without-tenant",
      about: "a token that names no tenant",
      authorization: async () =>
        `Bearer ${await mint.sign("graph", mint.claims("graph", { tid: undefined }))}`,
    },
  ];
}

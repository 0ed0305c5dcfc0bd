import {
  compactVerify,
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from "jose";
import { callbackToken as ofAcs } from "../../generated/acs/received.ts";
import { callbackToken as ofGraph } from "../../generated/graph/received.ts";
import { defaultCredentials } from "../../src/simulator/index.ts";
import type { Change } from "../parties/receivers.ts";
import type { Attack, SignedWebhook } from "../receiver/attacks.ts";
import { accepting, answering, type ReceiverMutation } from "./receiver.ts";

/** A token as it came, unverified. */
interface Token {
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
  readonly signature: string;
}

/** Who may issue tokens, and whom they may be for, of whichever service. */
const issuers: readonly string[] = [...ofAcs.issuers, ...ofGraph.issuers];
const audiences: readonly string[] = [defaultCredentials.appId, defaultCredentials.resourceId];

/** How many letters a whole signature has. */
const WHOLE = 342;

const now = () => Date.now() / 1000;

/** Receivers that take tokens that they should not. */
export function tokenMutations(webhook: SignedWebhook): ReceiverMutation[] {
  const taking = (slug: Attack["slug"], about: string, isTaken: (token: Token) => boolean) => ({
    check: checkOf(webhook, slug),
    about,
    change: withToken(isTaken),
  });
  return [
    {
      check: checkOf(webhook, "no-token"),
      about: "A receiver that asks for no token.",
      change: accepting(({ request }) => request.method === "POST" && !request.headers.has("authorization")),
    },
    {
      check: checkOf(webhook, "malformed-token"),
      about: "A receiver that takes any text for a token.",
      change: accepting(({ request }) => /^\w+ [^.]+$/.test(request.headers.get("authorization") ?? "")),
    },
    {
      check: checkOf(webhook, "other-scheme"),
      about: "A receiver that does not look at the scheme of the header.",
      change: answering(({ request, text }, _, right) => {
        const authorization = request.headers.get("authorization")?.replace(/^\w+ (?=ey)/, "Bearer ");
        if (authorization === undefined || request.method !== "POST") return undefined;
        const headers = { "content-type": "application/json", authorization };
        return right(new Request(request.url, { method: "POST", headers, body: text }));
      }),
    },
    taking("unsigned-token", "A receiver that takes tokens of alg none.", ({ header }) =>
      /^none$/i.test(header.alg ?? ""),
    ),
    taking(
      "symmetric-token",
      "A receiver that takes tokens of HS256.",
      ({ header }) => header.alg === "HS256",
    ),
    {
      check: checkOf(webhook, "foreign-key"),
      also: [checkOf(webhook, "tampered-token"), checkOf(webhook, "cut-signature")],
      about: "A receiver that does not look at signatures.",
      change: withoutSignature(),
    },
    taking(
      "cut-signature",
      "A receiver that takes a token whose signature is not whole.",
      ({ header, signature }) => header.alg === "RS256" && signature.length < WHOLE,
    ),
    taking(
      "tampered-token",
      "A receiver that takes claims that were changed.",
      ({ claims }) => claims["changed"] === true,
    ),
    {
      check: checkOf(webhook, "unknown-key"),
      about: "A receiver that takes a token whose key it does not find.",
      change: withUnknownKey(),
    },
    taking(
      "embedded-key",
      "A receiver that takes the key that a token brings along.",
      ({ header }) => !!header.jwk,
    ),
    taking(
      "key-by-address",
      "A receiver that takes the key from where a token says.",
      ({ header }) => !!header.jku || !!header.x5u,
    ),
    taking(
      "expired-token",
      "A receiver that takes expired tokens.",
      ({ claims: { exp = Infinity } }) => exp < now(),
    ),
    taking(
      "future-token",
      "A receiver that takes tokens that are not valid yet.",
      ({ claims: { nbf = 0 } }) => nbf > now() + 60,
    ),
    taking(
      "endless-token",
      "A receiver that takes tokens that never expire.",
      ({ claims }) => claims.exp === undefined,
    ),
    taking(
      "wrong-issuer",
      "A receiver that takes tokens of any issuer.",
      ({ claims: { iss = "" } }) => iss !== "" && !issuers.some((issuer) => isLike(iss, issuer)),
    ),
    taking(
      "similar-issuer",
      "A receiver that compares a part of the issuer.",
      ({ claims: { iss = "" } }) => !issuers.includes(iss) && issuers.some((issuer) => isLike(iss, issuer)),
    ),
    taking(
      "without-issuer",
      "A receiver that takes tokens without an issuer.",
      ({ claims }) => claims.iss === undefined,
    ),
    taking(
      "wrong-audience",
      "A receiver that takes tokens for anybody.",
      ({ claims: { aud = audiences[0] ?? "" } }) => ![aud].flat().some((one) => audiences.includes(one)),
    ),
    taking(
      "without-audience",
      "A receiver that takes tokens for nobody.",
      ({ claims }) => claims.aud === undefined,
    ),
    taking(
      "other-service-token",
      "A receiver that takes the tokens of both services.",
      ({ claims: { iss } }) =>
        (webhook === "graph.commsNotifications" ? ofAcs : ofGraph).issuers.some((one) => one === iss),
    ),
  ];
}

/** A receiver that takes what the vendor's sample refuses. */
export const tenantMutation: ReceiverMutation = {
  check: "graph.commsNotifications/receiver/without-tenant",
  about: "A receiver that takes tokens without a tenant.",
  change: withToken(({ claims }) => claims["tid"] === undefined && claims["appid"] !== undefined),
};

function checkOf(webhook: SignedWebhook, slug: Attack["slug"]) {
  return `${webhook}/receiver/${slug}` as const;
}

/** Whether one text is a part of the other, but for the scheme of an address. */
function isLike(one: string, other: string): boolean {
  return one.includes(other.replace("https://", ""));
}

/** Takes whatever has a certain bearer token, and is a notification. */
function withToken(isTaken: (token: Token) => boolean): Change {
  return accepting(({ request, body }) => {
    const token = tokenOf(request);
    return token !== undefined && body !== undefined && isTaken(token);
  });
}

function tokenOf({ headers }: Request): Token | undefined {
  const text = /^Bearer (ey.*)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (text === undefined) return undefined;
  const [, , signature = ""] = text.split(".");
  return { header: decodeProtectedHeader(text), claims: decodeJwt(text), signature };
}

/** Takes a token by what it says, where its key is among those that are served. */
function withoutSignature(): Change {
  return (receive, name, keys) => {
    const [{ issuers: own }, audience] = name === "graph" ? [ofGraph, audiences[0]] : [ofAcs, audiences[1]];
    const isTaken = ({ header, claims: { exp = 0, nbf = 0, iss, aud, tid } }: Token) =>
      header.alg === "RS256" &&
      exp > now() &&
      nbf < now() + 60 &&
      own.some((one) => one === iss) &&
      aud === audience &&
      (tid !== undefined) === (name === "graph");
    return async (request) => {
      const isKnown = (await faultOf(request, keys)) !== NO_KEY;
      return isKnown ? withToken(isTaken)(receive, name, keys)(request) : receive(request);
    };
  };
}

/** Takes a token without looking at its signature where its key is not among those that are served. */
function withUnknownKey(): Change {
  return (receive, name, keys) => async (request) => {
    const { alg, jwk, jku, x5u } = tokenOf(request)?.header ?? {};
    const isUnknown = alg === "RS256" && !jwk && !jku && !x5u && (await faultOf(request, keys)) === NO_KEY;
    return isUnknown ? withToken(() => true)(receive, name, keys)(request) : receive(request);
  };
}

const NO_KEY = "ERR_JWKS_NO_MATCHING_KEY";

/** The code of what is wrong with the signature of a token; `undefined` where nothing is. */
async function faultOf({ headers }: Request, configuration: string): Promise<unknown> {
  const served = createRemoteJWKSet(new URL("/keys", configuration));
  try {
    await compactVerify(headers.get("authorization")?.replace("Bearer ", "") ?? "", served, {
      algorithms: ["RS256"],
    });
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : "unknown";
  }
}

import { compactVerify, decodeJwt, errors, type JWTPayload } from "jose";
import { callbackToken as ofAcs } from "../../generated/acs/received.ts";
import { callbackToken as ofGraph } from "../../generated/graph/received.ts";
import type { KeySet } from "./keys.ts";

/** What is checked of a token, each by a check of its own. */
export type TokenRule = "present" | "signature" | "issuer" | "audience" | "lifetime";

/** What is wrong with a token, by rule. Rules that could not be judged are absent. */
export type TokenFindings = Partial<Record<TokenRule, readonly string[]>>;

/** How far the clocks of the gate and of the target may differ, in seconds. */
const TOLERANCE = 60;

/**
 * Judges the `Authorization` header of a notification.
 *
 * @param audience - whom the token has to be for
 */
export async function judgeToken(
  service: "acs" | "graph",
  authorization: string | undefined,
  keys: KeySet,
  audience: string,
): Promise<TokenFindings> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) {
    const seen =
      authorization === undefined ? "no Authorization header" : "an Authorization header of another form";
    return { present: [`Expected a bearer token in the form of a JWT, saw ${seen}.`] };
  }
  const claims = claimsOf(token);
  if (!claims) return { present: ["Expected a JWT, saw a token that cannot be read."] };
  const { issuers } = service === "acs" ? ofAcs : ofGraph;
  return {
    present: [],
    signature: await signatureProblems(token, keys),
    issuer: issuers.some((one) => one === claims.iss)
      ? []
      : [`Expected the issuer ${issuers.join(" or ")}, saw ${shown(claims.iss)}.`],
    audience: audiencesOf(claims).some((one) => one.toLowerCase() === audience.toLowerCase())
      ? []
      : [`Expected the audience ${audience}, saw ${shown(claims.aud)}.`],
    lifetime: lifetimeProblems(claims),
  };
}

async function signatureProblems(token: string, keys: KeySet): Promise<string[]> {
  try {
    await compactVerify(token, keys, { algorithms: ["RS256"] });
    return [];
  } catch (error) {
    const code = error instanceof errors.JOSEError ? error.code : "unknown";
    return [`Expected a signature by RS256 with one of the published keys, saw none that fits (${code}).`];
  }
}

function lifetimeProblems({ exp, nbf }: JWTPayload): string[] {
  const now = Date.now() / 1000;
  if (typeof exp !== "number") return ["Expected a time of expiry (exp), saw none."];
  if (exp + TOLERANCE < now)
    return [`Expected a token that is valid, saw one that expired ${ago(now - exp)} ago.`];
  if (typeof nbf === "number" && nbf - TOLERANCE > now)
    return [`Expected a token that is valid, saw one that begins to be in ${ago(nbf - now)}.`];
  return [];
}

function ago(seconds: number): string {
  return `${Math.round(seconds)} s`;
}

function claimsOf(token: string): JWTPayload | undefined {
  try {
    return decodeJwt(token);
  } catch {
    return undefined;
  }
}

function audiencesOf({ aud }: JWTPayload): string[] {
  return [aud ?? []].flat().filter((one) => typeof one === "string");
}

/** A claim as a report may show it: issuers and audiences are no secrets, but may be anything. */
function shown(claim: unknown): string {
  return claim === undefined ? "none" : JSON.stringify(claim).slice(0, 200);
}

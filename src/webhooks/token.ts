import { jwtVerify, type JWTPayload } from "jose";
import { HandoffError, invalid, noOthers } from "../errors.ts";
import { systemClock, type Clock } from "../http/clock.ts";
import { isPrivate } from "../http/endpoint.ts";
import { joseCode, signingKeys, type KeyOptions } from "./keys.ts";

/** How tokens are judged. Times are in milliseconds. */
export interface TokenOptions extends KeyOptions {
  /** Who may have issued a token. Compared letter for letter. Default: the vendor's issuers. */
  readonly issuers?: readonly string[];
  /** How far clocks may differ where a token begins and ends to be valid. Default: 60,000. */
  readonly clockTolerance?: number;
  /** Default: the clock of the runtime. */
  readonly clock?: Clock;
}

/** The claims of a token that was found good. */
export type TokenClaims = Readonly<JWTPayload>;

/** Judges an `Authorization` header. */
export type VerifyToken = (authorization: string | null) => Promise<TokenClaims>;

/** A longer header is refused unread; those of the vendors have one to two thousand characters. */
const MAX_TOKEN = 16_384;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Makes a judge of the tokens of one vendor: signature by RS256 and a key of the OpenID configuration, issuer,
 * audience, and the time from `nbf`, where there is one, to `exp`. Keys that a token brings along or points to are
 * never used.
 *
 * @param options - nothing else may be among them
 * @param check - judges the claims further: gives what is wrong with them
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an option that cannot be used, or that there is none of
 */
export function tokenVerifier(
  vendor: { readonly openIdConfiguration: string; readonly issuers: readonly string[] },
  audience: readonly string[],
  options: TokenOptions,
  check: (claims: TokenClaims) => string | undefined = () => undefined,
): VerifyToken {
  const {
    clock = systemClock,
    clockTolerance = 60_000,
    issuers = vendor.issuers,
    openIdConfiguration = vendor.openIdConfiguration,
    keysMaxAge = 7_200_000,
    keysCooldown = 30_000,
    keysTimeout = 10_000,
    // Looked up at each call, so that a mock installed later is seen.
    fetch = (url, init) => globalThis.fetch(url, init),
    allowLoopbackHttp = false,
    ...others
  } = options;
  noOthers(others);
  for (const [name, value] of Object.entries({ clockTolerance, keysMaxAge, keysCooldown, keysTimeout }))
    if (typeof value !== "number" || !(value >= 0))
      throw invalid(`${name} has to be a number of milliseconds that is not negative.`);
  if (!URL.canParse(openIdConfiguration) || !isPrivate(new URL(openIdConfiguration), allowLoopbackHttp))
    throw invalid(
      "openIdConfiguration has to be an https:// address, or one of this machine with allowLoopbackHttp.",
    );
  texts("issuers", issuers);
  const keys = signingKeys({
    clock,
    openIdConfiguration,
    keysMaxAge,
    keysCooldown,
    keysTimeout,
    fetch,
    allowLoopbackHttp,
  });
  const expected = {
    algorithms: ["RS256"],
    issuer: [...issuers],
    // Ids come in capitals where people copied them so.
    audience: audience.flatMap((id) => [id, id.toLowerCase()]),
    requiredClaims: ["exp"],
    clockTolerance: clockTolerance / 1000,
  };
  return async (authorization) => {
    const isShort = authorization !== null && authorization.length <= MAX_TOKEN;
    const token = isShort ? BEARER.exec(authorization)?.[1] : undefined;
    if (token === undefined)
      throw unauthorized("The Authorization header is missing, too long, or no bearer JWT.");
    try {
      const { payload } = await jwtVerify(token, keys, { ...expected, currentDate: new Date(clock.now()) });
      const fault = check(payload);
      if (fault !== undefined) throw unauthorized(fault);
      return payload;
    } catch (error) {
      if (error instanceof HandoffError) throw error;
      throw unauthorized(`The token is refused: ${reasonOf(error)}.`, error);
    }
  };
}

/** @throws HandoffError `ERR_INVALID_ARGUMENT` for anything but a list of texts with at least one in it */
export function texts(name: string, list: readonly string[]): readonly string[] {
  if (Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string" && one !== ""))
    return list;
  throw invalid(`${name} has to hold at least one text, and no empty one.`);
}

/** The error for a request that does not prove where it comes from. */
export function unauthorized(message: string, cause?: unknown): HandoffError {
  return new HandoffError("ERR_UNAUTHORIZED", message, { cause });
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "claim" in error && "reason" in error)
    return `claim "${String(error.claim)}" fails the check (${String(error.reason)})`;
  const code = joseCode(error);
  return typeof code === "string" ? code : "it cannot be read";
}

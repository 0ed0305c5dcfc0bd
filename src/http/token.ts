import { HandoffError, invalid } from "../errors.ts";
import type { Clock } from "./clock.ts";
import type { Authorize } from "./pipeline.ts";

/** A token and the time it ends, as `@azure/core-auth` has it. Times are in milliseconds since 1970. */
export interface AccessToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
  /** From when on a new one should be asked for. Default: two minutes before the end. */
  readonly refreshAfterTimestamp?: number;
}

/** Anything that gives tokens for scopes, such as the credentials of `@azure/identity`. */
export interface TokenCredential {
  getToken(scopes: string | string[]): Promise<AccessToken | null>;
}

/**
 * Gives a token. Text is used once, as nobody knows when it ends: give an {@link AccessToken} to have it kept.
 * Calls that are under way at the same time share one answer.
 */
export type TokenFunction = () => string | AccessToken | Promise<string | AccessToken>;

const MARGIN = 120_000;
const PATIENCE = 10_000;

/**
 * Sends a bearer token with each request. Keeps tokens until shortly before they end, and asks for one once,
 * however many calls wait for it.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for what is no credential
 */
export function bearerAuthorizer(
  credential: TokenCredential | TokenFunction | string | undefined,
  scope: string,
  clock: Clock,
): Authorize {
  const tokenOf = typeof credential === "string" ? () => credential : tokenCache(credential, scope, clock);
  if (typeof credential === "string" && !isToken(credential)) throw invalid(`credential ${NO_TOKEN}`);
  return async ({ headers }, refused) => {
    headers["authorization"] = `Bearer ${await tokenOf(refused?.slice("Bearer ".length))}`;
    return headers["authorization"] !== refused;
  };
}

/** Gives the token to send: another one than `rejected`, if there is another. */
function tokenCache(
  credential: TokenCredential | TokenFunction | undefined,
  scope: string,
  clock: Clock,
): (rejected?: string) => string | Promise<string> {
  if (typeof credential !== "function" && typeof credential?.getToken !== "function")
    throw invalid("credential has to be a function or an object with getToken.");
  const read = typeof credential === "function" ? credential : () => credential.getToken([scope]);
  let kept = "";
  let until = 0;
  let ends = 0;
  let pending: Promise<string> | undefined;
  let asked = 0;

  const isOther = (rejected: string | undefined, end: number) => kept !== rejected && clock.now() < end;

  async function ask(rejected: string | undefined): Promise<string> {
    try {
      const given = await read();
      const {
        token,
        expiresOnTimestamp,
        refreshAfterTimestamp = Infinity,
      } = typeof given === "string"
        ? { token: given, expiresOnTimestamp: 0 }
        : (given ?? { token: "", expiresOnTimestamp: 0 });
      if (!isToken(token)) throw invalid(`The answer ${NO_TOKEN}`);
      kept = token;
      ends = expiresOnTimestamp;
      // A token that lives less than twice the margin is kept for half its life.
      const left = ends - clock.now();
      until = Math.min(refreshAfterTimestamp, ends - Math.min(MARGIN, left / 2));
      return token;
    } catch (cause) {
      // Due for another, but still good.
      if (isOther(rejected, ends)) return kept;
      throw new HandoffError("ERR_CREDENTIAL", "The credential gave no token.", { cause });
    }
  }

  return (rejected) => {
    if (isOther(rejected, until)) return kept;
    // A question that is not answered must not hold up all later calls.
    if (pending === undefined || clock.now() - asked > PATIENCE) {
      asked = clock.now();
      const question = ask(rejected).finally(() => {
        if (pending === question) pending = undefined;
      });
      pending = question;
    }
    return pending;
  };
}

const NO_TOKEN = "is no token that a header can carry.";

function isToken(token: unknown): token is string {
  return typeof token === "string" && /^[\x21-\x7e]+$/.test(token);
}

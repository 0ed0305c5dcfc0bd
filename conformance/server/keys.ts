import { createRemoteJWKSet } from "jose";
import { GateError } from "../gate/errors.ts";

/** Gives the key of a token, or throws where there is none. */
export type KeySet = ReturnType<typeof createRemoteJWKSet>;

/**
 * Finds the keys that tokens of notifications are signed with.
 *
 * @param address - of an OpenID configuration
 * @param isNamed - whether the user named it, so that nothing there is a mistake
 * @returns `undefined` where the target has none
 * @throws GateError where a named address gives none
 */
export async function findKeys(
  address: string,
  isNamed: boolean,
  timeout: number,
): Promise<KeySet | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeout) });
    if (!response.ok) throw new Error(`it was answered with ${response.status}`);
    const configuration: unknown = await response.json();
    const isObject = typeof configuration === "object" && configuration !== null;
    const keys = isObject && "jwks_uri" in configuration ? configuration.jwks_uri : undefined;
    if (typeof keys !== "string") throw new Error("it names no jwks_uri");
    return createRemoteJWKSet(new URL(keys, address), { timeoutDuration: timeout });
  } catch (error) {
    if (!isNamed) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new GateError(`The OpenID configuration cannot be used: ${reason}.`);
  }
}

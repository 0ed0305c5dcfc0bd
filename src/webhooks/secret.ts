import { invalid } from "../errors.ts";
import { unauthorized } from "./token.ts";

/** A secret of your own, which the address given to the service carries. */
export interface SharedSecret {
  /** The name of the query parameter. */
  readonly name: string;
  /** The secret, or several while you change it. At least 16 characters each. */
  readonly value: string | readonly string[];
}

/**
 * Makes a judge of the query of a request.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a secret that is easily guessed
 */
export function secretVerifier(secret: SharedSecret): (given: string | null) => Promise<void> {
  const { name, value }: SharedSecret = Object(secret);
  const values = typeof value === "string" ? [value] : value;
  if (typeof name !== "string" || name === "") throw invalid("secret.name has to name a parameter.");
  if (!Array.isArray(values) || values.length === 0 || !values.every(isSecret))
    throw invalid("secret.value has to be at least 16 characters long.");
  return async (given) => {
    // Each time anew: what one request has begun, another cannot wait for in Workers.
    const [own, ...expected] = await Promise.all([given ?? "", ...values].map(digest));
    // Digests are compared, and each to its end, so that time tells nothing of the secret.
    const equal = expected.filter(
      (one) => one.reduce((sum, byte, at) => sum | (byte ^ (own?.[at] ?? 0)), 0) === 0,
    );
    if (equal.length === 0) throw unauthorized(`The secret "${name}" is missing or wrong.`);
  };
}

function isSecret(value: unknown): boolean {
  return typeof value === "string" && value.length >= 16;
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

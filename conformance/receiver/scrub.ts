import { hiding } from "../report/secrets.ts";

/** A text without the secrets that were sent to the receiver, which it may repeat in its answers. */
export type Scrub = (text: string) => string;

const JWT = /\beyJ[\w-]*(?:\.[\w-]*)*/g;

/**
 * Hides tokens, and whatever else is named.
 *
 * @param secrets - such as the contexts of calls and what the queries of addresses hold
 */
export function scrubber(secrets: readonly string[]): Scrub {
  const hide = hiding(secrets);
  return (text) => (text === "" ? text : hide(text).replaceAll(JWT, "(redacted)"));
}

/** What the query, the user and the fragment of an address hold. */
export function secretsOf(address: string): string[] {
  const { searchParams, search, username, password, hash } = new URL(address);
  return [...searchParams.values(), ...search.slice(1).split("&"), username, password, hash.slice(1)];
}

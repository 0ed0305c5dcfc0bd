import { invalid } from "../errors.ts";
import { isRecord } from "../http/result.ts";
import type { Violation } from "../validate/violation.ts";

/** Headers as libraries give them: of the platform, pairs, or an object, whose values may be lists. */
export type HeadersLike = Iterable<readonly [string, string]> | Readonly<Record<string, unknown>>;

/** Headers of the platform; what stands several times is joined, what is `undefined` left out. */
export function headersOf(given: unknown): Headers {
  if (given === undefined || given === null) return new Headers();
  const headers = new Headers();
  for (const [name, value] of pairsOf(given))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) headers.append(name, String(one));
  return headers;
}

function pairsOf(given: unknown): readonly (readonly [string, unknown])[] {
  if (isIterable(given))
    return Array.from(given, (pair) => {
      if (Array.isArray(pair) && typeof pair[0] === "string") return [pair[0], pair[1]];
      throw invalid("headers has to hold pairs of a name and a value.");
    });
  if (isRecord(given)) return Object.entries(given);
  throw invalid("headers has to be Headers, pairs, or an object.");
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** A body as text: one that was parsed is written again. */
export function textOf(body: unknown): string {
  if (body === undefined) return "";
  if (typeof body === "string") return body;
  if (body instanceof Uint8Array) return new TextDecoder().decode(body);
  return JSON.stringify(body);
}

/** Whether something can be read as `Response` and `Request` can, whichever library made it. */
export function isReadable(value: unknown): value is { text(): Promise<string>; bodyUsed: boolean } {
  return typeof value === "object" && value !== null && "text" in value && typeof value.text === "function";
}

/** What a text says in JSON: nothing at all where it is empty, or the rule that it breaks. */
export function parsed(
  text: string,
  where = "/body",
): { readonly body?: unknown; readonly violation?: Violation } {
  if (text === "") return {};
  try {
    return { body: JSON.parse(text) };
  } catch {
    const received = `text of ${text.length} characters`;
    return { violation: { where, rule: "json", expected: "JSON", received } };
  }
}

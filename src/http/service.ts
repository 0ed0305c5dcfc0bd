import { invalid } from "../errors.ts";
import type { CallOptions } from "./options.ts";
import type { Incoming, Send } from "./pipeline.ts";
import type { Repeatability } from "./repeatability.ts";
import type { RetryOptions } from "./retry.ts";

/** Sets what a service wants on each of its requests, and gives the id of the request. Names are in lower case. */
export type Prepare = (headers: Record<string, string>, repeatability: Repeatability | undefined) => string;

/** What the clients of both services are made of. `call-handoff/raw` sends through it too. */
export interface Service<Retry extends RetryOptions = RetryOptions> {
  /** Where requests go, without a slash at its end. */
  readonly baseUrl: string;
  readonly prepare: Prepare;
  readonly send: Send<Retry>;
}

/** Sends the body of an operation as JSON. */
export async function callOperation<Retry extends RetryOptions>(
  { baseUrl, prepare, send }: Service<Retry>,
  operation: string,
  method: string,
  path: string,
  body: object,
  options: CallOptions<Retry>,
  repeatability?: Repeatability,
): Promise<Incoming> {
  const text = serialized(body);
  const headers = lowerCase(options.headers);
  headers["accept"] = headers["content-type"] = "application/json";
  const id = prepare(headers, repeatability);
  const url = baseUrl + path;
  return send({ operation, id, method, url, headers, body: text, repeatability, options });
}

/**
 * The path of an operation, with an id in the place that its template names.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an id that is empty or that would move to another path
 */
export function pathOf(template: string, name: string, id: string): string {
  try {
    // Fails for half a surrogate pair, which no address can carry.
    if (typeof id === "string" && !/^\.{0,2}$/.test(id)) {
      const segment = encodeURIComponent(id);
      return template.replace(/\{\w+\}/, () => segment);
    }
  } catch {}
  throw invalid(`${name} has to be the id of a call, which is never empty, "." or "..".`);
}

/** Belong to the connection, or would make another request of it. */
const RESERVED = /^(connection|content-length|expect|host|transfer-encoding)$/;

function lowerCase(given: CallOptions["headers"]): Record<string, string> {
  if (!given) return {};
  try {
    const headers = new Headers();
    for (const [name, value] of Object.entries(given)) {
      if (RESERVED.test(name.toLowerCase())) throw new TypeError(name);
      if (value !== undefined) headers.set(name, value);
    }
    return Object.fromEntries(headers);
  } catch {
    // Without the cause, which repeats the value.
    throw invalid("headers has a name or a value that a call cannot set.");
  }
}

function serialized(body: object): string {
  try {
    const text: unknown = JSON.stringify(body);
    if (typeof text === "string" && text.startsWith("{")) return text;
  } catch {}
  throw invalid("The request has to be an object of JSON.");
}

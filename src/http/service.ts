import { invalid } from "../errors.ts";
import type { CallOptions, ClientOptions } from "./options.ts";
import { pipeline, type Incoming, type Outgoing, type ServicePolicy } from "./pipeline.ts";
import type { Repeatability } from "./repeatability.ts";
import type { RetryOptions } from "./retry.ts";

/** What a service sets on each of its requests: the id, and headers with names in lower case. */
export type Prepare = (
  headers: Record<string, string>,
  repeatability?: Repeatability,
) => Pick<Outgoing<RetryOptions>, "id" | "headers" | "repeatability">;

/** What the clients of both services are made of. */
export interface ServiceClient<Retry extends RetryOptions> {
  /** Sends a body as JSON. */
  readonly call: (
    operation: string,
    path: string,
    body: object,
    options: CallOptions<Retry>,
    repeatability?: Repeatability,
  ) => Promise<Incoming>;
  /** Sends a request of the caller's making below the same address. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Makes the client of a service at an address. */
export function serviceClient<Retry extends RetryOptions>(
  baseUrl: string,
  options: ClientOptions<Retry>,
  { prepare, ...policy }: ServicePolicy<Retry> & { readonly prepare: Prepare },
): ServiceClient<Retry> {
  const send = pipeline(options, policy);
  return {
    async call(operation, path, body, callOptions, repeatability) {
      const text = serialized(body);
      const own = { accept: "application/json", "content-type": "application/json" };
      const prepared = prepare({ ...lowerCase(callOptions.headers), ...own }, repeatability);
      return send({
        ...prepared,
        operation,
        method: "POST",
        url: baseUrl + path,
        body: text,
        options: callOptions,
      });
    },
    async fetch(request) {
      const { method, url, signal } = request;
      // The credential must not reach another host.
      if (!url.startsWith(`${baseUrl}/`)) throw invalid(`A client sends to ${baseUrl} only.`);
      const prepared = prepare(Object.fromEntries(request.headers));
      const body = (await request.text()) || undefined;
      const answer = await send({
        ...prepared,
        operation: undefined,
        method,
        url,
        body,
        options: { signal },
      });
      if (answer.fault) throw answer.fault;
      return new Response(answer.text || null, answer);
    },
  };
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

function lowerCase(headers: Readonly<Record<string, string>> | undefined): Record<string, string> {
  if (!headers) return {};
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    // Without the cause, which repeats the value.
    throw invalid("headers has a name or a value that no header can have.");
  }
}

function serialized(body: object): string {
  try {
    const text: unknown = JSON.stringify(body);
    if (typeof text === "string" && text.startsWith("{")) return text;
  } catch {}
  throw invalid("The request has to be an object of JSON.");
}

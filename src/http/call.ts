import createClient, { type Client } from "openapi-fetch";
import { HandoffError } from "../errors.ts";

/** A bearer token, or a function that gives one for each call. */
export type TokenSource = string | (() => string | Promise<string>);

/** What the operations of every service share. */
export interface CallOptions {
  /** Ends the call early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The answer to an operation, told apart by `ok`. Judged by the status alone. */
export type OperationResult<Status extends number, Data, Failure> =
  | {
      readonly ok: true;
      readonly status: Status;
      /** The documented body, or whatever else came in its place: text, or nothing. */
      readonly data: Data | string | undefined;
      readonly response: Response;
    }
  | {
      readonly ok: false;
      readonly status: number;
      /** The vendor's error, or whatever else the body held: text, or nothing. */
      readonly error: Failure | string | undefined;
      readonly response: Response;
    };

/** Any path with a JSON body: the types that count are those of the functions built on it. */
interface JsonPaths {
  [path: string]: {
    post: {
      parameters: {
        query?: Record<string, string>;
        header?: { readonly [name: string]: string | undefined };
        path?: Record<string, string>;
      };
      requestBody: { content: { "application/json": unknown } };
      responses: { default: { headers: Record<string, unknown>; content: { "application/json": unknown } } };
    };
  };
}

/** Sends JSON and gives back status, response and text. */
export type Send = (
  path: string,
  parameters: JsonPaths[string]["post"]["parameters"],
  body: unknown,
  options: CallOptions,
) => Promise<{ readonly response: Response; readonly text: string }>;

/** Where and how a client sends. */
export interface Transport {
  readonly baseUrl: string;
  readonly token: TokenSource;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/**
 * Makes the openapi-fetch client of a version, with the token on every request. `fetch` is looked up at each
 * call, so that a mock installed later is seen.
 */
export function versionClient<Paths extends object>(transport: Transport): Client<Paths> {
  const baseUrl = transport.baseUrl.replace(/\/+$/, "");
  const client = createClient<Paths>({ baseUrl, fetch: transportFetch(transport) });
  client.use({
    async onRequest({ request }) {
      const { token } = transport;
      request.headers.set("authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
      return request;
    },
  });
  return client;
}

/** Makes the function through which the operations of a client send. */
export function sender(transport: Transport): Send {
  const client = versionClient<JsonPaths>(transport);
  return async (path, params, body, { signal }) => {
    let response: Response | undefined;
    // openapi-fetch builds the request; the answer is read here, because it would hide the status of a body
    // that is empty, not JSON or cut short.
    const keep = async (request: Request): Promise<Response> => {
      response = await transportFetch(transport)(request);
      return new Response(null, { status: 204 });
    };
    // Followed, a redirect would turn the POST into a GET, whose answer says nothing about the call.
    const redirect = "manual" as const;
    await client.POST(path, { params, body, redirect, fetch: keep, ...(signal ? { signal } : {}) });
    if (!response) throw new HandoffError("ERR_NOT_SENT", "The request was answered without being sent.");
    return { response, text: await response.clone().text() };
  };
}

/**
 * Gives back an id that is safe as one segment of a path.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an id that is empty or that would move to another path
 */
export function pathSegment(name: string, id: string): string {
  if (typeof id === "string" && !/^\.{0,2}$/.test(id)) return id;
  throw new HandoffError(
    "ERR_INVALID_ARGUMENT",
    `${name} has to be the id of a call; an empty one, "." or ".." would address another path.`,
  );
}

/**
 * Narrows an answer by its status. The body is typed as documented and not checked here:
 * `call-handoff/validate` does that for those who want it.
 */
export function resultOf<Status extends number, Data, Failure>(
  { response, text }: { readonly response: Response; readonly text: string },
  status: Status,
): OperationResult<Status, Data, Failure> {
  const body = parsed(text);
  if (response.status === status)
    return { ok: true, status, data: body as Data | string | undefined, response };
  return { ok: false, status: response.status, error: body as Failure | string | undefined, response };
}

function transportFetch({ fetch }: Transport): (request: Request) => Promise<Response> {
  return fetch ?? ((request) => globalThis.fetch(request));
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import { controlPaths } from "../../generated/simulator/paths.ts";
import type { components, operations } from "../../generated/simulator/types.ts";
import { HandoffError, invalid } from "../errors.ts";
import type { FetchResponse } from "../http/fetch.ts";
import type { Incoming } from "../http/pipeline.ts";
import { isNothing, isRecord, resultOf, type IsBody, type RefusedAnswer } from "../http/result.ts";
import { pathOf } from "../http/service.ts";
import type { Call, ClockChange, ClockState, Fault, Journal, NewCall } from "./control.ts";

/** Where the token keys of a simulator are. */
export type OpenIdConfiguration = components["schemas"]["OpenIdConfiguration"];
/** Which entries of the journal are wanted: those of one `call`, and those `after` a sequence number. */
export type JournalFilter = NonNullable<operations["getJournal"]["parameters"]["query"]>;

/** How a control client reaches its simulator. */
export interface ControlClientOptions {
  /** Address of the simulator, without `/simulator`, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Sends the requests. Default: the global `fetch`, looked up at each request. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<FetchResponse>;
}

/**
 * Asks a simulator in another process for calls, and what became of them.
 *
 * Every method rejects with a HandoffError: `ERR_REFUSED` where the answer is not the documented one, with what the
 * simulator says in its message and the answer in `result`; `ERR_NETWORK` where none came, with the `cause`;
 * `ERR_INVALID_ARGUMENT` where nothing was sent.
 */
export interface ControlClient {
  /** Makes a call that can be handed on. */
  createCall(call: NewCall): Promise<Call>;
  /** The call as it stands. Rejects where there is none. */
  getCall(id: string): Promise<Call>;
  /** Known calls, the newest first, at most a hundred. */
  listCalls(): Promise<Call[]>;
  /** The names of the scenarios. */
  scenarios(): Promise<string[]>;
  /** Forgets all calls, faults, repeatability pairs and entries of the journal. */
  reset(): Promise<void>;
  /** Lets the next requests or notifications go wrong. */
  addFault(fault: Fault): Promise<void>;
  /** Moves or stops time, and resolves when all that fell due is done. `advance` is in milliseconds. */
  setClock(change: ClockChange): Promise<ClockState>;
  /** What happened. */
  journal(filter?: JournalFilter): Promise<Journal>;
  /** Where the keys are that tokens of notifications are signed with. */
  openIdConfiguration(): Promise<OpenIdConfiguration>;
}

/** What a request has beside what the control API says of it. */
interface Given {
  readonly path?: string;
  readonly query?: JournalFilter;
  readonly body?: object;
}

/**
 * Makes a client of the control API.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an address that is none
 */
export function createControlClient({ url, fetch = lateFetch }: ControlClientOptions): ControlClient {
  const base = baseOf(url);

  const ask = async <Body>(
    operation: keyof typeof controlPaths,
    isBody: IsBody<Body>,
    { path, query, body }: Given = {},
  ): Promise<Body> => {
    const { method, status, path: template } = controlPaths[operation];
    const sent = {
      method,
      url: base + (path ?? template) + queryOf(query),
      body: body && serialized(body),
      headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
    };
    const incoming = await answerTo(fetch, operation, sent);
    const result = resultOf(incoming, status, isBody);
    if (result.ok && isBody(result.data)) return result.data;
    throw refusal(operation, incoming, result.ok ? { ...result, ok: false, error: undefined } : result);
  };

  return {
    createCall: (call) => ask("createCall", isCall, { body: call }),
    // Async, so that an id that is none is a rejection too.
    getCall: async (id) => ask("getCall", isCall, { path: pathOf(controlPaths.getCall.path, "id", id) }),
    listCalls: () => ask("listCalls", isListOf(isCall)),
    scenarios: () => ask("listScenarios", isListOf(isText)),
    reset: () => ask("reset", isNothing),
    addFault: (fault) => ask("addFault", isNothing, { body: fault }),
    setClock: (change) => ask("setClock", isClockState, { body: change }),
    journal: (filter = {}) => ask("getJournal", isJournal, { query: filter }),
    openIdConfiguration: () => ask("getOpenIdConfiguration", isOpenIdConfiguration),
  };
}

/** Looked up at each request, so that a mock installed later is seen. */
const lateFetch: NonNullable<ControlClientOptions["fetch"]> = (url, init) => globalThis.fetch(url, init);

async function answerTo(
  fetch: NonNullable<ControlClientOptions["fetch"]>,
  operation: string,
  sent: Incoming["sent"],
): Promise<Incoming> {
  const { method, url, headers, body = null } = sent;
  try {
    const response = await fetch(url, { method, headers, body, redirect: "manual" });
    const text = await response.text();
    const { status, headers: received } = response;
    return { status, headers: received, text, fault: undefined, requestId: undefined, attempts: 1, sent };
  } catch (cause) {
    const message = `${operation} got no answer: the connection to ${new URL(url).origin} failed.`;
    throw new HandoffError("ERR_NETWORK", message, { cause, attempts: 1 });
  }
}

function refusal(operation: string, { sent }: Incoming, result: RefusedAnswer): HandoffError {
  const { status, headers, error, attempts } = result;
  const told = error && `${error.error.message} (${error.error.code}${placeOf(error.error)})`;
  const strange = `This is no answer of the control API, but ${headers.get("content-type") ?? "untyped"}.`;
  const message = `${operation} (${sent.method} ${sent.url}) was answered with ${status}: ${told ?? strange}`;
  return new HandoffError("ERR_REFUSED", message, { attempts, result });
}

/** What the control API tells beyond the errors of the services: the place that is wrong. */
function placeOf(error: object): string {
  return "target" in error && isText(error.target) ? ` at ${error.target}` : "";
}

function baseOf(address: string): string {
  try {
    const { protocol, origin, pathname, username, password } = new URL(address);
    if (/^https?:$/.test(protocol) && !username && !password && !/[?#]/.test(address))
      return origin + pathname.replace(/\/+$/, "");
  } catch {}
  throw invalid("url has to be the http:// or https:// address of a simulator, without user or query.");
}

function queryOf(query: JournalFilter = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ""
    : `?${new URLSearchParams(given.map(([name, value]) => [name, `${value}`]))}`;
}

function serialized(body: object): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw invalid("What is sent to a simulator has to be JSON.", cause);
  }
}

// An answer is taken for the documented one where it has what callers cannot do without.

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isListOf<Item>(isItem: IsBody<Item>): IsBody<Item[]> {
  return (body): body is Item[] => Array.isArray(body) && body.every(isItem);
}

function isCall(body: unknown): body is Call {
  return isRecord(body) && isText(body["id"]) && isText(body["state"]);
}

function isClockState(body: unknown): body is ClockState {
  return isRecord(body) && isText(body["now"]) && typeof body["running"] === "boolean";
}

function isJournal(body: unknown): body is Journal {
  const isEntry = (entry: unknown) =>
    isRecord(entry) && (entry["kind"] === "request" || entry["kind"] === "notification");
  const hasEntries = isRecord(body) && Array.isArray(body["entries"]) && body["entries"].every(isEntry);
  return hasEntries && typeof body["dropped"] === "number";
}

function isOpenIdConfiguration(body: unknown): body is OpenIdConfiguration {
  return isRecord(body) && isText(body["issuer"]) && isText(body["jwks_uri"]);
}

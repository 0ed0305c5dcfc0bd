import { accessKeyAuthorizer } from "../../src/acs/access-key.ts";
import { nodeDigest } from "../../src/node/index.ts";
import { afterPatience } from "../../src/patience.ts";
import { systemClock } from "../../src/http/clock.ts";
import { exchange as post } from "../gate/http.ts";
import type { Tracer } from "../gate/tracer.ts";
import { limited } from "./limit.ts";
import { serviceOf } from "./options.ts";
import type { VersionName } from "../../generated/operations.ts";

/** A request as it is to go out. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where there is none. */
  readonly body?: string;
  /** Which credentials it carries. Default: `good`. */
  readonly access?: "good" | "none" | "wrong";
}

/** What came back: an answer, or why there was none. */
export type Answer =
  | {
      readonly status: number;
      readonly headers: Headers;
      readonly body: string;
      /** When it was there, by `performance.now()`. */
      readonly at: number;
      readonly failure?: never;
    }
  | { readonly failure: string; readonly status?: never };

/** Sends requests to the target. */
export type Send = (version: VersionName, request: Outgoing, tracer: Tracer) => Promise<Answer>;

/** How many requests are under way at once. */
const MAX_OPEN = 32;

/** After so many requests without an answer no more are sent, so that a dead target does not take minutes. */
const MAX_SILENT = 3;

/** A key and a token that nobody has given out. */
const WRONG_KEY = btoa("no key of any resource, for tests");
const WRONG_TOKEN = "no-token-of-anybody";

/** Makes a sender that signs requests to ACS with the access key and gives those to Graph the token. */
export function sender(credentials: { accessKey: string; token: string }, timeout: number): Send {
  const sign = accessKeyAuthorizer(credentials.accessKey, nodeDigest, systemClock);
  const signWrongly = accessKeyAuthorizer(WRONG_KEY, nodeDigest, systemClock);
  let silent = 0;

  const authorized = async (version: VersionName, { access = "good", url, headers, body }: Outgoing) => {
    const named: Record<string, string> = { ...headers };
    const sent = { method: "POST", url, headers: named, body };
    if (access === "none") return sent.headers;
    if (serviceOf(version) === "acs") await (access === "good" ? sign : signWrongly)(sent, undefined);
    else sent.headers["authorization"] = `Bearer ${access === "good" ? credentials.token : WRONG_TOKEN}`;
    return sent.headers;
  };

  const exchange: Send = async (version, request, tracer) => {
    if (silent >= MAX_SILENT) return { failure: `it was not sent, as ${MAX_SILENT} requests had no answer` };
    // As the platform writes it, because that is what the signature covers.
    const url = new URL(request.url).href;
    const headers = await authorized(version, { ...request, url });
    const startedAt = performance.now();
    const limit = new AbortController();
    const forget = afterPatience(() => limit.abort(), timeout);
    const seen = { method: "POST", url, headers: Object.entries(headers), body: request.body ?? "" };
    try {
      const answer = await post(url, {
        method: "POST",
        headers,
        signal: limit.signal,
        ...(request.body !== undefined && { body: request.body }),
      });
      const at = performance.now();
      tracer.record({
        sender: "gate",
        startedAt,
        endedAt: at,
        request: seen,
        response: answer,
      });
      silent = 0;
      return { ...answer, at };
    } catch (error) {
      silent++;
      tracer.record({ sender: "gate", startedAt, endedAt: performance.now(), request: seen });
      const late = `no answer came within ${timeout} ms`;
      return { failure: limit.signal.aborted ? late : `the connection failed (${codeOf(error)})` };
    } finally {
      forget();
    }
  };

  const inTurn = limited(MAX_OPEN);
  return (version, request, tracer) => inTurn(() => exchange(version, request, tracer));
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}

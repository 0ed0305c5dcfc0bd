/**
 * For Node.js: a transport on undici, which costs less than half of what `fetch` does, digests by `node:crypto`,
 * receivers in servers of `node:http` and Express, and a simulator that is reached over http.
 *
 * @example
 * ```ts
 * import { createAcsClient } from "call-handoff/acs";
 * import { nodeDigest, undiciFetch } from "call-handoff/node";
 *
 * const acs = createAcsClient({ connectionString, fetch: undiciFetch(), digest: nodeDigest });
 * ```
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { nodeListener } from "call-handoff/node";
 *
 * createServer(nodeListener(receive)).listen(8080);
 * ```
 *
 * @example
 * ```ts
 * import { serveSimulator } from "call-handoff/node";
 * import { createSimulator } from "call-handoff/simulator";
 *
 * const server = await serveSimulator(createSimulator(), { port: 4010 });
 * // Point the bot at server.url, and in the end:
 * await server.close();
 * ```
 *
 * @module
 */
import { createHmac, hash } from "node:crypto";
import type * as Undici from "undici";
import type { Digest } from "../acs/digest.ts";
import { invalid } from "../errors.ts";
import type { Stop } from "../http/clock.ts";
import type { Fetch } from "../http/fetch.ts";

export { nodeListener, type NodeListener } from "./listener.ts";
export { serveSimulator, type SimulatorServer, type SimulatorServerOptions } from "./simulator-server.ts";

/** Digests by `node:crypto`, for the `digest` of an ACS client. */
export const nodeDigest: Digest = {
  sha256: (text) => hash("sha256", text, "base64"),
  hmacSha256: (key) => (text) => createHmac("sha256", key).update(text).digest("base64"),
};

/** An undici `Agent`, `Pool`, `ProxyAgent` or `MockAgent`. */
export interface UndiciDispatcher {
  dispatch(options: never, handler: never): boolean;
}

/**
 * Sends by `undici.request`, for the `fetch` of a client. Needs the package `undici`, version 7 or later; without
 * it each call rejects with `ERR_INVALID_ARGUMENT`.
 *
 * @param dispatcher - where connections come from; default: undici's global one
 */
export function undiciFetch(dispatcher?: UndiciDispatcher): Fetch {
  if (dispatcher && !isDispatcher(dispatcher)) throw invalid("dispatcher has to be one of undici.");
  let loading: Promise<typeof Undici> | undefined;
  let undici: typeof Undici | undefined;
  return async (url, init) => {
    undici ??= await (loading ??= loadUndici());
    const { method, headers, body, stop } = init;
    const signal = isSignal(stop) ? stop : init.signal;
    const options = { method, headers, body, signal, ...(dispatcher && { dispatcher }) };
    const answer = await undici.request(url, options);
    return { status: answer.statusCode, headers: headersOf(answer.headers), text: () => answer.body.text() };
  };
}

async function loadUndici(): Promise<typeof Undici> {
  try {
    return await import("undici");
  } catch (cause) {
    throw invalid("undiciFetch needs the package undici: npm install undici", cause);
  }
}

/** Of a signal undici uses no more than a `Stop` has. What Bun puts in the place of undici wants a real one. */
function isSignal(_stop: Stop): _stop is Stop & AbortSignal {
  return !("Bun" in globalThis);
}

function isDispatcher(value: UndiciDispatcher): value is UndiciDispatcher & Undici.Dispatcher {
  return typeof value.dispatch === "function";
}

function headersOf(given: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(given))
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  return headers;
}

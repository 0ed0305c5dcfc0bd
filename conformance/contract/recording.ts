import type { WireExchange } from "../report/check.ts";
import { redactBody, redactHeaders } from "../../src/validate/index.ts";

/** A `fetch` that keeps what went over the wire. */
export interface Recording {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly exchanges: WireExchange[];
}

/** Sends through the global `fetch` and writes down each exchange, redacted. */
export function recording(): Recording {
  const exchanges: WireExchange[] = [];
  let first: number | undefined;
  return {
    exchanges,
    async fetch(request) {
      const body = await request.clone().text();
      const started = performance.now();
      const response = await globalThis.fetch(request);
      const answer = await response.clone().text();
      exchanges.push({
        sender: "gate",
        at: Math.round(started - (first ??= started)),
        durationMs: Math.round(performance.now() - started),
        request: {
          method: request.method,
          url: request.url,
          headers: redactHeaders(request.headers),
          body: redactBody(body),
        },
        response: {
          status: response.status,
          headers: redactHeaders(response.headers),
          body: redactBody(answer),
        },
      });
      return response;
    },
  };
}

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
  return {
    exchanges,
    async fetch(request) {
      const body = await request.clone().text();
      const started = performance.now();
      const response = await globalThis.fetch(request);
      const answer = await response.clone().text();
      exchanges.push({
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
        durationMs: Math.round(performance.now() - started),
      });
      return response;
    },
  };
}

/** A command that sends the request of an exchange again; redacted parts have to be filled in. */
export function curl({ request }: WireExchange): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const headers = Object.entries(request.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return [
    "curl -i",
    `-X ${request.method}`,
    ...headers,
    `--data ${quote(request.body)}`,
    quote(request.url),
  ].join(" ");
}

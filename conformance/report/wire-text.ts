import type { Trace, WireExchange } from "./check.ts";
import { curl } from "./curl.ts";

/** The beginning of a long text, and how much there is of it. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a pair is no letter.
  const end = /[\uD800-\uDBFF]$/.test(text.slice(0, most)) ? most - 1 : most;
  return `${text.slice(0, end)} … and ${text.length - end} characters more`;
}

/** How long something took, in milliseconds. */
export function lasting(milliseconds: number): string {
  return `${Math.round(milliseconds * 10) / 10} ms`;
}

/** What a trace is of, in one line. */
export function traceTitle({ title, operation, apiVersion }: Trace): string {
  return `${title} (${operation}, ${apiVersion})`;
}

/** The lines of an exchange: who sent what and when, and what came back. Bodies are shortened. */
export function exchangeLines(exchange: WireExchange, longestBody: number): string[] {
  const { sender, at, durationMs, request, response } = exchange;
  const answer = response
    ? [
        `  ${response.status} after ${lasting(durationMs)}${typeOf(response.headers)}`,
        ...bodyLines(response.body),
      ]
    : [`  no answer within ${lasting(durationMs)}`];
  return [
    `+${lasting(at)} ${sender}: ${request.method} ${request.url}`,
    ...bodyLines(request.body),
    ...answer,
  ];

  function bodyLines(body: string): string[] {
    return body === "" ? [] : [`    ${shortened(body, longestBody)}`];
  }
}

/** How much a text shows of what a failure was judged by. All of it is in JSON and HTML. */
export const MOST_TRACES = 3;
export const MOST_EXCHANGES = 20;

/** The lines of the traces of a failure, and how to send the first request of each again. */
export function tracesLines(traces: readonly Trace[], longestBody: number): string[] {
  const more = traces.length - MOST_TRACES;
  return [
    ...traces.slice(0, MOST_TRACES).flatMap((trace) => ["", ...traceLines(trace, longestBody)]),
    ...(more > 0 ? ["", `and ${more} flows more`] : []),
  ];
}

function traceLines(trace: Trace, longestBody: number): string[] {
  const more = trace.exchanges.length - MOST_EXCHANGES;
  const shown = trace.exchanges.slice(0, MOST_EXCHANGES);
  const own = shown.find(({ sender }) => sender === "gate");
  return [
    `wire: ${traceTitle(trace)}`,
    ...shown.flatMap((exchange) => exchangeLines(exchange, longestBody)),
    ...(more > 0 ? [`and ${more} exchanges more`] : []),
    ...(own ? [`again: ${curl(own)}`] : []),
  ];
}

function typeOf(headers: Readonly<Record<string, string>>): string {
  const [, type] = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type") ?? [];
  return type === undefined ? "" : `, ${type}`;
}

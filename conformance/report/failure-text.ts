import type { Check, Run, Trace } from "./check.ts";
import { curl } from "./curl.ts";
import { STATUS_WORDS } from "./severity.ts";
import { harmless, type Paint } from "./terminal.ts";
import { exchangeLines, MOST_EXCHANGES, MOST_TRACES, traceTitle } from "./wire-text.ts";

const MOST_COMMANDS = 3;
const LONGEST_BODY = 600;

/** Widest word in front of a line, and what follows it. */
const COLUMN = 10;

/** Writes failures, each in full. The wire of a trace by which several checks were judged is written once. */
export function failureWriter(run: Run, paint: Paint): (check: Check) => string {
  const traces = new Map(run.traces.map((trace) => [trace.id, trace]));
  const written = new Map<string, string>();
  return (check) => {
    const { id, level, status, apiVersion, expectation, source, message } = check;
    const name = harmless(`${id} (${apiVersion})`);
    const lines = [
      `${paint(["bold", "red"], STATUS_WORDS[status])} ${level} ${paint("bold", name)}`,
      ...part("expected", [expectation], paint),
      ...part("source", [`${source.document}, ${source.place}`], paint),
      ...part("seen", message.split("\n"), paint),
    ];
    const own = check.traces.flatMap((one) => traces.get(one) ?? []);
    for (const trace of own.slice(0, MOST_TRACES)) {
      const before = written.get(trace.id);
      if (before !== undefined) lines.push(...part("wire", [`${traceTitle(trace)}, as of ${before}`], paint));
      else lines.push(...part("wire", wireLines(trace), paint), ...part("again", commands(trace), paint));
      written.set(trace.id, before ?? id);
    }
    if (own.length > MOST_TRACES)
      lines.push(...part("", [`and ${own.length - MOST_TRACES} flows more`], paint));
    return lines.join("\n");
  };
}

/** A warning or a note: what was expected and seen, without the wire. */
export function shortFailure(
  { id, level, apiVersion, expectation, message }: Check,
  word: string,
  paint: Paint,
): string {
  return [
    `${paint("yellow", word)} ${level} ${harmless(`${id} (${apiVersion})`)}`,
    ...part("expected", [expectation], paint),
    ...part("seen", message.split("\n"), paint),
  ].join("\n");
}

/** A word and the lines that it is for, below each other. */
function part(word: string, lines: readonly string[], paint: Paint): string[] {
  return lines
    .filter((line) => line !== "")
    .map((line, index) => {
      const before = (index === 0 ? word : "").padEnd(COLUMN);
      const indent = /^ */.exec(line)?.[0] ?? "";
      return `  ${paint("dim", before)}${indent}${harmless(line.slice(indent.length))}`;
    });
}

function wireLines(trace: Trace): string[] {
  const { exchanges } = trace;
  const more = exchanges.length - MOST_EXCHANGES;
  return [
    traceTitle(trace),
    ...exchanges.slice(0, MOST_EXCHANGES).flatMap((exchange) => exchangeLines(exchange, LONGEST_BODY)),
    ...(more > 0 ? [`and ${more} exchanges more`] : []),
  ];
}

function commands({ exchanges }: Trace): string[] {
  const own = exchanges.filter(({ sender }) => sender === "gate");
  return own.slice(0, MOST_COMMANDS).map(curl);
}

import { hash } from "node:crypto";
import type { Finding, SeenRequest } from "./seen.ts";

/** How many requests are remembered, the newest. */
const MAX_KNOWN = 10_000;

/** By how much a timer may go off early, in milliseconds. */
const TOLERANCE = 5;

interface Wait {
  readonly seconds: number;
  /** When it was asked for: by the clock of the runtime and by that of the simulator, which tests can move. */
  readonly at: number;
  readonly simulated: number;
}

/** Judges what only several requests together show. */
export function repetitions(): (seen: SeenRequest) => Finding[] {
  const waits = new Map<string, Wait>();
  const dates = new Map<string, string>();

  return ({ entry, request, answer, startedAt, endedAt }) => {
    const found: Finding[] = [];
    const { method, url, headers, body } = request;
    const same = hash("sha256", `${method} ${url}\n${body}`);
    const now = Date.parse(entry.at);
    const wait = waits.get(same);
    if (wait) {
      waits.delete(same);
      const waited = Math.max(startedAt - wait.at, now - wait.simulated) / 1000;
      const isEarly = waited + TOLERANCE / 1000 < wait.seconds;
      const problem = `Expected a wait of ${wait.seconds} s, as Retry-After said, saw the request again after ${waited.toFixed(2)} s.`;
      found.push({ slug: "retry", ...(isEarly && { problem }) });
    }
    const seconds = Number(answer.headers["retry-after"] ?? Number.NaN);
    if (seconds >= 0) remember(waits, same, { seconds, at: endedAt, simulated: now });

    const id = headers["repeatability-request-id"]?.toLowerCase();
    const date = headers["repeatability-first-sent"];
    if (id !== undefined && date !== undefined) {
      const first = dates.get(id);
      const problem =
        "Expected the date of the first request at /headers/repeatability-first-sent, saw another.";
      if (first !== undefined)
        found.push({ slug: "repeatability-first-sent", ...(first !== date && { problem }) });
      else remember(dates, id, date);
    }
    return found;
  };
}

function remember<Value>(known: Map<string, Value>, name: string, value: Value): void {
  known.set(name, value);
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
}

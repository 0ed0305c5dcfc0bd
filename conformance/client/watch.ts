import { leniencies } from "../../src/simulator/index.ts";
import type { Filters, Selected } from "../gate/selection.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import type { Feature } from "../report/check.ts";
import { addressOf } from "./address.ts";
import { featureList } from "./features.ts";
import { collectFindings } from "./findings.ts";
import { clientJudge } from "./judge.ts";
import type { Observer } from "./observe.ts";
import type { RunFacts } from "./run-checks.ts";
import type { Asked, SeenRequest } from "./seen.ts";
import { callTraces } from "./traces.ts";

/** Judges all that goes over the wire while it does. */
export interface ClientWatch extends Omit<Observer, "secret"> {
  /**
   * Gives the verdicts, and what else is known.
   *
   * @throws what an observation has thrown, as that is a fault of the gate
   */
  conclude(filters: Filters, verdicts: Verdicts): Conclusion;
}

/** What is known of a run beside the verdicts. */
export interface Conclusion {
  readonly facts: Omit<RunFacts, "ended">;
  readonly features: Feature[];
  readonly notes: string[];
}

/** How many addresses are told that are none of ours. */
const MAX_TOLD = 20;

/** Makes a watch over the requests of a client. */
export function clientWatch(
  selected: readonly Selected[],
  onProgress: (done: number) => void = () => {},
): ClientWatch {
  const wanted = new Map<string, Asked>(
    selected.map(({ info: { operation }, version }) => [`${operation} ${version}`, { operation, version }]),
  );
  const judge = clientJudge();
  const findings = collectFindings();
  const features = featureList([...wanted.values()]);
  const traces = callTraces();
  const strangers = new Set<string>();
  const notes = new Map<string, number>();
  const faults: unknown[] = [];
  let judged = 0;
  const note = (text: string) => {
    if (notes.has(text) || notes.size < MAX_TOLD) notes.set(text, (notes.get(text) ?? 0) + 1);
  };

  const judgeRequest = (seen: SeenRequest) => {
    const { entry, request } = seen;
    const address = addressOf(request.method, new URL(request.url));
    if (address.kind === "stranger") {
      if (strangers.size < MAX_TOLD)
        strangers.add(`Expected an operation of the documents, saw ${what(entry)}.`);
      return;
    }
    if (address.kind === "elsewhere") return note("for other addresses, not judged");
    const { asked, route } = address;
    if (!wanted.has(`${asked.operation} ${asked.version}`))
      return note("for operations or versions that were not chosen, not judged");
    const found = judge(seen, address);
    const tracer = traces.request(
      seen,
      asked,
      found.some(({ problem }) => problem !== undefined),
    );
    findings.add(asked, found, tracer);
    features.note(asked, { seen, route, findings: found });
    for (const name of entry.leniencies) note(`with the leniency ${name}: ${reasonOf(name)}`);
    for (const text of entry.notes.filter((one) => !one.includes("deprecated")))
      note(`of which is to be said: ${text}`);
    onProgress(++judged);
    return undefined;
  };

  return {
    request: judgeRequest,
    notification: (entry) => traces.notification(entry),
    fault: (error) => faults.push(error),
    conclude(filters, verdicts) {
      if (faults.length > 0) throw faults[0];
      findings.conclude(selected, filters, verdicts);
      return {
        facts: { requests: judged, strangers: [...strangers] },
        features: features.list(),
        notes: [
          `${requests(judged)} judged.`,
          ...[...notes].map(([text, count]) => `${requests(count)} ${text.replace(/\.?$/, ".")}`),
        ],
      };
    },
  };
}

function requests(count: number): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

function what({ method, path }: SeenRequest["entry"]): string {
  const place = path.replace(/\?.*/, "");
  return `${method} ${place.length > 200 ? `${place.slice(0, 200)} …` : place}`;
}

function reasonOf(name: string): string {
  return leniencies.find((one) => one.name === name)?.reason ?? "";
}

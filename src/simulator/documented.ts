import { examples } from "../../generated/examples.ts";
import { begin, knownAs } from "../flows/next.ts";
import type { FlowName } from "../../generated/flows.ts";
import { isRecord } from "../http/result.ts";
import { flowOf } from "./calls.ts";

type Item = Readonly<Record<string, unknown>>;

interface DocumentedRequest {
  readonly example: number;
  readonly variant: string;
  readonly places: ReadonlySet<string>;
  /** How many of them are looked at when requests are held against each other. */
  readonly compared: number;
  readonly text: string;
}

interface DocumentedItem {
  readonly example: number;
  readonly item: Item;
  /** The notifications of the flow that it can be. */
  readonly names: readonly string[];
}

const requests = new Map<FlowName, DocumentedRequest[]>();
const items = new Map<FlowName, DocumentedItem[]>();

/** The documented notifications of a flow. */
function documentedItems(flow: FlowName): readonly DocumentedItem[] {
  let found = items.get(flow);
  if (!found) {
    found = examples.flatMap((message) => {
      if (message.direction !== "notification" || message.operation !== flow) return [];
      const { body } = message.message;
      const list: unknown = isRecord(body) ? body["value"] : body;
      return (Array.isArray(list) ? list : [])
        .filter(isRecord)
        .map((item) => ({ example: message.example, item, names: knownAs(flowOf(flow), item) }));
    });
    items.set(flow, found);
  }
  return found;
}

/** A documented notification of that name, of that example where it has one; a copy that may be changed. */
export function documentedItem(
  flow: FlowName,
  name: string,
  example: number | undefined,
): Record<string, unknown> | undefined {
  const own = documentedItems(flow).filter(({ names }) => names.includes(name));
  const found = own.find((one) => one.example === example) ?? own[0];
  return found && structuredClone(found.item);
}

/**
 * The number of the documented example whose request has the most places in common with this one; `undefined` where no
 * document has an example of the kind.
 */
export function nearestExample(flow: FlowName, request: unknown): number | undefined {
  const { variant } = begin(flow, request);
  const places = placesOf(request);
  const compared = countCompared(places);
  let text: string | undefined;
  let best: DocumentedRequest | undefined;
  let most = -1;
  for (const candidate of documentedRequests(flow)) {
    if (candidate.variant !== variant) continue;
    let common = 0;
    for (const place of candidate.places) if (places.has(place)) common++;
    const likeness = common / (candidate.places.size + places.size - common);
    if (likeness > most) {
      best = candidate;
      most = likeness;
    }
    // Examples that differ by their values alone are told apart by these.
    if (candidate.compared !== compared) continue;
    text ??= comparable(request);
    if (candidate.text === text) return candidate.example;
  }
  return best?.example;
}

function documentedRequests(flow: FlowName): readonly DocumentedRequest[] {
  let found = requests.get(flow);
  if (!found) {
    found = examples.flatMap((message) => {
      if (message.direction !== "request" || message.operation !== flow) return [];
      const { body } = message.message;
      const { variant } = begin(flow, body);
      const places = placesOf(body);
      const compared = countCompared(places);
      return [{ example: message.example, variant, places, compared, text: comparable(body) }];
    });
    requests.set(flow, found);
  }
  return found;
}

/** The places of a message that hold a value, whatever their number in a list. */
function placesOf(value: unknown, at = "", found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) placesOf(one, `${at}/*`, found);
  else if (isRecord(value))
    for (const [name, one] of Object.entries(value)) placesOf(one, `${at}/${name}`, found);
  else found.add(at);
  return found;
}

/** Addresses and ids of calls, which each test chooses for itself. */
const CHOSEN = /(?:callbackuri|callid)(?:\/|$)/i;

/** How many places there are that only requests with as many can have in common. */
function countCompared(places: ReadonlySet<string>): number {
  let count = 0;
  for (const place of places) if (!CHOSEN.test(place)) count++;
  return count;
}

/** Members in one order, without those that are chosen. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (CHOSEN.test(name)) return undefined;
    if (!isRecord(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

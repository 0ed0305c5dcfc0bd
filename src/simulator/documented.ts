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
  readonly text: string;
}

const requests = new Map<FlowName, DocumentedRequest[]>();
const items = new Map<FlowName, { readonly example: number; readonly item: Item }[]>();

/** The documented notifications of a flow. */
function documentedItems(flow: FlowName): readonly { readonly example: number; readonly item: Item }[] {
  let found = items.get(flow);
  if (!found) {
    found = examples.flatMap((message) => {
      if (message.direction !== "notification" || message.operation !== flow) return [];
      const { body } = message.message;
      const list: unknown = isRecord(body) ? body["value"] : body;
      return (Array.isArray(list) ? list : [])
        .filter(isRecord)
        .map((item) => ({ example: message.example, item }));
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
  const own = documentedItems(flow).filter(({ item }) => knownAs(flowOf(flow), item).includes(name));
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
  const text = comparable(request);
  let best: DocumentedRequest | undefined;
  let most = -1;
  for (const candidate of documentedRequests(flow)) {
    if (candidate.variant !== variant) continue;
    const common = [...candidate.places].filter((place) => places.has(place)).length;
    const likeness = common / (candidate.places.size + places.size - common);
    if (likeness > most) {
      best = candidate;
      most = likeness;
    }
    // Examples that differ by their values alone are told apart by these.
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
      return [{ example: message.example, variant, places: placesOf(body), text: comparable(body) }];
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

/** Members in one order, without addresses and ids of calls, which each test chooses for itself. */
function comparable(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (/callbackuri$|callid$/i.test(name)) return undefined;
    if (!isRecord(member)) return member;
    return Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

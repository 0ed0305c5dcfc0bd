import type { FlowName } from "../../generated/flows.ts";
import { knownAs } from "../../src/flows/next.ts";
import type { Delivered, SendDelivery } from "../parties/server.ts";
import { flowOf, isRecord } from "../server/requests.ts";

/** What is done with a notification on its way. */
export type Deliver = (delivery: Delivered, send: SendDelivery) => Promise<Response>;

/** The answer to a notification that was never sent. */
export function taken(): Response {
  return new Response(undefined, { status: 202 });
}

/** The items of a notification. */
function itemsIn(body: unknown): Record<string, unknown>[] {
  const list: unknown = isRecord(body) ? body["value"] : body;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** The same notification with each item changed in place. */
export function withItems(delivery: Delivered, change: (item: Record<string, unknown>) => void): Delivered {
  const body: unknown = JSON.parse(delivery.body);
  for (const item of itemsIn(body)) change(item);
  return { ...delivery, body: JSON.stringify(body) };
}

/** Changes the items of all notifications but of announcements. */
export function edited(operation: FlowName, change: (item: Record<string, unknown>) => void): Deliver {
  return (delivery, send) =>
    send(isAnnouncement(operation, delivery) ? delivery : withItems(delivery, change));
}

/** The same notification to another address of the gate. */
export function readdressed(delivery: Delivered, from: RegExp, to: string): Delivered {
  return { ...delivery, url: delivery.url.replace(from, to) };
}

/** Never sends notifications of one name. */
export function without(operation: FlowName, name: string): Deliver {
  return async (delivery, send) => (names(operation, delivery).includes(name) ? taken() : send(delivery));
}

/** Holds notifications of one name back until the next has gone. */
export function heldBack(operation: FlowName, name: string): Deliver {
  const held = new Map<string, Delivered>();
  const keyOf = ({ url }: Delivered) => url.split("/").slice(0, -1).join("/");
  return async (delivery, send) => {
    if (names(operation, delivery).includes(name)) {
      held.set(keyOf(delivery), delivery);
      return taken();
    }
    const answer = await send(delivery);
    const waiting = held.get(keyOf(delivery));
    held.delete(keyOf(delivery));
    if (waiting) await send(waiting);
    return answer;
  };
}

/** Whether a notification tells how the operation ended. */
export function isEnd(operation: FlowName, delivery: Delivered): boolean {
  const { transitions, states } = flowOf(operation);
  const ends = transitions.filter(
    ({ from, to }) => to !== "same" && states[to]?.end && from.every((state) => !states[state]?.end),
  );
  return names(operation, delivery).some((name) => ends.some(({ notification }) => notification === name));
}

/** Whether a notification announces a call that rings. */
export function isAnnouncement(operation: FlowName, delivery: Delivered): boolean {
  const { transitions, begins } = flowOf(operation);
  const first = transitions.find(
    ({ from, notification }) => from.includes(begins) && notification !== undefined,
  );
  return first?.notification === "incoming" && names(operation, delivery).includes("incoming");
}

function names(operation: FlowName, { body }: Delivered): string[] {
  return itemsIn(JSON.parse(body)).flatMap((item) => knownAs(flowOf(operation), item));
}

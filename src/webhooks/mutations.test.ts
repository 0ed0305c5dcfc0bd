import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDelivery } from "../acs/received-incoming.ts";
import { readEvents } from "../acs/received.ts";
import { createEventGridReceiver } from "../acs/event-grid.ts";
import { createAcsReceiver } from "../acs/webhook.ts";
import type { HandoffError } from "../errors.ts";
import { readNotifications } from "../graph/received.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { isRecord } from "../http/result.ts";
import { judgeNotification } from "../validate/index.ts";
import { valueAt } from "../pointer.ts";
import { acsBodies, cloudBodies, graphBodies, gridBodies } from "./bodies.test-support.ts";
import { mutated, MUTATION } from "./mutations.test-support.ts";
import type { Normalisation } from "./notification.ts";
import type { Receiver, ReceiverOptions } from "./receiver.ts";
import { posted, unverified } from "./unverified.test-support.ts";

/** `MUTATIONS=1000000 npx vitest run src/webhooks/mutations.test.ts` takes its time. */
const RUNS = Number(process.env["MUTATIONS"] ?? 4000);

interface Item {
  readonly type: string;
  readonly message: unknown;
  readonly normalised: readonly Normalisation[];
}

interface Kind {
  readonly bodies: readonly unknown[];
  readonly receiver: (options: Options) => Receiver;
  /** Puts right what a body deviates in, without judging it. */
  readonly normalise: (body: unknown) => unknown;
  /** What the validators, which Ajv compiled, say of a body that has been put right. */
  readonly isRight: (body: unknown) => boolean;
  readonly itemsOf: (body: unknown) => readonly unknown[];
}

interface Options extends ReceiverOptions {
  readonly onNotification: (item: Item) => void;
}

const asList = (body: unknown): readonly unknown[] => (Array.isArray(body) ? body : [body]);

const judged = (version: "acs@2026-03-12" | "graph@beta", webhook: string, body: unknown) =>
  judgeNotification(
    version,
    webhook,
    { path: {}, query: {}, headers: { "aeg-event-type": "Notification" }, body },
    "tolerant",
  ).length === 0;

const kinds: Record<string, Kind> = {
  "notifications of Graph": {
    bodies: graphBodies,
    receiver: (options) => unverified(createGraphReceiver, { appId: "app", ...options }),
    normalise: (body) => readNotifications(body, "deliver"),
    isRight: (body) => judged("graph@beta", "commsNotifications", body),
    itemsOf: (body) => (isRecord(body) ? asList(body["value"]) : []),
  },
  "mid-call events of ACS": {
    bodies: acsBodies,
    receiver: (options) => unverified(createAcsReceiver, { resourceId: "resource", ...options }),
    normalise: (body) => readEvents(body, "deliver"),
    isRight: (body) => judged("acs@2026-03-12", "callAutomationEvents", body),
    itemsOf: asList,
  },
  "events in the Event Grid schema": {
    bodies: gridBodies,
    receiver: (options) => unverified(createEventGridReceiver, options),
    normalise: (body) => readDelivery(body, "deliver"),
    isRight: (body) => judged("acs@2026-03-12", "incomingCall", body),
    itemsOf: asList,
  },
  "events in CloudEvents": {
    bodies: cloudBodies,
    receiver: (options) => unverified(createEventGridReceiver, options),
    normalise: (body) => readDelivery(body, "deliver"),
    isRight: (body) =>
      asList(body).length > 0 &&
      asList(body).every((one) => judged("acs@2026-03-12", "incomingCallCloudEvent", one)),
    itemsOf: asList,
  },
};

function parsed(text: string): { readonly body: unknown } | undefined {
  try {
    return { body: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Turns normalisations back, the last one first. */
function undone({ message, normalised }: Item): unknown {
  const item: unknown = structuredClone(message);
  for (const { where, changed, wire } of normalised.toReversed()) {
    const end = where.lastIndexOf("/");
    const [holder, name] = [valueAt(item, where.slice(0, end)), where.slice(end + 1)];
    if (typeof holder !== "object" || holder === null) throw new Error(`Nothing holds ${where}.`);
    if (changed === "name") {
      Reflect.set(holder, wire, Reflect.get(holder, name));
      Reflect.deleteProperty(holder, name);
    } else Reflect.set(holder, name, wire);
  }
  return item;
}

describe.each(Object.entries(kinds))("mutated %s", (_, { bodies, receiver, normalise, isRight, itemsOf }) => {
  test("are taken where Ajv finds them right and refused where not; what is handed on is what came", async () => {
    let items: Item[] = [];
    const refusals: HandoffError[] = [];
    const receive = receiver({
      onNotification: (item) => items.push(item),
      onRefused: (error) => refusals.push(error),
    });
    const seen = new Map<number, number>();
    const rightly = (body: unknown) => {
      try {
        normalise(body);
      } catch {
        // No list: nothing to put right.
      }
      return isRight(body);
    };
    await fc.assert(
      fc.asyncProperty(MUTATION, async (mutation) => {
        items = [];
        refusals.length = 0;
        // As it comes over the wire, which knows no half characters.
        const text = Buffer.from(mutated(bodies, mutation)).toString();
        const { status } = await receive(posted(text));
        seen.set(status, (seen.get(status) ?? 0) + 1);
        const [came, right] = [parsed(text), parsed(text)];
        const expected = right && rightly(right.body);
        const codes = { true: undefined, false: "ERR_CONTRACT", undefined: "ERR_MALFORMED" };
        expect({ status, code: refusals[0]?.code, items: items.map(undone) }).toEqual({
          status: expected ? 202 : 400,
          code: codes[`${expected}`],
          items: came && expected ? itemsOf(came.body) : [],
        });
        expect(items.every(({ type }) => type !== "invalid")).toBe(true);
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
    // Both happen often, or the comparison says little.
    for (const status of [202, 400]) expect(seen.get(status) ?? 0).toBeGreaterThan(RUNS / 40);
  }, 3_600_000);
});

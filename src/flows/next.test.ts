import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { answered, begin, flows, next, type Flow, type FlowName, type FlowState } from "./index.ts";

const names = Object.keys(flows).filter((name): name is FlowName => name in flows);

/** The items or events of a documented notification. */
function itemsOf(body: unknown): readonly unknown[] {
  if (typeof body === "object" && body !== null && "value" in body && Array.isArray(body.value))
    return body.value;
  throw new Error("The notification has no items.");
}

/** Each documented example that shows an operation: its request, its status and its notifications in order. */
function documented(flow: FlowName) {
  const own = examples.filter(({ operation }) => operation === flow);
  return [...new Set(own.map(({ example }) => example))].map((example) => {
    const messages = own.filter((message) => message.example === example);
    const body = messages.flatMap((message) =>
      message.direction === "request" ? [message.message.body] : [],
    )[0];
    const status = messages.flatMap((message) =>
      message.direction === "response" ? [message.message.status] : [],
    )[0];
    const notifications = messages.flatMap((message) =>
      message.direction === "notification" ? [{ id: message.id, items: itemsOf(message.message.body) }] : [],
    );
    return { example, body, status: status ?? 0, notifications };
  });
}

function follow(state: FlowState, items: readonly unknown[]): FlowState {
  return items.reduce<FlowState>((before, item) => {
    const step = next(before, item);
    if (!step.fits) throw new Error(step.reason);
    return step.state;
  }, state);
}

/** A variant in which a notification is known. */
function variantOf({ variants, transitions }: Flow, notification: string): string {
  const own = transitions.find((transition) => transition.notification === notification);
  return own?.variants?.[0] ?? Object.keys(variants)[0] ?? "";
}

describe("the documented examples", () => {
  test.each(documented("graph.transfer"))(
    "of Graph transfer, number $example, end in completed or in failed",
    ({ body, status, notifications }) => {
      const requested = answered(begin("graph.transfer", body), status);
      const steps = (kind: RegExp) =>
        notifications.filter(({ id }) => kind.test(id)).flatMap(({ items }) => items);
      expect(requested).toMatchObject({ at: "requested" });
      expect(follow(requested, steps(/transferring|accepted|completed/))).toMatchObject({ end: "completed" });
      expect(follow(requested, steps(/transferring|accepted|failed/))).toMatchObject({ end: "failed" });
      expect(follow(requested, steps(/transferring|failed/))).toMatchObject({ end: "failed" });
      expect(notifications).toHaveLength(4);
    },
  );

  test.each(documented("graph.redirect"))(
    "of Graph redirect, number $example, end in an end that is neither success nor failure",
    ({ body, status, notifications: [incoming, terminated] }) => {
      const ringing = follow(begin("graph.redirect", body), incoming?.items ?? []);
      expect(ringing).toMatchObject({ at: "incoming" });
      const ended = follow(answered(ringing, status), terminated?.items ?? []);
      expect(ended).toMatchObject({ at: "ended", end: "ended" });
    },
  );

  test("of ACS end with the answer or wait for a notification", () => {
    const [transfer] = documented("acs.transferToParticipant");
    expect(answered(begin("acs.transferToParticipant", transfer?.body), transfer?.status ?? 0)).toEqual({
      flow: "acs.transferToParticipant",
      variant: "group",
      at: "requested",
      echo: "trasferring call",
    });
  });

  test("are each what a transition cites them for", () => {
    for (const name of names) {
      const flow: Flow = flows[name];
      for (const { source, notification = "", from } of flow.transitions) {
        for (const example of examples.filter(({ id }) => source.includes(id))) {
          if (example.direction !== "notification") continue;
          const variant = variantOf(flow, notification);
          const state = { flow: name, variant, at: from[0] ?? "" };
          for (const item of itemsOf(example.message.body))
            expect(next(state, item)).toMatchObject({ fits: true, notification });
        }
      }
    }
  });

  test("are all cited", () => {
    const cited = new Set<string>(
      names.flatMap((name) => flows[name].transitions.flatMap(({ source }) => [...source])),
    );
    const notifications = examples.filter(({ direction }) => direction === "notification");
    expect(notifications.filter(({ id }) => !cited.has(id))).toEqual([]);
  });
});

const graphItem = (changeType: string, resourceData: object) => ({
  changeType,
  resourceUrl: "/communications/calls/1",
  resourceData,
});
const direct: FlowState = answered(begin("graph.transfer", { transferTarget: {} }), 202);
const transferring = graphItem("updated", { state: "transferring" });
const accepted = graphItem("updated", { state: "transferAccepted" });
const completed = graphItem("deleted", { state: "terminated", resultInfo: { code: 0, subcode: 7015 } });
const appTransferred = graphItem("deleted", { state: "terminated", terminationReason: "AppTransferred" });
const failed = graphItem("updated", { state: "established", resultInfo: { code: 500, subcode: 7000 } });
const audio = graphItem("updated", { mediaState: { audio: "inactive" } });

describe("a Graph transfer", () => {
  test("may change its media before or after it is accepted", () => {
    expect(follow(direct, [audio, transferring, audio, accepted, audio, completed])).toMatchObject({
      end: "completed",
    });
    expect(follow(direct, [transferring, failed, audio])).toMatchObject({ at: "failed", end: "failed" });
  });

  test.each([
    [
      "accepted before it is under way",
      [accepted],
      "transferAccepted may not follow requested. After requested there may come: transferring; audio active or inactive.",
    ],
    [
      "completed before it is accepted",
      [transferring, completed],
      "terminated, 0/7015 may not follow transferring.",
    ],
    ["under way twice", [transferring, transferring], "transferring may not follow transferring."],
    [
      "failed after it was completed",
      [transferring, accepted, completed, failed],
      "After completed nothing may come.",
    ],
    [
      "in a state of its own",
      [graphItem("updated", { state: "hold" })],
      "A notification with changeType updated, state hold is no notification of graph.transfer.",
    ],
    [
      "in a state of its own, with its media",
      [graphItem("updated", { state: "hold", mediaState: { audio: "inactive" } })],
      "is no notification of graph.transfer.",
    ],
    [
      "ended with other codes",
      [
        transferring,
        accepted,
        graphItem("deleted", { state: "terminated", resultInfo: { code: 200, subcode: 5001 } }),
      ],
      "code 200, subcode 5001 is no notification of",
    ],
    [
      "ended by a word of the other variant",
      [transferring, accepted, appTransferred],
      "terminated, AppTransferred belongs to the variant consultative, not direct.",
    ],
    ["changed without anything known", [{ secret: "x" }], "This is no notification of graph.transfer."],
  ])("%s is told why it does not fit", (_what, items, reason) => {
    const before = follow(direct, items.slice(0, -1));
    const step = next(before, items.at(-1));
    expect(step).toMatchObject({ fits: false, state: before, reason: expect.stringContaining(reason) });
  });

  test("that was refused takes no notification", () => {
    const state = answered(begin("graph.transfer", {}), 403);
    expect(state).toMatchObject({ at: "refused", end: "failed" });
    expect(next(state, transferring)).toMatchObject({ fits: false });
  });

  test("is consultative by its request", () => {
    const state = answered(begin("graph.transfer", { transferTarget: { replacesCallId: "2" } }), 202);
    expect(state.variant).toBe("consultative");
    expect(follow(state, [transferring, accepted, appTransferred])).toMatchObject({ end: "completed" });
    expect(begin("graph.transfer", { transferTarget: { replacesCallId: null } }).variant).toBe("direct");
  });
});

const event = (type: string, data: object = {}) => ({ type: `Microsoft.Communication.${type}`, data });

describe("an ACS transfer", () => {
  const request = { targetParticipant: {}, operationContext: "order 4711" };
  const context = { operationContext: "order 4711" };
  const requested = answered(begin("acs.transferToParticipant", request), 202);

  test("ends with exactly one of accepted and failed", () => {
    const done = follow(requested, [event("CallTransferAccepted", context)]);
    expect(done).toMatchObject({ end: "completed" });
    expect(next(done, event("CallTransferFailed", context))).toMatchObject({ fits: false });
    const lost = follow(requested, [event("CallTransferFailed", context)]);
    expect(lost).toMatchObject({ end: "failed" });
    expect(next(lost, event("CallTransferAccepted", context))).toMatchObject({ fits: false });
  });

  test("takes the application out of a call of two, and leaves it in a group call", () => {
    const accept = event("CallTransferAccepted", context);
    expect(follow(requested, [accept, event("CallDisconnected")])).toMatchObject({
      at: "left",
      end: "completed",
    });
    const group = answered(begin("acs.transferToParticipant", { ...request, transferee: {} }), 202);
    expect(follow(group, [accept, event("CallDisconnected")])).toMatchObject({
      at: "accepted",
      end: "completed",
    });
  });

  test("that failed goes on until the call ends by itself", () => {
    const lost = follow(requested, [event("CallTransferFailed", context), event("CallDisconnected")]);
    expect(lost).toMatchObject({ at: "failed", end: "failed" });
  });

  test("does not end without its outcome", () => {
    expect(next(requested, event("CallDisconnected"))).toMatchObject({
      fits: false,
      reason:
        "CallDisconnected may not follow requested. After requested there may come: CallTransferAccepted; CallTransferFailed; ParticipantsUpdated.",
    });
  });

  test("is not ended by the notification of another operation, whose context is not told", () => {
    const step = next(requested, event("CallTransferAccepted", { operationContext: "hush" }));
    expect(step).toMatchObject({ fits: false, reason: expect.stringContaining("operationContext") });
    expect(JSON.stringify(step)).not.toContain("hush");
    const silent = answered(begin("acs.transferToParticipant", { targetParticipant: {} }), 202);
    expect(next(silent, event("CallTransferAccepted", { operationContext: "any" }))).toMatchObject({
      fits: true,
    });
  });

  test("may see the roster change all along", () => {
    const roster = event("ParticipantsUpdated");
    expect(follow(requested, [roster, roster, event("CallTransferAccepted", context), roster])).toMatchObject(
      {
        at: "accepted",
      },
    );
  });
});

test("an ACS redirect is done with its answer, and its target may be announced as a new call", () => {
  const incoming = {
    eventType: "Microsoft.Communication.IncomingCall",
    data: { incomingCallContext: "opaque" },
  };
  const ringing = follow(begin("acs.redirectCall", {}), [incoming]);
  const redirected = answered(ringing, 204);
  expect(redirected).toMatchObject({ at: "redirected", end: "completed" });
  expect(follow(redirected, [incoming])).toEqual(redirected);
  expect(next(begin("acs.redirectCall", {}), { ...incoming, data: {} })).toMatchObject({
    fits: false,
    reason: "IncomingCall has to hold /data/incomingCallContext.",
  });
});

test("a state survives JSON, and reading it changes nothing", () => {
  const before = JSON.stringify(direct);
  const step = next(JSON.parse(before), transferring);
  expect(step).toMatchObject({ fits: true, state: { at: "transferring" } });
  expect(JSON.stringify(direct)).toBe(before);
});

test("whatever arrives, reading never throws and never leaves the table", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.array(
        fc.oneof(
          fc.constantFrom(
            transferring,
            accepted,
            completed,
            failed,
            audio,
            event("CallTransferAccepted"),
            event("CallDisconnected"),
          ),
          fc.anything(),
        ),
      ),
      (name, items) => {
        let state = begin(name, {});
        for (const item of items) {
          state = next(answered(state, 202), item).state;
          expect(Object.keys(flows[name].states)).toContain(state.at);
        }
      },
    ),
  );
});

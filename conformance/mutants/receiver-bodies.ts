import type { Change } from "../parties/receivers.ts";
import { accepting, answering, anew, PATIENCE, type ReceiverMutation } from "./receiver.ts";

type Webhook = "graph.commsNotifications" | "acs.callAutomationEvents" | "acs.incomingCall";

/** Receivers that take what is no notification, that do not answer, or that do not go on. */
export function bodyMutations(webhook: Webhook): ReceiverMutation[] {
  const limits = { maxBytes: 10_000_000 };
  return [
    {
      check: `${webhook}/receiver/malformed-json`,
      about: "A receiver that takes a body that is no JSON.",
      change: accepting(({ text, body }) => text !== "" && body === undefined),
    },
    {
      check: `${webhook}/receiver/empty-body`,
      about: "A receiver that takes an empty body.",
      change: accepting(({ text, request }) => text === "" && request.method === "POST"),
    },
    {
      check: `${webhook}/receiver/oversized-body`,
      about: "A receiver that takes a body of any length.",
      graph: limits,
      acs: limits,
      eventGrid: limits,
    },
    {
      check: `${webhook}/receiver/in-time`,
      // What is not answered cannot be taken either.
      also: [
        webhook === "graph.commsNotifications"
          ? `${webhook}/receiver/unknown-resource`
          : `${webhook}/receiver/unknown-event`,
      ],
      about: "A receiver that does not answer to what it does not know.",
      options: { timeout: PATIENCE },
      change: answering(({ text }) =>
        /simulatedResource|SimulatedEvent/.test(text) ? new Promise(() => {}) : undefined,
      ),
    },
    {
      check: `${webhook}/receiver/keeps-running`,
      about: "A receiver that takes nothing more after a body that it could not read.",
      change: broken(),
    },
    {
      check: `${webhook}/receiver/keeps-running`,
      variant: "silent",
      also: [`${webhook}/receiver/malformed-json`],
      about: "A receiver that does not answer to a body that it cannot read.",
      options: { timeout: PATIENCE },
      change: answering(({ text, body }) =>
        text !== "" && body === undefined ? new Promise(() => {}) : undefined,
      ),
    },
  ];
}

/** Receivers that take another method. */
export const methodMutations: readonly ReceiverMutation[] = (
  ["graph.commsNotifications", "acs.callAutomationEvents"] as const
).map((webhook) => ({
  check: `${webhook}/receiver/wrong-method` as const,
  about: "A receiver that takes a GET.",
  change: accepting(({ request }) => request.method === "GET"),
}));

function broken(): Change {
  return anew(() => {
    let isBroken = false;
    return answering(async ({ request, text, body }, _, right) => {
      if (isBroken) return new Response(null, { status: 503 });
      if (text === "" || body !== undefined) return undefined;
      const answer = await right(request);
      isBroken = true;
      return answer;
    });
  });
}

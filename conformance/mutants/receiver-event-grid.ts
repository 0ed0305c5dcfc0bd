import { itemsOf } from "../receiver/messages.ts";
import { answering, refusing, type ReceiverMutation, type Seen } from "./receiver.ts";
import { repeated } from "./receiver-content.ts";

const WEBHOOK = "acs.incomingCall";

const has = (pattern: RegExp) => refusing(({ text }) => pattern.test(text));
const isHandshake = ({ text }: Seen) => text.includes("SubscriptionValidationEvent");

/** Endpoints of Event Grid that are right but for one thing. */
export const eventGridMutations: readonly ReceiverMutation[] = [
  {
    check: `${WEBHOOK}/receiver/handshake-status`,
    about: "An endpoint that answers the handshake with 202.",
    change: answering(async (seen, _, right) => {
      if (!isHandshake(seen)) return undefined;
      const answer = await right(seen.request);
      return new Response(await answer.text(), { status: 202, headers: answer.headers });
    }),
  },
  {
    check: `${WEBHOOK}/receiver/handshake-answer`,
    about: "An endpoint that answers the handshake with another code.",
    change: answering((seen) =>
      isHandshake(seen) ? Response.json({ validationResponse: "code" }) : undefined,
    ),
  },
  {
    check: `${WEBHOOK}/receiver/batch`,
    about: "An endpoint that takes one event in a request, and no more.",
    change: refusing(({ body }) => itemsOf(body).length > 1),
  },
  {
    check: `${WEBHOOK}/receiver/duplicate`,
    about: "An endpoint that does not take what it has had already.",
    change: repeated(),
  },
  {
    check: `${WEBHOOK}/receiver/phone-call`,
    about: "An endpoint that does not take calls of phones.",
    change: has(/"phoneNumber":\{/),
  },
  {
    check: `${WEBHOOK}/receiver/custom-context`,
    about: "An endpoint that does not take custom headers.",
    change: has(/"user-To-User"/),
  },
  {
    check: `${WEBHOOK}/receiver/on-behalf-of`,
    about: "An endpoint that does not take calls on behalf of others.",
    change: has(/"onBehalfOfCallee"/),
  },
  {
    check: `${WEBHOOK}/receiver/teams-phone-call-details`,
    about: "An endpoint that does not take details of Teams phone calls.",
    change: has(/"teamsPhoneCallDetails"/),
  },
  {
    check: `${WEBHOOK}/receiver/unknown-event`,
    about: "An endpoint that does not take other events.",
    change: has(/SimulatedEvent/),
  },
  {
    check: `${WEBHOOK}/receiver/unknown-members`,
    about: "An endpoint that does not take members that it does not know.",
    change: has(/simulatedExtraMember/),
  },
  {
    check: "acs.incomingCallCloudEvent/receiver/handshake",
    about: "An endpoint that does not answer OPTIONS.",
    change: refusing(({ request }) => request.method === "OPTIONS"),
  },
  {
    check: "acs.incomingCallCloudEvent/receiver/incoming-call",
    about: "An endpoint that does not take CloudEvents.",
    change: has(/"specversion"/),
  },
];

import { callbackToken } from "../../generated/graph/received.ts";
import { valueAt } from "../../src/pointer.ts";
import type { Change } from "../parties/receivers.ts";
import { itemsOf } from "../receiver/messages.ts";
import type { SignedWebhook } from "../receiver/attacks.ts";
import { answering, anew, PATIENCE, refusing, type ReceiverMutation } from "./receiver.ts";

const GRAPH = "graph.commsNotifications";
const ACS = "acs.callAutomationEvents";

const has = (pattern: RegExp) => refusing(({ text }) => pattern.test(text));

/** Receivers that do not take something that both services may send. */
export function contentMutations(webhook: SignedWebhook): ReceiverMutation[] {
  return [
    {
      check: `${webhook}/receiver/batch`,
      about: "A receiver that takes one notification in a request, and no more.",
      change: refusing(({ body }) => itemsOf(body).length > 1),
    },
    {
      check: `${webhook}/receiver/duplicate`,
      about: "A receiver that does not take what it has had already.",
      change: repeated(),
    },
    {
      check: `${webhook}/receiver/reordered`,
      about: "A receiver that takes nothing more of a call that is over.",
      change: afterEnd(),
    },
    {
      check: `${webhook}/receiver/unknown-members`,
      about: "A receiver that does not take members that it does not know.",
      change: has(/simulatedExtraMember/),
    },
    {
      check: `${webhook}/receiver/valid-token`,
      about: "A receiver that expects tokens for somebody else.",
      graph: { appId: "00000000-0000-4000-8000-00000000000f" },
      acs: { resourceId: "00000000-0000-4000-8000-00000000000f" },
    },
    {
      check: `${webhook}/receiver/key-rotation`,
      about: "A receiver that reads the keys once.",
      graph: { keysCooldown: 2 ** 31 },
      acs: { keysCooldown: 2 ** 31 },
      options: { rotateKeys: true, timeout: PATIENCE },
    },
  ];
}

/** Receivers that do not take something that Graph may send. */
export const graphMutations: readonly ReceiverMutation[] = [
  {
    check: `${GRAPH}/receiver/documented-issuers`,
    about: "A receiver that knows the first of the documented issuers alone.",
    graph: { issuers: callbackToken.issuers.slice(0, 1) },
  },
  {
    check: `${GRAPH}/receiver/open-members`,
    about: "A receiver that does not take members of real traffic.",
    change: has(/"identityProvider"/),
  },
  {
    check: `${GRAPH}/receiver/sub-code-spelling`,
    about: "A receiver that does not take subCode.",
    change: has(/"subCode"/),
  },
  {
    check: `${GRAPH}/receiver/codes-as-text`,
    about: "A receiver that does not take codes in quotes.",
    change: has(/"subcode":"/),
  },
  {
    check: `${GRAPH}/receiver/known-states`,
    about: "A receiver that does not know the state redirecting.",
    change: has(/"redirecting"/),
  },
  {
    check: `${GRAPH}/receiver/ringing`,
    about: "A receiver that does not know the state ringing.",
    change: has(/"ringing"/),
  },
  {
    check: `${GRAPH}/receiver/unknown-state`,
    about: "A receiver that does not take states that it does not know.",
    change: has(/"simulatedState"/),
  },
  {
    check: `${GRAPH}/receiver/unknown-resource`,
    about: "A receiver that does not take resources that it does not know.",
    change: has(/"#microsoft\.graph\.simulatedResource"/),
  },
  {
    check: `${GRAPH}/receiver/participants`,
    about: "A receiver that does not take lists of resources.",
    change: refusing(({ body }) => itemsOf(body).some(({ resourceData }) => Array.isArray(resourceData))),
  },
];

/** Receivers that do not take something that ACS may send. */
export const acsMutations: readonly ReceiverMutation[] = [
  {
    check: `${ACS}/receiver/other-events`,
    about: "A receiver that does not take CallConnected.",
    change: has(/\.CallConnected"/),
  },
  {
    check: `${ACS}/receiver/unknown-event`,
    about: "A receiver that does not take events that it does not know.",
    change: has(/\.SimulatedEvent"/),
  },
  {
    check: `${ACS}/receiver/extension-attributes`,
    about: "A receiver that does not take extension attributes.",
    change: has(/"traceparent"/),
  },
  {
    check: `${ACS}/receiver/optional-members`,
    about: "A receiver that cannot do without the time of an event.",
    change: refusing(({ body }) => itemsOf(body).some(({ time }) => time === undefined)),
  },
  {
    check: `${ACS}/receiver/identifiers`,
    about: "A receiver that does not take apps of Teams.",
    change: has(/"microsoftTeamsApp"/),
  },
  {
    check: `${ACS}/receiver/teams-extension-user`,
    about: "A receiver that does not take users of Teams extensions.",
    change: has(/"teamsExtensionUser"/),
  },
  {
    check: `${ACS}/receiver/result-details`,
    about: "A receiver that does not take what the telephone network says.",
    change: has(/"q850Details"/),
  },
];

/** Refuses what it has had already. */
export function repeated(): Change {
  return anew(() => {
    const known = new Set<string>();
    return refusing(({ text }) => {
      const isKnown = text !== "" && known.has(text);
      known.add(text);
      return isKnown;
    });
  });
}

/** Refuses what comes behind the end of its call. */
function afterEnd(): Change {
  return anew(() => {
    // By call the last that came of it, which may come again.
    const over = new Map<unknown, string>();
    return answering(async ({ request, text, body }, _, right) => {
      const answer = await right(request);
      for (const item of answer.status === 202 ? itemsOf(body) : []) {
        const { resourceUrl, source = resourceUrl, type, resourceData } = item;
        if (over.has(source) && over.get(source) !== text) return new Response(null, { status: 409 });
        const isEnd = type === "Microsoft.Communication.CallDisconnected";
        if (isEnd || valueAt(resourceData, "/state") === "terminated") over.set(source, text);
      }
      return answer;
    });
  });
}

import type { CheckId } from "../gate/catalogue.ts";
import { acsEvent, acsUser, everyObject, itemsOf, type Json } from "./messages.ts";
import { posted, takenStep, type Plan, type Step } from "./plan.ts";
import type { Player } from "./play.ts";
import type { Answer } from "./sender.ts";

const WEBHOOK = "acs.incomingCall";
const CLOUD = "acs.incomingCallCloudEvent";

/** Who asks by OPTIONS whether CloudEvents are wanted. */
const ORIGIN = "eventgrid.azure.net";

/** What Event Grid sends with each request. */
const NOTIFIES = { "aeg-event-type": "Notification" } as const;

/** What the endpoint of an Event Grid subscription has to take and to answer. */
export function eventGridPlans(player: Player): Plan[] {
  /** An incoming call that nobody has heard of, with further members in its data. */
  const incoming = async (data?: Json): Promise<Json> => {
    const [told] = (await player.announce(data)).told;
    return itemsOf(told?.body)[0] ?? {};
  };
  const plan = (check: CheckId, title: string, steps: Plan["steps"]): Plan => ({
    id: check,
    title,
    phase: "content",
    webhook: WEBHOOK,
    operation: check.split("/")[0] ?? "",
    checks: [check],
    steps,
  });
  const delivered = (check: CheckId, about: string, events: readonly Json[]) =>
    takenStep(about, [check], () => posted(events, NOTIFIES));
  const single = (check: CheckId, about: string, event: () => Promise<Json>) =>
    plan(check, about, async () => [delivered(check, about, [await event()])]);
  const announced = "acs.redirectCall/receiver/incoming";
  const duplicate = `${WEBHOOK}/receiver/duplicate` as const;
  const batch = `${WEBHOOK}/receiver/batch` as const;
  return [
    {
      ...plan(announced, "the handshake of Event Grid, and the announcement of a call", async () => [
        handshake(),
        delivered(announced, "the announcement of a call", [await incoming()]),
      ]),
      phase: "first",
      checks: [
        announced,
        `${WEBHOOK}/receiver/handshake-status`,
        `${WEBHOOK}/receiver/handshake-answer`,
        `${WEBHOOK}/receiver/in-time`,
      ],
    },
    single(`${WEBHOOK}/receiver/custom-context`, "a call with custom headers", () =>
      incoming({
        customContext: {
          sipHeaders: { "user-To-User": "value", "X-MS-Custom-name": "value" },
          voipHeaders: { name: "value" },
        },
      }),
    ),
    single(`${WEBHOOK}/receiver/on-behalf-of`, "a call on behalf of another callee", () =>
      incoming({ onBehalfOfCallee: acsUser }),
    ),
    single(`${WEBHOOK}/receiver/phone-call`, "a call from a phone", () =>
      incoming({
        from: { kind: "phoneNumber", rawId: "4:+14255550123", phoneNumber: { value: "+14255550123" } },
        callerDisplayName: "",
      }),
    ),
    single(`${WEBHOOK}/receiver/teams-phone-call-details`, "a call with details of a Teams phone call", () =>
      incoming({ customContext: { sipHeaders: {}, voipHeaders: {}, teamsPhoneCallDetails } }),
    ),
    single(`${WEBHOOK}/receiver/unknown-event`, "an event of another type", async () => ({
      ...(await incoming()),
      eventType: "Microsoft.Communication.SimulatedEvent",
      data: {},
    })),
    single(`${WEBHOOK}/receiver/unknown-members`, "a call with members that nobody knows", async () => {
      const event = everyObject(await incoming(), (object) => ({
        ...object,
        simulatedExtraMember: { any: [1] },
      }));
      return itemsOf([event])[0] ?? {};
    }),
    plan(duplicate, "an announcement that comes twice", async () => {
      const event = await incoming();
      return [1, 2].map((time) => delivered(duplicate, `an announcement, time ${time}`, [event]));
    }),
    plan(batch, "several announcements in one request", async () => [
      delivered(batch, "several announcements in one request", [await incoming(), await incoming()]),
    ]),
    {
      ...plan(`${CLOUD}/receiver/handshake`, "the handshake of CloudEvents", () => [handshakeByOptions()]),
      webhook: CLOUD,
    },
    {
      ...plan(`${CLOUD}/receiver/incoming-call`, "the announcement of a call as a CloudEvent", async () => {
        const { data, topic, subject } = await incoming();
        const event = acsEvent("IncomingCall", {}, { data, source: topic, subject });
        return [
          takenStep(
            "the announcement of a call as a CloudEvent",
            [`${CLOUD}/receiver/incoming-call`],
            () => ({
              ...posted(event, NOTIFIES),
              headers: { ...NOTIFIES, "content-type": "application/cloudevents+json; charset=utf-8" },
            }),
          ),
        ];
      }),
      webhook: CLOUD,
    },
  ];
}

const teamsPhoneCallDetails = {
  teamsPhoneCallerDetails: {
    caller: acsUser,
    name: "Caller",
    phoneNumber: "+14255550123",
    isAuthenticated: true,
  },
  teamsPhoneSourceDetails: { source: acsUser, language: "en", status: "status" },
  sessionId: "00000000-0000-4000-8000-000000000003",
  intent: "intent",
  callTopic: "topic",
};

/** Event Grid wants its code back, with the status 200 and no other. */
function handshake(): Step {
  const code = crypto.randomUUID();
  const event = {
    id: crypto.randomUUID(),
    topic: "/subscriptions/00000000-0000-4000-8000-000000000000/resourcegroups/gate",
    subject: "",
    data: { validationCode: code },
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    eventTime: new Date().toISOString(),
    metadataVersion: "1",
    dataVersion: "2",
  };
  return {
    about: "the handshake of Event Grid",
    request: () => posted([event], { "aeg-event-type": "SubscriptionValidation" }),
    judged: [
      {
        check: `${WEBHOOK}/receiver/handshake-status`,
        want: ({ status }) => (status === 200 ? undefined : `Expected 200 to the handshake, saw ${status}.`),
      },
      {
        check: `${WEBHOOK}/receiver/handshake-answer`,
        want: ({ body }) =>
          codeIn(body) === code
            ? undefined
            : "Expected a body of JSON whose validationResponse is the validationCode of the handshake, saw another.",
      },
    ],
  };
}

function codeIn(body: string): unknown {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === "object" && answer !== null && "validationResponse" in answer
      ? answer.validationResponse
      : undefined;
  } catch {
    return undefined;
  }
}

function handshakeByOptions(): Step {
  return {
    about: "the handshake of CloudEvents",
    request: () => ({ method: "OPTIONS", headers: { "webhook-request-origin": ORIGIN } }),
    judged: [
      {
        check: `${CLOUD}/receiver/handshake`,
        want: (answer) => {
          if (answer.status !== 200) return `Expected 200 to OPTIONS, saw ${answer.status}.`;
          return isAllowed(answer) ? undefined : `Expected WebHook-Allowed-Origin to name ${ORIGIN} or *.`;
        },
      },
    ],
  };
}

function isAllowed({ headers }: Answer): boolean {
  return [ORIGIN, "*"].includes(headers["webhook-allowed-origin"]?.trim() ?? "");
}

import { examples } from "../../generated/examples.ts";
import type { FlowName, Outcome, TrackedNotification, WatchOptions } from "./index.ts";

/** A documented course of an operation: what was asked for, what followed, and what it comes to. */
export interface Course {
  readonly title: string;
  readonly options: WatchOptions & { readonly callId: string };
  readonly status: number;
  /** In documented order. */
  readonly notifications: readonly TrackedNotification[];
  readonly outcome: Outcome["outcome"];
  /** What else the outcome holds. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** The items of a documented notification of Graph. */
export function itemsOf(body: unknown): readonly unknown[] {
  if (typeof body === "object" && body !== null && "value" in body && Array.isArray(body.value))
    return body.value;
  throw new Error("The notification has no items.");
}

/** A notification of Graph, which is known again by its text: it has no id of its own. */
export function ofGraph(message: unknown): TrackedNotification {
  return { service: "graph", key: JSON.stringify(message), message };
}

/** A notification of ACS. */
export function ofAcs(
  type: string,
  callId: string,
  data: object = {},
  id = `${callId} ${type}`,
): TrackedNotification {
  const message = {
    id,
    source: `calling/callConnections/${callId}`,
    type: `Microsoft.Communication.${type}`,
    data: { callConnectionId: callId, serverCallId: "server", ...data },
    specversion: "1.0",
  };
  return { service: "acs", key: `${message.source} ${id}`, message };
}

function exampleOf(flow: FlowName, example: number) {
  const own = examples.filter((one) => one.operation === flow && one.example === example);
  const request = own.flatMap((one) => (one.direction === "request" ? [one.message] : []))[0];
  const status = own.flatMap((one) => (one.direction === "response" ? [one.message.status] : []))[0];
  const notifications = (kind: RegExp) =>
    own.flatMap((one) =>
      one.direction === "notification" && kind.test(one.id) ? itemsOf(one.message.body).map(ofGraph) : [],
    );
  return { request: request?.body, status: status ?? 202, notifications };
}

const numbers = (flow: FlowName) =>
  Array.from(new Set(examples.filter((one) => one.operation === flow).map(({ example }) => example)));

/** The id of the call of the documented transfers. */
const TRANSFERRED = "341a0500-d4bf-4224-8b19-1581168d328b";

const graphTransfers = numbers("graph.transfer").flatMap((example): Course[] => {
  const { request, status, notifications } = exampleOf("graph.transfer", example);
  const options = { operation: "graph.transfer", callId: TRANSFERRED, request } as const;
  const consultative = JSON.stringify(request).includes("replacesCallId");
  const failure = consultative
    ? { code: 500, subcode: 7700, reason: "consultativeTransferFailed" }
    : { code: 500, subcode: 7000, reason: "transferFailed" };
  const one = { options, status };
  const title = `Graph transfer, example ${example},`;
  return [
    {
      ...one,
      title: `${title} completed`,
      notifications: notifications(/transferring|accepted|completed/),
      outcome: "completed",
      told: consultative ? {} : { code: 0, subcode: 7015, message: "GracefulTransferCompleted" },
    },
    {
      ...one,
      title: `${title} failed after it was accepted`,
      notifications: notifications(/transferring|accepted|failed/),
      outcome: "failed",
      told: failure,
    },
    {
      ...one,
      title: `${title} failed`,
      notifications: notifications(/transferring|failed/),
      outcome: "failed",
      told: failure,
    },
  ];
});

const graphRedirects = numbers("graph.redirect").map((example): Course => {
  const { request, status, notifications } = exampleOf("graph.redirect", example);
  const all = notifications(/incoming|terminated/);
  const url = /calls\/([^/"]+)/.exec(JSON.stringify(all.at(-1)?.message).split("resourceUrl")[1] ?? "");
  return {
    title: `Graph redirect, example ${example},`,
    options: { operation: "graph.redirect", callId: url?.[1] ?? "", request },
    status,
    notifications: all,
    outcome: "ended",
    told: {},
  };
});

/** No document shows a notification of ACS; these are as its definitions have them. */
const acsTransfers = [false, true].flatMap((group): Course[] => {
  const { request, status } = exampleOf("acs.transferToParticipant", 1);
  const callId = "18dea47f-b081-4107-9a5c-4300819d2c6c";
  const context = "trasferring call";
  const own = typeof request === "object" ? { ...request } : {};
  if (!group) Reflect.deleteProperty(own, "transferee");
  const options = { operation: "acs.transferToParticipant", callId, request: own } as const;
  const result = { code: 200, subCode: 0, message: "done" };
  const failure = { code: 403, subCode: 10_105, message: "lost" };
  const ends = ofAcs("CallDisconnected", callId);
  const roster = ofAcs("ParticipantsUpdated", callId, { sequenceNumber: 1 });
  const title = `ACS transfer out of a ${group ? "group call" : "call of two"},`;
  return [
    {
      title: `${title} accepted`,
      options,
      status,
      notifications: [
        roster,
        ofAcs("CallTransferAccepted", callId, { operationContext: context, resultInformation: result }),
        ends,
      ],
      outcome: "completed",
      told: { code: 200, subcode: 0, message: "done" },
    },
    {
      title: `${title} failed`,
      options,
      status,
      notifications: [
        roster,
        ofAcs("CallTransferFailed", callId, { operationContext: context, resultInformation: failure }),
        ends,
      ],
      outcome: "failed",
      told: { code: 403, subcode: 10_105, message: "lost", reason: "failed" },
    },
  ];
});

const { request: redirect, status: redirected } = exampleOf("acs.redirectCall", 1);

/** Every documented course. */
export const courses: readonly Course[] = [
  ...graphTransfers,
  ...graphRedirects,
  ...acsTransfers,
  {
    title: "ACS redirect",
    options: { operation: "acs.redirectCall", callId: "unused", request: redirect },
    status: redirected,
    notifications: [],
    outcome: "completed",
    told: {},
  },
];

/** The same course for another call, so that several can be told apart. */
export function renamed(course: Course, callId: string): Course {
  const rename = <T>(value: T): T => {
    const copy: T = JSON.parse(JSON.stringify(value).replaceAll(course.options.callId, callId));
    return copy;
  };
  return { ...rename(course), options: { ...rename(course.options), callId } };
}

/** The same notification with unknown members added at every level. */
export function extended(notification: TrackedNotification): TrackedNotification {
  const grow = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(grow);
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => [name, grow(member)]);
    return { ...Object.fromEntries(members), unknownMember: { unknown: [null, 7, "text"] } };
  };
  return { ...notification, message: grow(notification.message) };
}

/** The answer of success of a course. */
export function success({ status }: Course): { ok: true; status: number } {
  return { ok: true, status };
}

/** Lets everything go on that waits for no clock. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 5));
}

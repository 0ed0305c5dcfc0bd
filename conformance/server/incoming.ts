import type { FlowName } from "../../generated/flows.ts";
import { callOf } from "../../src/flows/correlation.ts";
import { knownAs } from "../../src/flows/next.ts";
import { valueAt } from "../../src/pointer.ts";
import { payloadProblems } from "./judge-flow.ts";
import type { Post } from "./listener.ts";
import { serviceOf } from "./options.ts";
import { isHandshake, itemsOf, type Item } from "./posts.ts";
import { flowOf } from "./requests.ts";
import type { Scene, Stage, Subject } from "./stage.ts";

/** The name that flows have for the announcement of a call that rings. */
function announcementIn(operation: FlowName): string | undefined {
  const { transitions, begins } = flowOf(operation);
  return transitions.find(
    ({ from, notification }) =>
      from.includes(begins) && notification !== undefined && flowOf(operation).ringsFor !== undefined,
  )?.notification;
}

/** Whether an item announces a call that rings. */
function isAnnouncement(operation: FlowName, { item }: Item): boolean {
  const name = announcementIn(operation);
  return name !== undefined && knownAs(flowOf(operation), item).includes(name);
}

/** Whether an operation hands on calls that ring, which may be announced. */
export function isRinging(operation: FlowName): boolean {
  return announcementIn(operation) !== undefined;
}

/** Whether a call was announced. */
export function isAnnounced(operation: FlowName, posts: readonly Post[]): boolean {
  return itemsOf(posts).some((one) => isAnnouncement(operation, one));
}

/** All but announcements, which are no part of what follows a request. */
export function withoutIncoming(operation: FlowName, items: readonly Item[]): Item[] {
  return items.filter((one) => !isAnnouncement(operation, one));
}

/** The announcement of the call: judged where it was seen, as no document demands that a target makes one for the gate. */
export function judgeIncoming({ verdicts }: Stage, subject: Subject, { inbox, call, tracer }: Scene): void {
  const { version, operation, id } = subject;
  const name = announcementIn(operation);
  if (name === undefined || call.missing) return;
  const seen = itemsOf(inbox.posts).filter((one) => isAnnouncement(operation, one));
  const { notifications, webhook, context } = flowOf(operation);
  if (seen.length === 0)
    return verdicts.exclude(version, id("notification/incoming"), "No incoming call was announced.");
  const must = notifications[name]?.must ?? [];
  const problems = seen.flatMap(({ item, post }) => [
    ...payloadProblems(subject, webhook, post),
    ...must
      .filter((place) => valueAt(item, place) === undefined)
      .map((place) => `Expected something at ${place}, saw nothing.`),
    ...(post.address === "registration" ? [] : ["Expected it at the registered address, saw it at another."]),
    ...(context
      ? call.isAsked || valueAt(item, context.notification) === call.incomingCallContext
        ? []
        : [`Expected the context of the call at ${context.notification}, saw another.`]
      : callOf(serviceOf(version), item)?.id === call.id
        ? []
        : ["Expected it to name the call, saw none or another."]),
  ]);
  verdicts.judge(version, id("notification/incoming"), problems, tracer);
}

/** Nothing follows where the documents name nothing that would. */
export function judgeNone(
  { verdicts }: Stage,
  { version, operation, id }: Subject,
  { inbox, tracer }: Scene,
): void {
  const others = withoutIncoming(operation, itemsOf(inbox.posts)).filter(({ post }) => !isHandshake(post));
  const problem = `Expected no notification after the answer, saw ${others.length}.`;
  verdicts.judge(version, id("notification/none"), others.length === 0 ? [] : [problem], tracer);
}

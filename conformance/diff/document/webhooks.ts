import { compareRequestBody } from "./bodies.ts";
import { courseTo, report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import {
  COMPARED_OF_ITEMS,
  itemsOf,
  matchOperations,
  operationsIn,
  spotsOf,
  type OperationPair,
} from "./operations.ts";
import { compareParameters } from "./parameters.ts";
import { compareResponses } from "./responses.ts";
import { compareSecurity } from "./security.ts";
import { at, both, exists, textAt, type Pair } from "./spot.ts";

/** What is compared by rules of its own. */
const COMPARED = new Set([
  "operationId",
  "x-operation",
  "parameters",
  "requestBody",
  "responses",
  "security",
  "servers",
  "callbacks",
]);

/** Compares what receivers are told of their own accord. */
export function compareWebhooks(course: Course, pair: Pair): void {
  const { old, new: revised } = both(pair, ["webhooks"]);
  const matched = matchOperations(operationsIn(old), operationsIn(revised), course.versions, true);
  for (const webhooks of matched.pairs) compareWebhook(course, webhooks);
  for (const webhook of matched.gone) {
    const on = courseTo(course, "notification", webhook.reach);
    report(on, "webhook-removed", `The webhook "${webhook.path}" is gone.`, { old: webhook.spot });
  }
  for (const webhook of matched.fresh) {
    const on = courseTo(course, "notification", webhook.reach);
    report(on, "webhook-added", `The webhook "${webhook.path}" is new.`, { new: webhook.spot });
  }
}

/** Compares what a webhook or callback tells, and how it may be answered. */
export function compareWebhook(course: Course, webhooks: OperationPair): void {
  const { old, new: revised } = webhooks;
  const pair = spotsOf(webhooks);
  // Several operations call back by the same webhook.
  const key = `${pair.old.pointer} → ${pair.new.pointer}`;
  if (course.seen.has(key)) return;
  course.seen.add(key);
  const told = courseTo(course, "notification", old.reach);
  const answered = courseTo(course, "acknowledgement", old.reach);
  if (old.method !== revised.method) {
    const message = `It now comes by ${revised.method.toUpperCase()} instead of ${old.method.toUpperCase()}.`;
    report(told, "webhook-method-changed", message, pair);
  }
  compareName(told, webhooks);
  // What the document demands of all callers says nothing of who tells them.
  if ([old, revised].some(({ spot }) => exists(at(spot, ["security"])))) compareSecurity(told, webhooks);
  compareParameters(told, webhooks);
  compareRequestBody(told, pair);
  compareResponses(answered, pair);
  compareNotes(told, pair, COMPARED);
  compareNotes(told, itemsOf(webhooks), COMPARED_OF_ITEMS);
}

function compareName(course: Course, { old, new: revised }: OperationPair): void {
  const spots = { old: old.spot, new: revised.spot };
  const ids = [old, revised].map(({ spot }) => textAt(spot, "operationId"));
  const [from, to] = ids;
  if (from !== to && from !== undefined) {
    const message = `"operationId" is now ${to === undefined ? "absent" : `"${to}"`} instead of "${from}".`;
    report(course, "operation-id-changed", message, spots);
  }
  if (old.path !== revised.path) {
    const message = `It is now called "${revised.path}" instead of "${old.path}".`;
    report(course, "operation-id-changed", message, spots);
  }
}

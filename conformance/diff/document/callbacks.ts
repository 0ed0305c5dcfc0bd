import { isObject } from "../json.ts";
import { courseTo, report, type Course } from "./course.ts";
import { matchOperations, operationsOf, type Operation, type OperationPair } from "./operations.ts";
import { at, followed, type Spot } from "./spot.ts";
import { compareWebhook } from "./webhooks.ts";

/** Where the notifications of an operation go, and what they are. */
interface Callback {
  readonly name: string;
  readonly expression: string;
  readonly spot: Spot;
}

/** Compares the notifications that follow an operation: which there are, where they go, what they tell. */
export function compareCallbacks(course: Course, operations: OperationPair): void {
  const on = courseTo(course, "notification", operations.old.reach);
  const gone = new Set(callbacksOf(operations.old));
  const fresh = new Set(callbacksOf(operations.new));
  const pass = (fits: (one: Callback, other: Callback) => boolean): void => {
    for (const one of gone) {
      const other = [...fresh].find((candidate) => fits(one, candidate));
      if (!other) continue;
      gone.delete(one);
      fresh.delete(other);
      compareCallback(course, on, one, other);
    }
  };
  pass((one, other) => one.name === other.name && one.expression === other.expression);
  pass((one, other) => one.expression === other.expression);
  pass((one, other) => one.name === other.name);
  for (const { name, expression, spot } of gone) {
    const message = `The callback "${name}" to ${expression} is gone.`;
    report(on, "callback-removed", message, { old: spot });
  }
  for (const { name, expression, spot } of fresh) {
    report(on, "callback-added", `The callback "${name}" to ${expression} is new.`, { new: spot });
  }
}

function compareCallback(course: Course, on: Course, old: Callback, revised: Callback): void {
  if (old.expression !== revised.expression) {
    const message = `Notifications now go to ${revised.expression} instead of ${old.expression}.`;
    report(on, "callback-address-changed", message, { old: old.spot, new: revised.spot });
  }
  if (old.name !== revised.name) {
    const message = `The callback is now called "${revised.name}" instead of "${old.name}".`;
    report(on, "operation-id-changed", message, { old: old.spot, new: revised.spot });
  }
  const { pairs, gone, fresh } = matchOperations(
    operationsIn(old),
    operationsIn(revised),
    course.versions,
    true,
  );
  for (const pair of pairs) compareWebhook(course, pair);
  for (const { spot, method } of gone) {
    const message = `The callback "${old.name}" by ${method.toUpperCase()} is gone.`;
    report(on, "callback-removed", message, { old: { ...spot, place: old.spot.place } });
  }
  for (const { spot, method } of fresh) {
    const message = `The callback "${old.name}" by ${method.toUpperCase()} is new.`;
    report(on, "callback-added", message, { new: { ...spot, place: old.spot.place } });
  }
}

/** What a callback tells. One that stands in no webhook is called by the operation and its own name. */
function operationsIn({ name, spot }: Callback): Operation[] {
  return operationsOf(name, spot).map((operation) =>
    operation.name.endsWith(` ${name}`)
      ? { ...operation, name: spot.place, reach: spot.place, spot: { ...operation.spot, place: spot.place } }
      : operation,
  );
}

function callbacksOf(operation: Operation): Callback[] {
  const list = at(operation.spot, ["callbacks"]);
  return (isObject(list.value) ? Object.keys(list.value) : []).flatMap((name) => {
    const callback = followed(at(list, [name], `${operation.name} ${name}`));
    const place = `${operation.name} ${name}`;
    return (isObject(callback.value) ? Object.keys(callback.value) : [])
      .filter((expression) => !expression.startsWith("x-"))
      .map((expression) => ({ name, expression, spot: at(callback, [expression], place) }));
  });
}

import { isObject } from "../json.ts";
import { compareContent } from "./bodies.ts";
import { report, type Course } from "./course.ts";
import { compareHeaders } from "./headers.ts";
import { compareNotes } from "./notes.ts";
import { at, both, exists, followed, type Pair, type Spot } from "./spot.ts";

const COMPARED = new Set(["headers", "content"]);

/** Compares what may be answered, by status. What receivers may answer is what the service takes as an acknowledgement. */
export function compareResponses(course: Course, operations: Pair): void {
  const pair = both(operations, ["responses"]);
  const [old, revised] = [statusesOf(pair.old), statusesOf(pair.new)];
  const gone = [...old.keys()].filter((status) => !revised.has(status));
  const fresh = [...revised.keys()].filter((status) => !old.has(status));
  for (const [status, response] of old) {
    const same = revised.get(status);
    if (same) compareResponse(course, { old: followed(response), new: followed(same) });
  }
  const success = course.direction === "received" ? otherSuccess(gone, fresh) : undefined;
  if (success) {
    const [from, to] = success;
    const spots = { old: old.get(from), new: revised.get(to) };
    const message = `Success is now ${to} instead of ${from}.`;
    report(course, "status-success-changed", message, { ...spots, place: operations.old.place });
    if (spots.old && spots.new) {
      compareResponse(course, { old: followed(spots.old), new: followed(spots.new) });
    }
  }
  for (const status of gone) {
    const response = old.get(status);
    if (response && status !== success?.[0]) remove(course, status, response, revised);
  }
  for (const status of fresh) {
    const response = revised.get(status);
    if (response && status !== success?.[1]) add(course, status, response, old);
  }
}

function remove(course: Course, status: string, response: Spot, revised: ReadonlyMap<string, Spot>): void {
  const general = covering(status, revised);
  if (general) {
    const message = `Status ${status} is no longer described on its own.`;
    report(course, "status-now-general", message, { old: response });
    return compareResponse(course, { old: followed(response), new: followed(general) });
  }
  if (course.direction === "sent") {
    const message = `Status ${status} no longer acknowledges.`;
    report(course, "status-acknowledgement-removed", message, { old: response });
  } else if (status === "default") {
    report(course, "status-default-removed", "Other statuses are no longer described.", { old: response });
  } else report(course, "status-removed", `Status ${status} is gone.`, { old: response });
}

function add(course: Course, status: string, response: Spot, old: ReadonlyMap<string, Spot>): void {
  const general = covering(status, old);
  if (general) {
    const message = `Status ${status} is now described on its own.`;
    report(course, "status-now-detailed", message, { new: response });
    return compareResponse(course, { old: followed(general), new: followed(response) });
  }
  if (course.direction === "sent") {
    const message = `Status ${status} now acknowledges too.`;
    report(course, "status-acknowledgement-added", message, { new: response });
  } else if (status === "default") {
    report(course, "status-default-added", "Other statuses are now described.", { new: response });
  } else report(course, "status-added", `Status ${status} is new.`, { new: response });
}

function compareResponse(course: Course, pair: Pair): void {
  compareHeaders(course, both(pair, ["headers"]));
  const content = both(pair, ["content"]);
  const [was, is] = [content.old, content.new].map(
    ({ value }) => isObject(value) && Object.keys(value).length > 0,
  );
  // What receivers answer beside the status is theirs; nothing that was taken before is refused.
  const isSent = course.direction === "sent";
  if (was && is) compareContent(course, content);
  else if (was) {
    const message = "The body is gone.";
    report(course, isSent ? "body-sent-removed" : "body-received-removed", message, pair);
  } else if (is) {
    const message = "A body is new.";
    report(course, isSent ? "body-sent-added-required" : "body-received-added", message, pair);
  }
  compareNotes(course, pair, COMPARED);
}

function statusesOf(list: Spot): Map<string, Spot> {
  const found = new Map<string, Spot>();
  for (const name of isObject(list.value) ? Object.keys(list.value) : []) {
    const entry = at(list, [name], `${list.place} ${name}`);
    if (exists(entry) && !name.startsWith("x-")) found.set(name.replace(/xx$/i, "XX"), entry);
  }
  return found;
}

/** What describes a status that is not described on its own: its range, or else `default`, which is not for success. */
function covering(status: string, statuses: ReadonlyMap<string, Spot>): Spot | undefined {
  if (status === "default") return undefined;
  const range = statuses.get(`${status.charAt(0)}XX`);
  return range ?? (status.startsWith("2") ? undefined : statuses.get("default"));
}

/** Where one status of success takes the place of another: both. */
function otherSuccess(gone: readonly string[], fresh: readonly string[]): [string, string] | undefined {
  const isSuccess = (status: string): boolean => /^2\d\d$/.test(status);
  const [from, ...others] = gone.filter(isSuccess);
  const [to, ...more] = fresh.filter(isSuccess);
  return from !== undefined && to !== undefined && others.length + more.length === 0 ? [from, to] : undefined;
}

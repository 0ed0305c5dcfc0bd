import { isSame, objectOf, textsOf, without } from "../json.ts";
import { compareRequestBody } from "./bodies.ts";
import { compareCallbacks } from "./callbacks.ts";
import { courseTo, report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import {
  COMPARED_OF_ITEMS,
  itemsOf,
  matchOperations,
  operationsIn,
  shownAddress,
  spotsOf,
  type Operation,
  type OperationPair,
} from "./operations.ts";
import { compareParameters } from "./parameters.ts";
import { compareResponses } from "./responses.ts";
import { compareSecurity } from "./security.ts";
import { compareServers } from "./servers.ts";
import { at, both, textAt, type Pair } from "./spot.ts";
import { writtenList } from "./wording.ts";

/** What is compared by rules of its own. */
const COMPARED = new Set([
  "operationId",
  "x-operation",
  "parameters",
  "x-dependent-parameters",
  "requestBody",
  "responses",
  "callbacks",
  "security",
  "servers",
]);

/** Compares what callers can do. */
export function compareOperations(course: Course, pair: Pair): void {
  const { old, new: revised } = both(pair, ["paths"]);
  const matched = matchOperations(operationsIn(old), operationsIn(revised), course.versions);
  for (const operations of matched.pairs) compareOperation(course, operations);
  for (const operation of matched.gone) {
    const on = courseTo(course, "request", operation.reach);
    report(on, "operation-removed", `${shownAddress(operation)} is gone.`, { old: operation.spot });
  }
  for (const operation of matched.fresh) {
    const on = courseTo(course, "request", operation.reach);
    const isDeprecated = at(operation.spot, ["deprecated"]).value === true;
    const message = `${shownAddress(operation)} is new${isDeprecated ? ", and already deprecated" : ""}.`;
    report(on, "operation-added", message, { new: operation.spot });
  }
}

function compareOperation(course: Course, operations: OperationPair): void {
  const on = courseTo(course, "request", operations.old.reach);
  const back = courseTo(course, "response", operations.old.reach);
  const pair = spotsOf(operations);
  compareAddress(on, operations);
  compareIds(on, operations);
  compareServers(on, operations);
  compareSecurity(on, operations);
  compareParameters(on, operations);
  compareDependencies(on, pair);
  compareRequestBody(on, pair);
  compareResponses(back, pair);
  compareCallbacks(course, operations);
  compareNotes(on, pair, COMPARED);
  compareNotes(on, itemsOf(operations), COMPARED_OF_ITEMS);
}

/** The names of the path's parameters are compared with the parameters. */
function compareAddress(course: Course, { old, new: revised }: OperationPair): void {
  const [from, to] = [old, revised].map((operation) =>
    shownAddress(operation).replaceAll(/\{[^{}]*\}/g, "{}"),
  );
  if (from === to) return;
  const spots = { old: old.spot, new: revised.spot };
  const message = `It is now ${shownAddress(revised)} instead of ${shownAddress(old)}.`;
  const { versions } = course;
  const segments = (operation: Operation, version: string | undefined) =>
    operation.path
      .split("/")
      .map((segment) => (segment === version ? "" : segment.replaceAll(/\{[^{}]*\}/g, "{}")));
  const isByVersion =
    old.method === revised.method && isSame(segments(old, versions.old), segments(revised, versions.new));
  report(
    course,
    isByVersion ? "document-version-selector-changed" : "operation-address-changed",
    message,
    spots,
  );
}

/** Compares what code and reports call an operation. */
function compareIds(course: Course, { old, new: revised }: OperationPair): void {
  for (const name of ["operationId", "x-operation"]) {
    const [from, to] = [textAt(old.spot, name), textAt(revised.spot, name)];
    if (from === to || from === undefined) continue;
    const message = `"${name}" is now ${to === undefined ? "absent" : `"${to}"`} instead of "${from}".`;
    report(course, "operation-id-changed", message, {
      old: at(old.spot, [name]),
      new: at(revised.spot, [name]),
    });
  }
}

/** Compares which headers demand others. */
function compareDependencies(course: Course, pair: Pair): void {
  const spots = both(pair, ["x-dependent-parameters"]);
  const [old, revised] = [objectOf(spots.old.value), objectOf(spots.new.value)];
  for (const name of new Set([...Object.keys(old), ...Object.keys(revised)])) {
    const [from, to] = [textsOf(old[name]), textsOf(revised[name])];
    const gone = without(from, to);
    const fresh = without(to, from);
    if (fresh.length > 0) {
      const message = `"${name}" is now refused without ${writtenList(fresh)}.`;
      report(course, "parameter-dependency-added", message, spots);
    }
    if (gone.length > 0) {
      const message = `"${name}" is no longer refused without ${writtenList(gone)}.`;
      report(course, "parameter-dependency-removed", message, spots);
    }
  }
}

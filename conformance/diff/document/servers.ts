import { isSame, textsOf, without } from "../json.ts";
import { areVersions, report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import type { Operation, OperationPair } from "./operations.ts";
import { at, both, exists, namesOf, rootSpot, textAt, type Pair, type Spot } from "./spot.ts";
import { written, writtenList } from "./wording.ts";

const COMPARED = new Set(["url", "variables"]);
const COMPARED_OF_VARIABLES = new Set(["default", "enum"]);

/** Compares where an operation can be called. */
export function compareServers(course: Course, operations: OperationPair): void {
  const old = serversOf(operations.old);
  const revised = serversOf(operations.new);
  const { versions } = course;
  const gone = [...old];
  const fresh = revised.filter((server) => {
    const same = gone.findIndex(
      (other) => addressOf(other, versions.old) === addressOf(server, versions.new),
    );
    const [match] = same === -1 ? [] : gone.splice(same, 1);
    if (match) compareServer(course, { old: match, new: server });
    return !match;
  });
  const [before, after] = [gone[0], fresh[0]];
  if (before && after && gone.length === 1 && fresh.length === 1) {
    const message = `The address is now ${textAt(after, "url")} instead of ${textAt(before, "url")}.`;
    report(course, "server-url-changed", message, { old: before, new: after });
    return compareVariables(course, { old: before, new: after });
  }
  for (const server of gone) {
    report(course, "server-removed", `The server ${textAt(server, "url")} is gone.`, { old: server });
  }
  for (const server of fresh) {
    report(course, "server-added", `The server ${textAt(server, "url")} is new.`, { new: server });
  }
}

function compareServer(course: Course, pair: Pair): void {
  const [from, to] = [textAt(pair.old, "url"), textAt(pair.new, "url")];
  if (from !== to) {
    const message = `The version is part of the address, which is now ${to} instead of ${from}.`;
    report(course, "document-version-selector-changed", message, both(pair, ["url"]));
  }
  compareVariables(course, pair);
  compareNotes(course, pair, COMPARED);
}

function compareVariables(course: Course, pair: Pair): void {
  const variables = both(pair, ["variables"]);
  for (const name of namesOf(variables)) {
    const spots = both(variables, [name]);
    if (!exists(spots.old) || !exists(spots.new)) {
      const message = `The variable "${name}" is ${exists(spots.new) ? "new" : "gone"}.`;
      report(course, "server-variable-changed", message, spots);
      continue;
    }
    const { old, new: revised } = both(spots, ["default"]);
    if (!isSame(old.value, revised.value)) {
      const message = `The default of "${name}" is now ${written(revised.value)} instead of ${written(old.value)}.`;
      const isVersion = areVersions(course, old.value, revised.value);
      const rule = isVersion ? "document-version-selector-changed" : "server-variable-changed";
      report(course, rule, message, { old, new: revised });
    }
    compareValues(course, name, both(spots, ["enum"]));
    compareNotes(course, spots, COMPARED_OF_VARIABLES);
  }
}

function compareValues(course: Course, name: string, pair: Pair): void {
  const [old, revised] = [textsOf(pair.old.value), textsOf(pair.new.value)];
  const gone = exists(pair.new) ? without(old, revised) : [];
  const fresh = exists(pair.old) ? without(revised, old) : [];
  if (gone.length > 0 || (exists(pair.new) && !exists(pair.old))) {
    const message = exists(pair.old)
      ? `"${name}" can no longer be ${writtenList(gone)}.`
      : `"${name}" can only be ${writtenList(revised)} now.`;
    report(course, "server-variable-value-removed", message, pair);
  }
  if (fresh.length > 0 || (exists(pair.old) && !exists(pair.new))) {
    const message = exists(pair.new)
      ? `"${name}" can now be ${writtenList(fresh)}.`
      : `"${name}" can now be something else than ${writtenList(old)}.`;
    report(course, "server-variable-value-added", message, pair);
  }
}

/** The servers of the operation itself, of its path, or else of the document. */
function serversOf(operation: Operation): Spot[] {
  const lists = [
    at(operation.spot, ["servers"], `${operation.name} servers`),
    ...operation.items.map((item) => at(item, ["servers"], `${operation.name} servers`)),
    at(rootSpot(operation.spot.root), ["servers"], "servers"),
  ];
  const list = lists.find(exists);
  return list && Array.isArray(list.value) ? list.value.map((_, index) => at(list, [index])) : [];
}

/** The address, whatever the version in it is called. */
function addressOf(server: Spot, version: string | undefined): string {
  return (textAt(server, "url") ?? "/")
    .split("/")
    .map((segment) => (segment === version ? "{version}" : segment))
    .join("/");
}

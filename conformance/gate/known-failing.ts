import type { Check } from "../report/check.ts";
import { routes } from "../../generated/routes.ts";
import { GateError } from "./errors.ts";
import { matchesGlob } from "./glob.ts";

/** A check that the user knows to fail. */
export interface KnownFailing {
  /** Id or glob, optionally with `@` and a version at its end, such as `graph.transfer/token/*@beta`. */
  readonly glob: string;
  readonly reason: string;
}

/**
 * Reads a list of known failures: in each line a glob and, after a blank, the reason. Empty lines and those that begin
 * with `#` are comments.
 *
 * @throws GateError for a line without a reason
 */
export function readKnownFailing(text: string, file: string): KnownFailing[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [, glob, reason] = /^(\S+)(?:\s+(\S.*))?$/.exec(line.trim()) ?? [];
    if (glob === undefined || glob.startsWith("#")) return [];
    if (reason === undefined)
      throw new GateError(`${file}, line ${index + 1}: "${glob}" needs a reason after it.`);
    return [{ glob, reason }];
  });
}

/**
 * Turns listed failures into known ones. A listed check that passes fails, until its line is removed.
 *
 * @throws GateError for a line that is about no check of the run, which is a slip of the pen
 */
export function applyKnownFailing(
  checks: readonly Check[],
  list: readonly KnownFailing[],
  isKnownCheck: (glob: string) => boolean,
): Check[] {
  for (const { glob } of list)
    if (!isKnownCheck(glob.split("@", 1)[0] ?? ""))
      throw new GateError(`The known failure "${glob}" matches no check.`);
  for (const { glob } of list) {
    const version = glob.includes("@") ? glob.slice(glob.indexOf("@") + 1) : undefined;
    const isThere = Object.keys(routes).some((name) => name === version || name.endsWith(`@${version}`));
    if (version !== undefined && !isThere)
      throw new GateError(`The known failure "${glob}" names a version that there is not.`);
  }
  return checks.map((check) => {
    const entry = list.find(({ glob }) => isMeant(check, glob));
    if (!entry) return check;
    if (check.status === "failed" || check.status === "notTestable")
      return { ...check, status: "knownFailing", message: `${entry.reason}\n${check.message}`.trim() };
    if (check.status !== "passed") return check;
    const message = `It passes, but is listed as known to fail ("${entry.glob}"): remove the line, or let it name what fails alone.`;
    // Whatever its level: a list that is out of date hides the next failure.
    return { ...check, level: "MUST", status: "failed", message };
  });
}

function isMeant({ id, apiVersion }: Check, glob: string): boolean {
  const [, name = "", version] = /^([^@]*)(?:@(.*))?$/.exec(glob) ?? [];
  return matchesGlob(id, name) && (version === undefined || isOf(version, id, apiVersion));
}

/** Whether a version is meant by its name, with or without its service. */
function isOf(version: string, id: string, apiVersion: string): boolean {
  return version === apiVersion || version === `${id.split(".")[0]}@${apiVersion}`;
}

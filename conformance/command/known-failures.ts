import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { GateError } from "../gate/errors.ts";
import { readKnownFailing, type KnownFailing } from "../gate/known-failing.ts";
import type { LoadedConfig } from "./config-file.ts";
import { wrong, type Settings } from "./settings.ts";

/**
 * The checks that are known to fail: those of a file, or a list in the configuration. A path of a flag begins at the
 * folder, one of the configuration beside it.
 *
 * @throws GateError for a file that cannot be read, and for an entry without a reason
 */
export function knownFailures(
  general: Settings,
  { file, general: section }: LoadedConfig,
  folder: string,
): readonly KnownFailing[] {
  const list = section.members["knownFailing"];
  const flag = general.text("known-failing", "");
  if (flag === undefined && Array.isArray(list)) {
    if (list.every(isKnownFailing)) return list;
    throw wrong(section.nameOf("knownFailing"), "a path, or a list of { glob, reason }");
  }
  const named = general.text("known-failing", "knownFailing");
  if (named === undefined) return [];
  const path = resolve(flag === undefined && file !== undefined ? dirname(file) : folder, named);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
    throw new GateError(`The known failures at ${path} cannot be read${why}.`, { cause: error });
  }
  return readKnownFailing(text, named);
}

function isKnownFailing(value: unknown): value is KnownFailing {
  return (
    typeof value === "object" &&
    value !== null &&
    "glob" in value &&
    typeof value.glob === "string" &&
    "reason" in value &&
    typeof value.reason === "string" &&
    value.reason !== ""
  );
}

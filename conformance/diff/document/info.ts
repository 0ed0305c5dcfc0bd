import { isSame } from "../json.ts";
import { report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import { both, type Pair } from "./spot.ts";
import { reworded } from "./wording.ts";

/** What is compared by rules of its own. */
const COMPARED = new Set([
  "info",
  "openapi",
  "jsonSchemaDialect",
  "servers",
  "security",
  "paths",
  "webhooks",
  "components",
]);

/** Compares what a document says of itself. */
export function compareInfo(course: Course, pair: Pair): void {
  for (const name of ["openapi", "jsonSchemaDialect"]) {
    const spots = both(pair, [name]);
    if (isSame(spots.old.value, spots.new.value)) continue;
    report(
      course,
      "document-openapi-changed",
      reworded(`"${name}"`, spots.old.value, spots.new.value),
      spots,
    );
  }
  compareNotes(course, both(pair, ["info"], "info"), new Set(["version"]));
  compareNotes(course, pair, COMPARED);
}

/** Compares which version a document says it describes. Where this is told by how the version is selected, that is enough. */
export function compareVersion(course: Course, pair: Pair): void {
  const { old, new: revised } = both(pair, ["info", "version"], "info");
  if (isSame(old.value, revised.value) || course.findings.has("document-version-selector-changed")) return;
  const message = `It now describes version ${String(revised.value)} instead of ${String(old.value)}.`;
  report(course, "document-version-changed", message, { old, new: revised });
}

import type { Change, JsonObject } from "../change.ts";
import { checkDepth } from "../references.ts";
import { compareOperations } from "./calls.ts";
import type { Course } from "./course.ts";
import { Findings } from "./findings.ts";
import { compareInfo, compareVersion } from "./info.ts";
import { at, rootSpot, textAt, type Spot } from "./spot.ts";
import { compareWebhooks } from "./webhooks.ts";

/**
 * Compares two bundled documents, OpenAPI 3.0 or 3.1, as those see them who call the operations and receive the
 * notifications. What neither an operation nor a webhook leads to is not compared.
 *
 * @param old - what callers and receivers rely on today
 * @param revised - what they would rely on
 * @throws {TypeError} where a reference leads nowhere in its document
 * @throws ContractError where schemas are nested too deeply
 */
export function compareDocuments(old: JsonObject, revised: JsonObject): Change[] {
  checkDepth(old, "The old document");
  checkDepth(revised, "The new document");
  // What is remembered of a document is remembered of this copy, which nobody changes afterwards.
  const pair = { old: rootSpot({ ...old }), new: rootSpot({ ...revised }) };
  const findings = new Findings();
  const course: Course = {
    side: "document",
    direction: "received",
    findings,
    versions: { old: versionOf(pair.old), new: versionOf(pair.new) },
    seen: new Set(),
    same: new Map(),
  };
  compareInfo(course, pair);
  compareOperations(course, pair);
  compareWebhooks(course, pair);
  compareVersion(course, pair);
  return findings.changes();
}

function versionOf(document: Spot): string | undefined {
  return textAt(at(document, ["info"]), "version");
}

import { isObject, isSame, listed, textsOf, without } from "../json.ts";
import { report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import { both, namesOf, type Pair } from "./spot.ts";
import { reworded, written } from "./wording.ts";

/** What a proof consists of. */
const SUBSTANCE = new Set(["type", "in", "name", "scheme", "openIdConnectUrl", "oauth2MetadataUrl"]);
const COMPARED = new Set([...SUBSTANCE, "x-issuers", "flows"]);

/** Compares how one proof is given. */
export function compareSchemes(course: Course, pair: Pair): void {
  for (const name of namesOf(pair).filter((one) => SUBSTANCE.has(one))) {
    const { old, new: revised } = both(pair, [name]);
    if (isSame(old.value, revised.value)) continue;
    const message = `"${name}" is now ${written(revised.value)} instead of ${written(old.value)}.`;
    report(course, "security-scheme-changed", message, { old, new: revised });
  }
  compareIssuers(course, both(pair, ["x-issuers"]));
  compareFlows(course, both(pair, ["flows"]));
  compareNotes(course, pair, COMPARED);
}

function compareIssuers(course: Course, pair: Pair): void {
  const gone = without(textsOf(pair.old.value), textsOf(pair.new.value));
  const fresh = without(textsOf(pair.new.value), textsOf(pair.old.value));
  if (fresh.length > 0) {
    report(course, "security-issuer-added", `${listed(fresh)} may now sign.`, pair);
  }
  if (gone.length > 0) {
    report(course, "security-issuer-removed", `${listed(gone)} no longer signs.`, pair);
  }
}

/** Compares where tokens are had. Which scopes could be asked for says nothing of what an operation demands. */
function compareFlows(course: Course, pair: Pair): void {
  for (const flow of namesOf(pair)) {
    const flows = both(pair, [flow]);
    if (!isObject(flows.old.value) || !isObject(flows.new.value)) {
      const message = `The flow "${flow}" is ${isObject(flows.new.value) ? "new" : "gone"}.`;
      report(course, "security-scheme-changed", message, flows);
      continue;
    }
    for (const name of namesOf(flows)) {
      const { old, new: revised } = both(flows, [name]);
      if (isSame(old.value, revised.value)) continue;
      const rule = name === "scopes" ? "document-annotation-changed" : "security-scheme-changed";
      report(course, rule, reworded(`"${name}" of the flow "${flow}"`, old.value, revised.value), {
        old,
        new: revised,
      });
    }
  }
}

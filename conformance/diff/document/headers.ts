import { isObject } from "../json.ts";
import { by, report, type Course } from "./course.ts";
import { add, compareParameter, titleOf, type Parameter } from "./parameters.ts";
import { at, followed, type Pair, type Spot } from "./spot.ts";

/** Compares the headers of an answer. Whatever the case of its letters, a name is the same. */
export function compareHeaders(course: Course, pair: Pair): void {
  const [old, revised] = [headersOf(pair.old), headersOf(pair.new)];
  for (const [key, header] of old) {
    const other = revised.get(key);
    if (other) compareParameter(course, { old: header.spot, new: other.spot });
    else {
      const rule = by(course, "parameter-removed", "header-removed");
      report(course, rule, `${titleOf(header)} is gone.`, { old: header.entry });
    }
  }
  for (const [key, header] of revised) if (!old.has(key)) add(course, header);
}

function headersOf(list: Spot): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const name of isObject(list.value) ? Object.keys(list.value) : []) {
    // Of answers it is no header of its own.
    if (name.toLowerCase() === "content-type") continue;
    const entry = at(list, [name], `${list.place} ${name} (header)`);
    const spot = { ...followed(entry), place: entry.place };
    found.set(name.toLowerCase(), { where: "header", name, entry, spot });
  }
  return found;
}

import type { JsonObject } from "../change.ts";
import { documentOf, type Fixture } from "../fixtures.ts";
import { compareDocuments } from "./index.ts";

/** What differs between two fragments: `rule place`, in the order in which it was found. */
export function changesBetween(
  where: Fixture["in"],
  old: unknown,
  revised: unknown,
  around: JsonObject = {},
): string[] {
  const changes = compareDocuments(
    { ...documentOf(where, old), ...around },
    { ...documentOf(where, revised), ...around },
  );
  return changes.map(({ rule, place }) => `${rule} ${place}`);
}

import { at, type Spot } from "../spot.ts";
import { inner, type SchemaCourse, type ShapePair } from "./course.ts";
import { anything, eachOf, type Schemas, type Shape } from "./shape.ts";

/** Compares what a list holds. */
export function compareItems(course: SchemaCourse, pair: ShapePair): void {
  const first = { old: placesOf(pair.old), new: placesOf(pair.new) };
  const rest = { old: restOf(pair.old), new: restOf(pair.new) };
  for (let index = 0; index < Math.max(first.old.length, first.new.length); index += 1) {
    const old = first.old[index];
    const revised = first.new[index];
    course.compare(inner(course), old ? [old] : rest.old, revised ? [revised] : rest.new);
  }
  if (isSaid(rest.old) || isSaid(rest.new)) course.compare(inner(course), rest.old, rest.new);
}

function placesOf(shape: Shape): Spot[] {
  return eachOf(shape, "prefixItems").flatMap((list) =>
    Array.isArray(list.value)
      ? list.value.map((_, index) => at(list, [index], `${list.place}[${index}]`))
      : [],
  );
}

function restOf(shape: Shape): Schemas {
  const items = eachOf(shape, "items").map((spot) => ({ ...spot, place: `${spot.place}[]` }));
  return items.length > 0 ? items : [anything({ ...shape.home, place: `${shape.home.place}[]` })];
}

function isSaid(schemas: Schemas): boolean {
  return schemas.some(({ value }) => value !== undefined);
}

import { isObject } from "../../json.ts";
import { at, exists, rootSpot, type Spot } from "../spot.ts";
import type { ShapePair } from "./course.ts";
import type { Schemas, Shape } from "./shape.ts";

/**
 * What differs in a component is called by the component. But where a schema refers to another component than before,
 * or to none, the components may be as they were: then it is called by the schema that refers.
 */
export function placedByUse(pair: ShapePair, old: Schemas, revised: Schemas): ShapePair {
  const [before, after] = [componentsOf(pair.old, old), componentsOf(pair.new, revised)];
  const strays = {
    old: new Set([...before].filter((name) => !after.has(name) && isIn(pair.new.home, name))),
    new: new Set([...after].filter((name) => !before.has(name) && isIn(pair.old.home, name))),
  };
  return { old: moved(pair.old, old, strays.old), new: moved(pair.new, revised, strays.new) };
}

/** The components that a schema refers to, as far as it is made of them. */
function componentsOf(shape: Shape, schemas: Schemas): ReadonlySet<string> {
  return new Set([shape.home, ...shape.parts].flatMap((spot) => referredTo(spot, schemas) ?? []));
}

/** The component in which something stands that was come to by a reference. */
function referredTo({ pointer }: Spot, schemas: Schemas): string | undefined {
  const isInside = schemas.some((spot) => pointer === spot.pointer || pointer.startsWith(`${spot.pointer}/`));
  return isInside ? undefined : /^\/components\/schemas\/([^/]+)/.exec(pointer)?.[1];
}

function isIn(other: Spot, name: string): boolean {
  const components = at(rootSpot(other.root), ["components", "schemas"]);
  return (
    isObject(components.value) && exists(at(components, [name.replaceAll("~1", "/").replaceAll("~0", "~")]))
  );
}

function moved(shape: Shape, schemas: Schemas, strays: ReadonlySet<string>): Shape {
  const [user] = schemas;
  if (strays.size === 0 || !user) return shape;
  const isStray = (spot: Spot): boolean => strays.has(referredTo(spot, schemas) ?? "");
  const { place } = isStray(shape.home) ? user : shape.home;
  const move = (spot: Spot): Spot => (isStray(spot) ? { ...spot, place } : spot);
  return {
    ...shape,
    home: move(shape.home),
    parts: shape.parts.map(move),
    unions: shape.unions.map((union) =>
      isStray(union.spot)
        ? {
            ...union,
            spot: { ...union.spot, place },
            branches: union.branches.map((branch, index) => ({
              ...branch,
              place: `${place} (form ${index + 1})`,
            })),
          }
        : union,
    ),
  };
}

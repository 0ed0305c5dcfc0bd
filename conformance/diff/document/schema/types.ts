import { listed, textsOf } from "../../json.ts";
import { by, report } from "../course.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { eachOf, partWith, shapeOf, type Shape } from "./shape.ts";
import { FRACTION, typesOfValues } from "./kinds.ts";
import { valuesOf } from "./values.ts";

const ALL = ["boolean", "integer", FRACTION, "string", "array", "object"];

/**
 * Compares the types of what is not `null`. Those of alternatives are compared with these.
 *
 * @returns whether they have one in common, without which nothing else is worth comparing
 */
export function compareTypes(course: SchemaCourse, pair: ShapePair): boolean {
  const types = typesOfBoth(pair);
  const { declared, old, new: revised } = types;
  const gone = difference(old, declared.new);
  const fresh = difference(revised, declared.old);
  tell(course, pair, types, gone, fresh);
  return gone.length + fresh.length === 0 || old.some((type) => revised.includes(type));
}

/** The types that both shapes admit, as far as they are known. */
export function sharedTypes(pair: ShapePair): ReadonlySet<string> {
  const { old, new: revised } = typesOfBoth(pair);
  return new Set(old.filter((type) => revised.includes(type)));
}

interface Types {
  readonly old: readonly string[];
  readonly new: readonly string[];
}

/** The types of both shapes, of which one may say them only by the values that it lists. */
function typesOfBoth({ old, new: revised }: ShapePair): Types & { readonly declared: Types } {
  const values = { old: typesOfList(old), new: typesOfList(revised) };
  const isSaid = declares(old) || declares(revised);
  const known = (shape: Shape, own?: readonly string[], other?: readonly string[]) => (types: string[]) =>
    own && isSaid && (other ?? !declares(shape)) ? types.filter((type) => own.includes(type)) : types;
  const limit = { old: known(old, values.old, values.new), new: known(revised, values.new, values.old) };
  return {
    old: limit.old(typesOf(old)),
    new: limit.new(typesOf(revised)),
    declared: { old: limit.old(declaredTypes(old)), new: limit.new(declaredTypes(revised)) },
  };
}

/** The types of the values that a shape lists, where there are no others. */
function typesOfList(shape: Shape): readonly string[] | undefined {
  const values = valuesOf(shape);
  return values?.closed ? typesOfValues(values.list) : undefined;
}

/**
 * Compares the types of what is not `null`, those of alternatives too.
 *
 * @returns whether they differ
 */
export function compareAllTypes(course: SchemaCourse, pair: ShapePair): boolean {
  const [old, revised] = [typesOf(pair.old), typesOf(pair.new)];
  return tell(course, pair, { old, new: revised }, difference(old, revised), difference(revised, old));
}

function tell(
  course: SchemaCourse,
  pair: ShapePair,
  { old, new: revised }: Types,
  gone: readonly string[],
  fresh: readonly string[],
): boolean {
  if (gone.length === 0 && fresh.length === 0) return false;
  const spots = {
    old: partWith(pair.old, "type") ?? pair.old.home,
    new: partWith(pair.new, "type") ?? pair.new.home,
  };
  const message = `The type is now ${named(revised, pair.new)} instead of ${named(old, pair.old)}.`;
  if (fresh.length === 0 && revised.length > 0) {
    report(course, by(course, "sent-type-narrowed", "received-type-narrowed"), message, spots);
  } else if (gone.length === 0) {
    report(course, by(course, "sent-type-widened", "received-type-widened"), message, spots);
  } else {
    report(course, by(course, "sent-type-changed", "received-type-changed"), message, spots);
  }
  return true;
}

/** Compares whether `null` is admitted. A schema that admits anything says nothing about it. */
export function compareNull(course: SchemaCourse, pair: ShapePair): void {
  if (pair.old.nullable === pair.new.nullable || course.nullJudged) return;
  if (isOpen(pair.old) || isOpen(pair.new)) return;
  const spots = { old: pair.old.home, new: pair.new.home };
  if (pair.old.nullable) {
    report(course, by(course, "sent-null-refused", "received-null-gone"), "It can no longer be null.", spots);
  } else {
    report(course, by(course, "sent-null-accepted", "received-null-possible"), "It can now be null.", spots);
  }
}

/** Whether a schema restricts neither type nor value. */
function isOpen(shape: Shape): boolean {
  return (
    !declares(shape) && shape.unions.length === 0 && !partWith(shape, "enum") && !partWith(shape, "const")
  );
}

/** The types that a shape admits beside `null`; of alternatives, all that one of them admits. */
export function typesOf(shape: Shape, passed: ReadonlySet<string> = new Set()): string[] {
  const lists = shape.unions
    .filter(({ spot }) => !passed.has(spot.pointer))
    .map(({ spot, branches }) =>
      branches.flatMap((branch) => typesOf(shapeOf([branch]), new Set([...passed, spot.pointer]))),
    );
  return declaredTypes(shape).filter((type) => lists.every((list) => list.includes(type)));
}

/** The types that a shape admits beside `null`, whatever its alternatives say. */
function declaredTypes(shape: Shape): string[] {
  if (shape.never) return [];
  const lists = eachOf(shape, "type").map(({ value }) =>
    (typeof value === "string" ? [value] : textsOf(value)).flatMap((type) =>
      type === "number" ? ["integer", FRACTION] : [type],
    ),
  );
  return ALL.filter((type) => lists.every((list) => list.includes(type)));
}

function declares(shape: Shape): boolean {
  return shape.never || partWith(shape, "type") !== undefined;
}

function difference(types: readonly string[], others: readonly string[]): string[] {
  return types.filter((type) => !others.includes(type));
}

/** How types are called in a document. */
function named(types: readonly string[], { nullable }: Shape): string {
  if (types.length === ALL.length) return "anything";
  const called = types.includes(FRACTION)
    ? types.filter((type) => type !== "integer").map((type) => (type === FRACTION ? "number" : type))
    : types;
  if (called.length === 0) return nullable ? "null" : "nothing at all";
  const [last = "", ...others] = listed(called).split(" and ").toReversed();
  return others.length === 0 ? last : `${others.toReversed().join(" and ")} or ${last}`;
}

import { isObject, isSame, listed } from "../../json.ts";
import { written } from "../wording.ts";
import type { SchemaCourse } from "./course.ts";
import { membersOf } from "./members.ts";
import { eachOf, shapeOf, type Schemas, type Shape } from "./shape.ts";
import { typesOf } from "./types.ts";
import { valuesOf } from "./values.ts";

/** One of several forms of a message. */
export interface Branch {
  readonly schemas: Schemas;
  readonly shape: Shape;
  /** Whether it stands for all that the others do not describe. */
  readonly isOther: boolean;
  /** The component that it is, if it is one. */
  readonly component?: string | undefined;
  /** The values of the member that tells the forms apart. */
  readonly tags: readonly unknown[];
  /** What it is called in a message. */
  readonly title: string;
}

/** The forms, with what tells them apart. */
export function branchesOf(course: SchemaCourse, lists: readonly Schemas[]): Branch[] {
  const shapes = lists.map((schemas) => ({ schemas, shape: shapeOf(schemas) }));
  const valued = shapes.map(({ shape }) => closedMembers(course, shape));
  const tag = tagOf(
    valued,
    shapes.some(({ shape }) => isOther(shape)),
  );
  return shapes.map(({ schemas, shape }, index) => {
    const tags = (tag !== undefined && valued[index]?.get(tag)) || [];
    const component = /^\/components\/schemas\/([^/]+)$/.exec(shape.home.pointer)?.[1];
    return {
      schemas,
      shape,
      isOther: isOther(shape),
      tags,
      component,
      title:
        tags.length > 0 ? `with ${tag} ${tags.map(written).join(" or ")}` : (component ?? titleOf(shape)),
    };
  });
}

/** Pairs of forms that are the same one, by what tells them apart, their name, or what they say. */
export function matched(
  course: SchemaCourse,
  old: readonly Branch[],
  revised: readonly Branch[],
): { pairs: [Branch, Branch][]; gone: Branch[]; fresh: Branch[] } {
  const gone = new Set(old);
  const fresh = new Set(revised);
  const pairs: [Branch, Branch][] = [];
  const pass = (fits: (one: Branch, other: Branch) => boolean): void => {
    for (const one of gone) {
      const other = [...fresh].find((candidate) => fits(one, candidate));
      if (!other) continue;
      pairs.push([one, other]);
      gone.delete(one);
      fresh.delete(other);
    }
  };
  pass((one, other) => one.isOther && other.isOther);
  pass((one, other) => one.tags.some((tag) => other.tags.some((value) => isSame(tag, value))));
  pass((one, other) => one.component !== undefined && one.component === other.component);
  pass((one, other) => course.isSame(one.schemas, other.schemas));
  const areAlone = gone.size === 1 && fresh.size === 1;
  const left = { gone: [...gone], fresh: [...fresh] };
  pass((one, other) => isUntagged(one, other) && isOnlyOfType(one, other, left.gone, left.fresh, areAlone));
  pairs.sort(([a], [b]) => old.indexOf(a) - old.indexOf(b));
  return { pairs, gone: [...gone], fresh: [...fresh] };
}

function isUntagged(one: Branch, other: Branch): boolean {
  return one.tags.length === 0 && other.tags.length === 0 && one.isOther === other.isOther;
}

/** Whether no other form that is left has the same types. */
function isOnlyOfType(
  one: Branch,
  other: Branch,
  gone: readonly Branch[],
  fresh: readonly Branch[],
  areAlone: boolean,
): boolean {
  const types = typesOf(one.shape).join();
  if (types !== typesOf(other.shape).join()) return false;
  const isLike = (branch: Branch): boolean => typesOf(branch.shape).join() === types;
  return areAlone || (gone.filter(isLike).length === 1 && fresh.filter(isLike).length === 1);
}

/** The member whose fixed values tell the most forms apart. */
function tagOf(
  valued: readonly ReadonlyMap<string, readonly unknown[]>[],
  hasOther: boolean,
): string | undefined {
  const names = new Set(valued.flatMap((members) => [...members.keys()]));
  const counted = [...names].flatMap((name) => {
    const lists = valued.flatMap((members) => members.get(name) ?? []);
    const users = valued.filter((members) => members.has(name)).length;
    const isDistinct = lists.every(
      (value, index) => lists.findIndex((other) => isSame(other, value)) === index,
    );
    return isDistinct && (users > 1 || hasOther) ? [{ name, users }] : [];
  });
  return counted.toSorted((a, b) => b.users - a.users)[0]?.name;
}

function closedMembers(course: SchemaCourse, shape: Shape): Map<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  for (const [name, schemas] of membersOf(shape, course.direction).declared) {
    const values = valuesOf(shapeOf(schemas));
    if (values?.closed) found.set(name, values.list);
  }
  return found;
}

function isOther(shape: Shape): boolean {
  return eachOf(shape, "x-other").some(({ value }) => value === true);
}

function titleOf(shape: Shape): string {
  const names = shape.parts.flatMap(({ value }) =>
    isObject(value) && isObject(value["properties"]) ? Object.keys(value["properties"]) : [],
  );
  if (names.length > 0) return `with the members ${listed(names.slice(0, 3))}`;
  const values = valuesOf(shape);
  if (values?.closed) return `that is ${values.list.map(written).join(" or ")}`;
  const [required] = eachOf(shape, "required");
  if (required) return `that requires ${written(required.value)}`;
  const types = typesOf(shape).filter((type) => type !== "fraction");
  return types.length < 5 ? `of type ${types.join(" or ")}` : "of any type";
}

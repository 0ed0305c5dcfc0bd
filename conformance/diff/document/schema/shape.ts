import { isObject } from "../../json.ts";
import { at, isOfOpenApi30, target, type Spot } from "../spot.ts";
import { flattened, mergedBranches } from "./alternatives.ts";
import { admitsNull, isNullOnly } from "./null.ts";

/** Schemas that hold together, as `allOf` and `$ref` join them. None means that anything goes. */
export type Schemas = readonly Spot[];

/** Alternatives of which one has to hold. */
export interface Union {
  readonly keyword: "oneOf" | "anyOf";
  readonly spot: Spot;
  readonly branches: readonly Spot[];
}

/** A schema without `$ref`, `allOf`, and `null`: what is said of a value that is there, keyword by keyword. */
export interface Shape {
  readonly parts: readonly Spot[];
  readonly unions: readonly Union[];
  readonly nullable: boolean;
  /** Whether it is `false`, so that nothing goes. */
  readonly never: boolean;
  /** The schema itself; of a reference, what it leads to. */
  readonly home: Spot;
}

const UNIONS = ["oneOf", "anyOf"] as const;

/** Keywords that say nothing of what is possible; a reference with only these beside it is what it leads to. */
const REMARKS = new Set(["description", "summary", "title", "example", "examples", "deprecated", "$comment"]);

/** The shapes of the schemas of a document that were asked for, as the same one is come to by many ways. */
const remembered = new WeakMap<object, Map<unknown, Map<string, Shape>>>();

/** What schemas say together. */
export function shapeOf(schemas: Schemas): Shape {
  const [only] = schemas;
  if (!only || schemas.length > 1 || !isObject(only.value)) return findShape(schemas);
  const document = remembered.get(only.root) ?? new Map<unknown, Map<string, Shape>>();
  remembered.set(only.root, document);
  const known = document.get(only.value) ?? new Map<string, Shape>();
  document.set(only.value, known);
  const key = `${only.pointer} ${only.place}`;
  const shape = known.get(key) ?? findShape(schemas);
  known.set(key, shape);
  return shape;
}

function findShape(schemas: Schemas): Shape {
  const parts: Spot[] = [];
  const unions: Union[] = [];
  const passed = new Set<string>();
  let never = false;
  const take = (spot: Spot): void => {
    if (spot.value === false) never = true;
    if (!isObject(spot.value) || passed.has(spot.pointer)) return;
    passed.add(spot.pointer);
    const { $ref, allOf, oneOf: _oneOf, anyOf: _anyOf, ...rest } = spot.value;
    if (typeof $ref === "string" && isOfOpenApi30(spot)) return take(target(spot, $ref));
    if (Object.keys(rest).length > 0) parts.push({ ...spot, value: rest });
    if (typeof $ref === "string") take(target(spot, $ref));
    if (Array.isArray(allOf)) allOf.forEach((_, index) => take(at(spot, ["allOf", index])));
    for (const keyword of UNIONS) takeUnion(spot, keyword);
  };
  const takeUnion = (spot: Spot, keyword: Union["keyword"]): void => {
    const list = at(spot, [keyword]);
    if (!Array.isArray(list.value)) return;
    const all = list.value.map((_, index) => at(list, [index], `${spot.place} (form ${index + 1})`));
    const branches = flattened(all, keyword).filter((branch) => !isNullOnly(branch));
    const [only] = branches;
    const merged = mergedBranches(list, branches, keyword);
    if (only && branches.length === 1) take({ ...only, place: spot.place });
    else if (merged) parts.push(merged);
    else if (branches.length > 0) unions.push({ keyword, spot: list, branches });
    else if (all.length > 0) never = true;
  };
  schemas.forEach(take);
  return { parts, unions, never, nullable: schemas.every((spot) => admitsNull(spot)), home: homeOf(schemas) };
}

/** The first part that has a keyword. */
export function partWith(shape: Shape, keyword: string): Spot | undefined {
  return shape.parts.find(({ value }) => isObject(value) && Object.hasOwn(value, keyword));
}

/** Whether a schema says nothing of what is possible. */
export function isUnconstrained(shape: Shape): boolean {
  return (
    !shape.never &&
    shape.unions.length === 0 &&
    shape.parts.every(({ value }) => isObject(value) && Object.keys(value).every(isRemark))
  );
}

/** What a keyword has in each part that has it. */
export function eachOf(shape: Shape, keyword: string): Spot[] {
  return shape.parts
    .filter(({ value }) => isObject(value) && Object.hasOwn(value, keyword))
    .map((part) => at(part, [keyword]));
}

/** What a keyword says: of several parts, the first. */
export function valueOf(shape: Shape, keyword: string): unknown {
  const [first] = eachOf(shape, keyword);
  return first?.value;
}

/** A schema that says nothing, in the place of one that is not there. */
export function anything(beside: Spot): Spot {
  return { ...beside, value: undefined, pointer: "" };
}

function homeOf(schemas: Schemas): Spot {
  let [here] = schemas;
  if (!here) throw new TypeError("A schema without a place.");
  const passed = new Set<string>();
  while (isObject(here.value) && typeof here.value["$ref"] === "string" && !passed.has(here.pointer)) {
    const others = Object.keys(here.value).filter((name) => name !== "$ref" && !isRemark(name));
    if (others.length > 0 && !isOfOpenApi30(here)) break;
    passed.add(here.pointer);
    here = target(here, here.value["$ref"]);
  }
  return here;
}

function isRemark(keyword: string): boolean {
  return REMARKS.has(keyword) || keyword.startsWith("x-");
}

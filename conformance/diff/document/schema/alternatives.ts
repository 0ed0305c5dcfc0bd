import { isObject } from "../../json.ts";
import type { JsonObject } from "../../change.ts";
import { at, followed, isOfOpenApi30, type Spot } from "../spot.ts";
import { FRACTION, typesOfValues } from "./kinds.ts";

/** What a branch may hold beside its one keyword. */
const BESIDE = new Set(["description", "title", "deprecated", "$comment"]);

/**
 * Branches that only list types, or only list values, as the one schema that says the same: a union of `string` and
 * `number` is a value of either type, a union of constants is an enumeration.
 */
export function mergedBranches(
  list: Spot,
  branches: readonly Spot[],
  keyword: "oneOf" | "anyOf",
): Spot | undefined {
  const plain = branches.map(plainOf).filter(isObject);
  if (plain.length < 2 || plain.length < branches.length) return undefined;
  const types = plain.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).filter(isText);
  if (plain.every((one) => holdsOnly(one, ["type"]))) {
    return { ...list, value: { type: [...new Set(types)] } };
  }
  if (plain.every((one) => holdsOnly(one, ["type", "const", "enum"]) && ("const" in one || "enum" in one))) {
    const values: unknown[] = plain.flatMap((one) => ("const" in one ? [one["const"]] : one["enum"]));
    return { ...list, value: { ...(types.length > 0 && { type: [...new Set(types)] }), enum: values } };
  }
  return keyword === "anyOf" ? openList(list, plain) : undefined;
}

/** A union of listed values with the types that they have, and with that all others: a list of those that are known. */
function openList(list: Spot, branches: readonly JsonObject[]): Spot | undefined {
  const open = branches.filter((one) => "type" in one && holdsOnly(one, ["type"]));
  const listed = branches.filter((one) => !open.includes(one));
  if (open.length === 0 || !listed.every((one) => holdsOnly(one, ["type", "const", "enum"])))
    return undefined;
  const types = open.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).filter(isText);
  const values: unknown[] = listed
    .flatMap((one) => ("const" in one ? [one["const"]] : one["enum"]))
    .filter((value) => value !== null);
  const isNumber = (type: string): boolean => type === "integer" || type === FRACTION;
  const isAdmitted = (value: unknown): boolean =>
    typesOfValues([value]).every((one) => types.includes(one) || (isNumber(one) && types.includes("number")));
  if (!listed.every((one) => "const" in one || Array.isArray(one["enum"])) || !values.every(isAdmitted)) {
    return undefined;
  }
  return { ...list, value: { type: [...new Set(types)], "x-extensible-enum": values } };
}

/** Branches, and in the place of those that are only a union of the same keyword, the branches of that. */
export function flattened(branches: readonly Spot[], keyword: "oneOf" | "anyOf"): Spot[] {
  const flatten = (branch: Spot, passed: ReadonlySet<string>): Spot[] => {
    const inner = followed(branch);
    const { value } = inner;
    if (passed.has(inner.pointer) || !isObject(plainOf(branch)) || !isObject(value)) return [branch];
    const list = at(inner, [keyword], branch.place);
    if (!Array.isArray(list.value) || !holdsOnly(value, [keyword])) return [branch];
    const on = new Set([...passed, inner.pointer]);
    return list.value.flatMap((_, index) => flatten(at(list, [index], `${branch.place}.${index + 1}`), on));
  };
  return branches.flatMap((branch) => flatten(branch, new Set()));
}

/** What a branch says, where what it refers to says it all. */
function plainOf(branch: Spot): unknown {
  const { value } = branch;
  if (isObject(value) && "$ref" in value && !isOfOpenApi30(branch) && !holdsOnly(value, ["$ref"])) {
    return undefined;
  }
  return followed(branch).value;
}

function holdsOnly(schema: object, keywords: readonly string[]): boolean {
  return Object.keys(schema).every((name) => keywords.includes(name) || BESIDE.has(name));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

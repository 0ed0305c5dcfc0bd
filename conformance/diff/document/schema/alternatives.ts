import { isObject } from "../../json.ts";
import { followed, type Spot } from "../spot.ts";

/** What a branch may hold beside its one keyword. */
const BESIDE = new Set(["description", "title", "deprecated", "$comment"]);

/**
 * Branches that only list types, or only list values, as the one schema that says the same: a union of `string` and
 * `number` is a value of either type, a union of constants is an enumeration.
 */
export function mergedBranches(list: Spot, branches: readonly Spot[]): Spot | undefined {
  const plain = branches.map((branch) => followed(branch).value).filter(isObject);
  if (plain.length < 2 || plain.length < branches.length) return undefined;
  const types = plain.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).filter(isText);
  if (plain.every((one) => holdsOnly(one, ["type"]))) {
    return { ...list, value: { type: [...new Set(types)] } };
  }
  if (plain.every((one) => holdsOnly(one, ["type", "const", "enum"]) && ("const" in one || "enum" in one))) {
    const values: unknown[] = plain.flatMap((one) => ("const" in one ? [one["const"]] : one["enum"]));
    return { ...list, value: { ...(types.length > 0 && { type: [...new Set(types)] }), enum: values } };
  }
  return undefined;
}

function holdsOnly(schema: object, keywords: readonly string[]): boolean {
  return Object.keys(schema).every((name) => keywords.includes(name) || BESIDE.has(name));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

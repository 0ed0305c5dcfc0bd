import { isObject } from "../../json.ts";
import { at, isOfOpenApi30, target, type Spot } from "../spot.ts";

/** Whether a schema admits `null`. OpenAPI 3.0 says so by `nullable`, which is taken to hold whatever stands beside it. */
export function admitsNull(spot: Spot, passed: ReadonlySet<string> = new Set()): boolean {
  const { value } = spot;
  if (!isObject(value)) return value !== false;
  const { type, $ref } = value;
  const on = new Set([...passed, spot.pointer]);
  if (typeof $ref === "string" && isOfOpenApi30(spot) && !passed.has(spot.pointer)) {
    return admitsNull(target(spot, $ref), on);
  }
  if (value["nullable"] === true || passed.has(spot.pointer)) return true;
  if (type !== undefined && type !== "null" && !(Array.isArray(type) && type.includes("null"))) return false;
  if ("const" in value && value["const"] !== null) return false;
  if (Array.isArray(value["enum"]) && !value["enum"].includes(null)) return false;
  if (typeof $ref === "string" && !admitsNull(target(spot, $ref), on)) return false;
  const branches = (keyword: string): Spot[] => {
    const list = value[keyword];
    return Array.isArray(list) ? list.map((_, index) => at(spot, [keyword, index])) : [];
  };
  if (!branches("allOf").every((branch) => admitsNull(branch, on))) return false;
  return ["oneOf", "anyOf"].every((keyword) => {
    const list = branches(keyword);
    return list.length === 0 || list.some((branch) => admitsNull(branch, on));
  });
}

/** Whether a schema admits nothing but `null`. */
export function isNullOnly({ value }: Spot): boolean {
  if (!isObject(value)) return false;
  const { type } = value;
  return (
    type === "null" ||
    (Array.isArray(type) && type.length === 1 && type[0] === "null") ||
    value["const"] === null
  );
}

import type { RawViolation, Validator } from "../../generated/contract.ts";
import { valueAt } from "../pointer.ts";

/** One rule of the contract that a message breaks. */
export interface Violation {
  /**
   * JSON Pointer into the message: `/path/…`, `/query/…`, `/headers/<lower case>` or `/body/…`. Of a missing
   * or superfluous member, where it is missing or superfluous.
   */
  readonly where: string;
  /** The rule, named as JSON Schema names its keyword, such as `required` or `maxItems`. */
  readonly rule: string;
  /** What the rule asks for. */
  readonly expected: string;
  /** What stands there: numbers, booleans and null as they are, of anything else only kind and size. */
  readonly received: string;
}

/** Keywords that only say that another error, reported beside them, made them fail. */
const ECHOES = new Set(["if", "propertyNames"]);

/** How many broken rules are described. Whoever sends more of them is not helped by more of that. */
const MAX_VIOLATIONS = 1000;

/**
 * Judges a message and describes each broken rule once, without repeating text of the message. Of more than a thousand,
 * the first are described.
 */
export function violationsOf(validator: Validator, message: unknown): Violation[] {
  if (validator(message)) return [];
  const found = new Map<string, Violation>();
  for (const raw of validator.errors ?? []) {
    if (found.size >= MAX_VIOLATIONS) break;
    if (ECHOES.has(raw.keyword)) continue;
    const where = place(raw);
    const violation = {
      where,
      rule: raw.keyword === "false schema" ? "absent" : raw.keyword,
      expected: expectation(raw),
      received: received(raw, message, where),
    };
    found.set(JSON.stringify(violation), violation);
  }
  return [...found.values()];
}

function place({ instancePath, keyword, params, propertyName }: RawViolation): string {
  const below = (name: unknown) => `${instancePath}/${escape(String(name))}`;
  if (propertyName !== undefined) return below(propertyName);
  if (keyword === "required" || keyword === "dependentRequired") return below(params["missingProperty"]);
  if (keyword === "additionalProperties") return below(params["additionalProperty"]);
  return instancePath;
}

function expectation({ keyword, params }: RawViolation): string {
  const list = (value: unknown) =>
    (Array.isArray(value) ? value : [value]).map((one) => JSON.stringify(one)).join(", ");
  const limit = String(params["limit"]);
  switch (keyword) {
    case "required":
      return "a value";
    case "dependentRequired":
      return `a value, because ${String(params["property"])} is given`;
    case "additionalProperties":
      return "no member of this name";
    case "false schema":
      return "nothing";
    case "type":
      return (Array.isArray(params["type"]) ? params["type"] : [params["type"]]).join(" or ");
    case "const":
      return list(params["allowedValue"]);
    case "enum":
      return `one of ${list(params["allowedValues"])}`;
    case "pattern":
      return `text that matches ${String(params["pattern"])}`;
    case "format":
      return `text in the format ${String(params["format"])}`;
    case "minimum":
      return `at least ${limit}`;
    case "maximum":
      return `at most ${limit}`;
    case "minLength":
      return `at least ${limit} characters`;
    case "maxLength":
      return `at most ${limit} characters`;
    case "minItems":
      return `at least ${limit} items`;
    case "maxItems":
      return `at most ${limit} items`;
    case "maxProperties":
      return `at most ${limit} members`;
    default:
      return `a value that satisfies "${keyword}"`;
  }
}

function received({ propertyName }: RawViolation, message: unknown, where: string): string {
  if (propertyName !== undefined) return `a name of ${Array.from(propertyName).length} characters`;
  return describe(valueAt(message, where));
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return `text of ${Array.from(value).length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length} items`;
  return `an object of ${Object.keys(value).length} members`;
}

function escape(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

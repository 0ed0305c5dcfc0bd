import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Contract, JsonObject, Side } from "./change.ts";
import { rules, isRuleId, type RuleId } from "./rules/index.ts";

/** What a fragment of a fixture is a part of. */
const WHERE = [
  "request",
  "response",
  "notification",
  "acknowledgement",
  "operation",
  "webhook",
  "document",
  "flows",
  "requirements",
] as const;

/** A pair of fragments that differ by what one rule finds. */
export interface Fixture {
  readonly rule: RuleId;
  /** What the fragments are: the schema of a message, an operation, a webhook, or the part of a contract. */
  readonly in: (typeof WHERE)[number];
  /** Where the change stands; follows from `in` where it is not given. */
  readonly side: Side;
  readonly old: unknown;
  readonly new: unknown;
  /** What `redocly diff` says instead, and why we say otherwise; absent where both agree. */
  readonly redocly?: { readonly says: string; readonly why: string };
}

const SIDES: Readonly<Record<Fixture["in"], Side>> = {
  request: "request",
  response: "response",
  notification: "notification",
  acknowledgement: "acknowledgement",
  operation: "request",
  webhook: "notification",
  document: "document",
  flows: "flow",
  requirements: "requirement",
};

const FOLDER = new URL("fixtures/", import.meta.url);

let known: readonly Fixture[] | undefined;

/** Every fixture, in the order of the rules. Read once, as there are hundreds. */
export function readFixtures(): readonly Fixture[] {
  const ids = Object.keys(rules);
  known ??= readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .map(readFixture)
    .toSorted((a, b) => ids.indexOf(a.rule) - ids.indexOf(b.rule));
  return known;
}

/** The two whole contracts that a fixture stands for. */
export function contractsOf(fixture: Fixture): { old: Contract; new: Contract } {
  return { old: contractOf("old", fixture.in, fixture.old), new: contractOf("new", fixture.in, fixture.new) };
}

function readFixture(file: string): Fixture {
  const value: unknown = parse(readFileSync(new URL(file, FOLDER), "utf8"));
  if (!isObject(value)) throw new TypeError(`${file}: not an object.`);
  const { rule, redocly } = value;
  const where = WHERE.find((name) => name === value["in"]);
  if (typeof rule !== "string" || !isRuleId(rule) || `${rule}.yaml` !== file || !where) {
    throw new TypeError(`${file}: needs "rule", the id that the file is named by, and "in".`);
  }
  return {
    rule,
    in: where,
    side: Object.values(SIDES).find((side) => side === value["side"]) ?? SIDES[where],
    old: value["old"],
    new: value["new"],
    ...(isDisagreement(redocly) ? { redocly } : {}),
  };
}

function isDisagreement(value: unknown): value is NonNullable<Fixture["redocly"]> {
  return isObject(value) && typeof value["says"] === "string" && typeof value["why"] === "string";
}

function contractOf(name: string, where: Fixture["in"], fragment: unknown): Contract {
  const flows = isFlows(fragment) ? fragment : {};
  const requirements = Array.isArray(fragment) ? fragment.filter(isObject) : [];
  return {
    name,
    document: documentOf(where, fragment),
    ...(where === "flows" ? { flows } : {}),
    ...(where === "requirements" ? { requirements } : {}),
  };
}

/** A document that is small and whole, with a fragment in its place. */
export function documentOf(where: Fixture["in"], fragment: unknown): JsonObject {
  const content = { "application/json": { schema: fragment } };
  const done = { "204": { description: "Done." } };
  const operation = (parts: object) => ({ operationId: "callers.ask", responses: done, ...parts });
  const webhook = (parts: object) => ({ operationId: "receivers.hear", responses: done, ...parts });
  const given = isObject(fragment) ? fragment : {};
  const asked: Partial<Record<Fixture["in"], object>> = {
    request: operation({ requestBody: { required: true, content } }),
    response: operation({ responses: { "200": { description: "Here.", content } } }),
    operation: operation(given),
  };
  const heard: Partial<Record<Fixture["in"], object>> = {
    notification: webhook({ requestBody: { required: true, content } }),
    acknowledgement: webhook({ responses: { "200": { description: "Taken.", content } } }),
    webhook: webhook(given),
  };
  return {
    openapi: "3.1.1",
    info: { title: "Calls", version: "1" },
    paths: where in asked ? { "/ask": { post: asked[where] } } : {},
    ...(where in heard ? { webhooks: { hear: { post: heard[where] } } } : {}),
    ...(where === "document" ? given : {}),
  };
}

function isFlows(value: unknown): value is Readonly<Record<string, JsonObject>> {
  return isObject(value) && Object.values(value).every(isObject);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

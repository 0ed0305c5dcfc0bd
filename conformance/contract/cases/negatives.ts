import { mutationsOf, type Accepts, type Mutation, type Site } from "../schema/mutations.ts";
import { isObject, objectAt, strings, type Json, textAt } from "../schema/schema.ts";
import { parametersOf, type Message, type Target } from "./target.ts";
import { documentedMessages, messageShell, sampleMessages } from "./valid.ts";

/** A message that breaks one rule. */
export interface Negative {
  readonly target: Target;
  readonly rule: string;
  /** Where a judge has to point; empty where the route table and not a validator refuses it. */
  readonly where: string;
  readonly message: Message;
}

/** Breaks every rule of a target: of bodies from the documented messages and from samples, of headers and query. */
export function negativesOf(target: Target, accepts: Accepts): Negative[] {
  const found: Negative[] = [];
  const add = (rule: string, where: string, message: Message) => found.push({ target, rule, where, message });
  const done = new Set<string>();
  for (const { message } of [...documentedMessages(target), ...sampleMessages(target)]) {
    for (const { rule, where, value } of bodyMutations(target, accepts, message, done)) {
      add(rule, where, { ...message, body: value });
    }
  }
  const [{ message: valid } = { message: messageShell(target) }] = sampleMessages(target);
  const { body: _, ...bodyless } = valid;
  if (target.body !== undefined) add("required", "/body", bodyless);
  else if (target.kind === "response" && target.status === "204")
    add("absent", "/body", { ...valid, body: {} });
  if (target.mediaType) {
    add("pattern", "/headers/content-type", withHeader(valid, "content-type", "text/plain"));
    add("required", "/headers/content-type", withHeader(valid, "content-type", undefined));
  }
  if (target.kind !== "response") addParameters(target, accepts, valid, add);
  return found;
}

function bodyMutations(target: Target, accepts: Accepts, { body }: Message, done: Set<string>): Mutation[] {
  const { document, body: schema } = target;
  if (schema === undefined || !isJson(body)) return [];
  return mutationsOf({ root: { document }, accepts, path: ["body"], done }, schema, body);
}

function isJson(value: unknown): value is Json {
  return value !== undefined && typeof value !== "function";
}

type Add = (rule: string, where: string, message: Message) => unknown;

function addParameters(target: Target, accepts: Accepts, valid: Message, add: Add): void {
  const root = { document: target.document };
  for (const parameter of parametersOf(target, "header")) {
    const name = textAt(parameter, "name").toLowerCase();
    const site = { root, accepts, path: ["headers", name], done: new Set<string>() };
    for (const { rule, where, value } of textMutations(site, parameter["schema"], valid.headers[name])) {
      add(rule, where, withHeader(valid, name, value));
    }
    if (parameter["required"] === true)
      add("required", `/headers/${name}`, withHeader(valid, name, undefined));
  }
  for (const parameter of parametersOf(target, "query")) {
    const name = textAt(parameter, "name");
    const site = { root, accepts, path: ["query", name], done: new Set<string>() };
    for (const { rule, where, value } of textMutations(site, parameter["schema"], valid.query[name])) {
      add(rule, where, { ...valid, query: { ...valid.query, [name]: value } });
    }
    if (parameter["required"] === true) add("required", `/query/${name}`, { ...valid, query: {} });
  }
  for (const needed of Object.values(objectAt(target.definition, "x-dependent-parameters"))) {
    for (const name of strings(needed).map((header) => header.toLowerCase())) {
      add("dependentRequired", `/headers/${name}`, withHeader(valid, name, undefined));
    }
  }
  if (target.kind === "request") {
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) add(`method ${method}`, "", { ...valid, method });
  }
}

/** What stands in a header or query is always text, so a wrong JSON type is no fault that can be sent. */
function textMutations(
  site: Site,
  schema: unknown,
  value: string | undefined,
): { rule: string; where: string; value: string }[] {
  if (!isObject(schema) || value === undefined) return [];
  return mutationsOf(site, schema, value).flatMap(({ rule, where, value: broken }) =>
    typeof broken === "string" ? [{ rule, where, value: broken }] : [],
  );
}

function withHeader(message: Message, name: string, value: string | undefined): Message {
  const { [name]: _, ...headers } = message.headers;
  return { ...message, headers: value === undefined ? headers : { ...headers, [name]: value } };
}

import type { DocumentedMessage, DocumentedRequest } from "../../../generated/contract.ts";
import { examples } from "../../../generated/examples.ts";
import { findRoute } from "../../../src/validate/index.ts";
import { samplesOf } from "../schema/samples.ts";
import { isObject, textAt } from "../schema/schema.ts";
import { parametersOf, versionQuery, type Message, type Target } from "./target.ts";

/** A valid message, and the documented one that it is, if it is one. */
export interface ValidMessage {
  readonly message: Message;
  readonly documented?: DocumentedMessage;
}

/** The documented messages of a target, also those that the documents show for another version of the service. */
export function documentedMessages(target: Target): ValidMessage[] {
  return examples.flatMap((documented) => {
    const message = isOf(target, documented) ? asMessage(target, documented) : undefined;
    return message ? [{ message, documented }] : [];
  });
}

function isOf(target: Target, documented: DocumentedMessage): boolean {
  if (documented.direction !== target.kind) return false;
  if (documented.direction === "notification") {
    const service = documented.operation.split(".")[0] ?? "";
    return documented.webhook === target.webhook && target.version.startsWith(`${service}@`);
  }
  if (documented.operation !== target.operation) return false;
  return documented.direction === "request" || String(documented.message.status) === target.status;
}

function asMessage(target: Target, documented: DocumentedMessage): Message {
  const { headers } = documented.message;
  if (documented.direction === "response") {
    const { body } = documented.message;
    return { method: "", path: {}, query: {}, headers, ...(body === undefined ? {} : { body }) };
  }
  const { method, body } = documented.message;
  const path = documentedPath(documented.message);
  return {
    method,
    path,
    query: target.kind === "request" ? versionQuery(target.version) : {},
    headers,
    body,
  };
}

/** The path parameters of a documented request; none of a notification, whose address is the bot's. */
export function documentedPath({ method, url }: DocumentedRequest): Readonly<Record<string, string>> {
  const match = findRoute(method, new URL(url));
  return "path" in match ? match.path : {};
}

/** Valid messages made from the schemas, which together show everything that may stand in one. */
export function sampleMessages(target: Target): ValidMessage[] {
  const { document, body } = target;
  const shell = messageShell(target);
  if (body === undefined) return [{ message: shell }];
  return samplesOf({ document }, body).map((sample) => ({ message: { ...shell, body: sample } }));
}

/** A valid message but for its body, with every header. */
export function messageShell(target: Target): Message {
  const sampled = (place: string): [string, string][] =>
    parametersOf(target, place).map((parameter) => {
      const { schema } = parameter;
      const [value] = samplesOf({ document: target.document }, isObject(schema) ? schema : true);
      return [textAt(parameter, "name"), typeof value === "string" ? value : ""];
    });
  const headers = sampled("header").map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: target.kind === "response" ? "" : "POST",
    path: target.kind === "response" ? {} : Object.fromEntries(sampled("path")),
    query: target.kind === "request" ? versionQuery(target.version) : {},
    headers: {
      ...(target.kind === "response" ? {} : Object.fromEntries(headers)),
      ...(target.body === undefined ? {} : { "content-type": "application/json" }),
    },
  };
}

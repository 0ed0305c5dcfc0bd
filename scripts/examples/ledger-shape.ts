/** The shape of every file under specs/examples. */
import {
  apiVersions,
  directions,
  dispositions,
  kinds,
  languages,
  operations,
  webhooks,
  type DocumentEntry,
  type Erratum,
  type ExampleMessage,
  type HttpMessage,
  type HttpRequest,
  type HttpResponse,
  type Occurrence,
  type Repair,
} from "./ledger-types.ts";
import { integer, isRecord, json, list, members, oneOf, text, type Guard } from "./shape.ts";

const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const messageId = /^[a-z0-9-]+\/\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const erratumId = /^[a-z0-9-]+\/[A-Z][1-9]\d*$/u;
const digest = /^[0-9a-f]{64}$/u;
const anything = /^/u;

export const documentList: Guard<DocumentEntry[]> = list(
  members<DocumentEntry>({
    id: text(slug),
    title: text(),
    language: oneOf(languages),
    operation: oneOf(operations),
    apiVersion: oneOf(apiVersions),
    file: text(/^[^/\\]+$/u),
    sha256: text(digest),
    messages: integer(1),
  }),
);

const headers: Guard<Record<string, string>> = (value, at, report): value is Record<string, string> => {
  if (!isRecord(value)) {
    report(at, "is not an object");
    return false;
  }
  const wrong = Object.entries(value).filter(
    ([name, field]) => name !== name.toLowerCase() || typeof field !== "string",
  );
  for (const [name] of wrong) report(`${at}.${name}`, "is not a lower-case header name with a string");
  return wrong.length === 0;
};

const request = members<HttpRequest>(
  { method: text(/^[A-Z]+$/u), url: text(/^https?:\/\//u), headers, body: json },
  ["body"],
);
const response = members<HttpResponse>({ status: integer(100), headers, body: json }, ["body"]);

const httpMessage: Guard<HttpMessage> = (value, at, report): value is HttpMessage =>
  isRecord(value) && "status" in value ? response(value, at, report) : request(value, at, report);

const lineRange: Guard<[number, number]> = (value, at, report): value is [number, number] => {
  const numbers = list(integer(1));
  if (numbers(value, at, report) && value.length === 2 && Number(value[0]) <= Number(value[1])) return true;
  report(at, "is not a pair of first and last line");
  return false;
};

export const exampleMessage: Guard<ExampleMessage> = members<ExampleMessage>(
  {
    id: text(messageId),
    document: text(slug),
    example: integer(1),
    order: integer(1),
    place: text(),
    lines: lineRange,
    operation: oneOf(operations),
    apiVersion: oneOf(apiVersions),
    direction: oneOf(directions),
    webhook: oneOf(webhooks),
    sha256: text(digest),
    documented: text(anything),
    errata: list(text(erratumId)),
    message: httpMessage,
  },
  ["webhook"],
);

const occurrence = members<Occurrence>({ line: integer(1), text: text(), message: text(messageId) }, [
  "message",
]);
const edit = members<Extract<Repair, { find: string }>>({
  message: text(messageId),
  find: text(),
  replace: text(anything),
});
const prepend = members<Extract<Repair, { insert: string }>>({
  message: text(messageId),
  at: oneOf(["start"]),
  insert: text(),
});
const repair: Guard<Repair> = (value, at, report): value is Repair =>
  isRecord(value) && "at" in value ? prepend(value, at, report) : edit(value, at, report);

export const erratumList: Guard<Erratum[]> = list(
  members<Erratum>({
    id: text(erratumId),
    document: text(slug),
    kind: oneOf(kinds),
    documented: text(),
    right: text(),
    evidence: text(),
    disposition: oneOf(dispositions),
    occurrences: list(occurrence),
    repairs: list(repair),
  }),
);

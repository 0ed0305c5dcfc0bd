/**
 * A strict reader of one HTTP message as documentation prints it: a start line, header lines, a blank
 * line, and a JSON body or nothing. The one liberty is the documents' own: a request line names the
 * absolute URL and leaves the HTTP version out.
 */
import type { HttpMessage, Json } from "./ledger-types.ts";

export type ParsedMessage = { ok: true; message: HttpMessage } | { ok: false; reason: string };

const requestLine = /^(?<method>[A-Z]+) (?<url>https?:\/\/[^\s{}]+)(?: HTTP\/1\.1)?$/u;
const statusLine = /^HTTP\/1\.1 (?<status>[1-5]\d\d) \S.*$/u;
const headerLine = /^(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+): (?<value>\S(?:.*\S)?)$/u;

export function parseHttpMessage(text: string): ParsedMessage {
  const separator = text.indexOf("\n\n");
  const head = separator === -1 ? text : text.slice(0, separator);
  const bodyText = separator === -1 ? "" : text.slice(separator + 2);
  const [startLine = "", ...fieldLines] = head.split("\n");

  const headers = parseHeaders(fieldLines);
  if (!headers.ok) return headers;
  const body = parseBody(bodyText, headers.fields);
  if (!body.ok) return body;

  const request = requestLine.exec(startLine)?.groups;
  if (request?.["method"] !== undefined && request["url"] !== undefined) {
    return {
      ok: true,
      message: { method: request["method"], url: request["url"], headers: headers.fields, ...body.member },
    };
  }
  const status = statusLine.exec(startLine)?.groups?.["status"];
  if (status !== undefined) {
    return { ok: true, message: { status: Number(status), headers: headers.fields, ...body.member } };
  }
  return refused(`"${startLine.slice(0, 80)}" is neither a request line nor a status line`);
}

type Headers = { ok: true; fields: Record<string, string> } | { ok: false; reason: string };

function parseHeaders(lines: readonly string[]): Headers {
  const fields: Record<string, string> = {};
  for (const line of lines) {
    const groups = headerLine.exec(line)?.groups;
    const name = groups?.["name"]?.toLowerCase();
    const value = groups?.["value"];
    if (name === undefined || value === undefined) {
      return refused(`"${line.slice(0, 80)}" is not a header line; the body begins after a blank line`);
    }
    if (Object.hasOwn(fields, name)) return refused(`the header ${name} stands twice`);
    fields[name] = value;
  }
  return { ok: true, fields };
}

type Body = { ok: true; member: { body?: Json } } | { ok: false; reason: string };

function parseBody(text: string, headers: Readonly<Record<string, string>>): Body {
  const length = headers["content-length"];
  if (length !== undefined && Number(length) !== Buffer.byteLength(text, "utf8")) {
    return refused(`content-length says ${length}, the body has ${Buffer.byteLength(text, "utf8")} bytes`);
  }
  if (text === "") return { ok: true, member: {} };
  if (headers["content-type"] !== "application/json") {
    return refused("there is a body but no header content-type: application/json");
  }
  try {
    const body: Json = JSON.parse(text);
    return { ok: true, member: { body } };
  } catch (error) {
    return refused(`the body is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function refused(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}

import { isRecord } from "../../src/http/result.ts";
import type { Alter } from "./client-stage.ts";

/** The request as it is. */
export const asItIs: Alter = (sent) => sent;

/** Another address. */
export function inUrl(from: string | RegExp, to: string): Alter {
  return (sent) => ({ ...sent, url: sent.url.replace(from, to) });
}

/** A header with another value, or without one where that is undefined. */
export function withHeader(name: string, value: string | undefined): Alter {
  return (sent) => {
    const headers = Object.fromEntries(Object.entries(sent.headers).filter(([other]) => other !== name));
    return { ...sent, headers: value === undefined ? headers : { ...headers, [name]: value } };
  };
}

/** A body with other members; those that are undefined are left out. */
export function withMembers(members: Readonly<Record<string, unknown>>): Alter {
  return (sent) => ({ ...sent, body: { ...(isRecord(sent.body) && sent.body), ...members } });
}

/** Another body. */
export function withBody(body: unknown): Alter {
  return (sent) => ({ ...sent, body });
}

/** Another method. */
export function withMethod(method: string): Alter {
  return (sent) => ({ ...sent, method });
}

/** So many headers. */
export function manyHeaders(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`X-${index}`, "value"]));
}

/** Something that lies deeper than anybody looks. */
export function deep(levels: number): unknown {
  let value: unknown = {};
  for (let level = 0; level < levels; level++) value = { deeper: value };
  return value;
}

import { inspect } from "node:util";
import { isRecord } from "../../src/http/result.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Secrets of every kind, each with a word of its own in it, so that a part is found too. */
export const CANARIES = {
  accessKey: base64("canary wren: an access key of a resource"),
  token: "canary-robin.of-a-bearer~token",
  querySecret: "canary/finch+of a=query",
  incomingCallContext: "eyJhbGciOiJub25lIn0.Y2FuYXJ5LW1hcnRpbg.canary-swift",
  ownHeader: "canary-heron-of-a-header",
  password: "canary:stork@of-an-address",
} as const;

/** How a secret may be written, by other means than those by which the package hides them. */
function spellings(secret: string): string[] {
  const encoded = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  // In base64 what stands before it decides among three.
  const shifted = [0, 1, 2].map((before) => {
    const text = base64(" ".repeat(before) + secret);
    return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  });
  return [
    secret,
    encoded,
    encodeURIComponent(encoded),
    secret.replaceAll(" ", "+"),
    new URLSearchParams([["", secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString("hex"),
    ...shifted,
    ...shifted.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
}

/** Which canaries stand in a text, and how they are written there. Half of one counts. */
export function canariesIn(text: string): string[] {
  return Object.entries(CANARIES).flatMap(([name, secret]) => {
    const found = spellings(secret).find((one) => {
      const half = one.slice(0, Math.max(12, Math.ceil(one.length / 2)));
      return text.includes(one) || text.includes(half);
    });
    return found === undefined ? [] : [`${name} as ${found}`];
  });
}

/** All that somebody could print of an error, of its causes and of whatever hangs on it. */
export function printed(value: unknown): string {
  const texts = [
    inspect(value, { depth: 20, showHidden: true, maxStringLength: null }),
    safeJson(value),
    String(value),
  ];
  for (let one = value; one instanceof Error; one = one.cause) texts.push(one.message, one.stack ?? "");
  return texts.join("\n");
}

function safeJson(value: unknown): string {
  const seen = new Set<unknown>();
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === "bigint" || typeof member === "function") return String(member);
    if (!isRecord(member)) return member;
    if (seen.has(member)) return "seen";
    seen.add(member);
    return member;
  });
}

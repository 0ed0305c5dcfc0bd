import { redactBody } from "../../src/validate/index.ts";

/** The last that a command wrote. */
export interface Output {
  add(text: string): void;
  /** At most 40 lines, the oldest first, without secrets. */
  lines(): string[];
}

const MAX_LINES = 40;
/** Of a line, in characters. */
const MAX_LENGTH = 500;
/** A line that never ends is not kept for longer than this many characters. */
const MAX_PENDING = 16_384;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|HMAC-SHA256|Basic)\s+[^\s"'`]{8,}/gi, "$1 (redacted)"],
  [/\beyJ[\w-]+\.[\w-]*\.?[\w-]*/g, "(redacted)"],
  [
    /\b(accesskey|access[_-]?key|client[_-]?secret|password|signature)(["']?\s*[=:]\s*["']?)[^\s"';&,]+/gi,
    "$1$2(redacted)",
  ],
  [/(https?:\/\/[^\s"'<>?]+\?)[^\s"'<>]+/gi, "$1(redacted)"],
];

/**
 * Keeps the last lines of what is added.
 *
 * @param secrets - texts that are hidden wherever they stand
 */
export function keepOutput(secrets: readonly string[] = []): Output {
  const hidden = secrets.filter((secret) => secret !== "");
  let complete: string[] = [];
  let pending = "";
  return {
    add(text) {
      const parts = (pending + text).split(/\r?\n/);
      pending = (parts.pop() ?? "").slice(0, MAX_PENDING);
      const whole = parts.map((part) => part.slice(0, MAX_PENDING));
      complete = [...complete, ...whole].slice(-MAX_LINES);
    },
    lines: () => {
      const all = pending === "" ? complete : [...complete, pending];
      return all.slice(-MAX_LINES).map((line) => shown(line, hidden));
    },
  };
}

function shown(line: string, secrets: readonly string[]): string {
  let text = line;
  for (const secret of secrets) text = text.replaceAll(secret, "(redacted)");
  for (const [pattern, replacement] of SECRETS) text = text.replaceAll(pattern, replacement);
  // The context of an incoming call lets anybody answer it, in whatever form it is written.
  text = redactBody(text);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)} …` : text;
}

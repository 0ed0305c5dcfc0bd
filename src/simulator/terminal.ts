import { styleText } from "node:util";
import type { JournalEntry, NotificationEntry, RequestEntry } from "./control.ts";

type Format = Parameters<typeof styleText>[0];
type Attempt = NotificationEntry["attempts"][number];

/** Gives text a look, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

/** Colours where somebody sees them and has nothing against them. */
export function painter(isColoured: boolean): Paint {
  // Who is asked is decided already: not the output of the process alone.
  return isColoured
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
}

/**
 * Text from outside in a form that a terminal shows and does not obey: what moves its cursor, changes its colours or
 * turns the direction of writing becomes an escape, as in JSON.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

/** JSON in one line that a terminal does not obey either. */
export function jsonLine(value: unknown): string {
  return `${visible(JSON.stringify(value))}\n`;
}

/** The lines for an entry whose end is known. */
export function entryLines(entry: JournalEntry, paint: Paint): string {
  return entry.kind === "request" ? requestLines(entry, paint) : notificationLine(entry, paint);
}

/** The line for an attempt after which there will be another. */
export function attemptLine(entry: NotificationEntry, index: number, paint: Paint): string {
  const attempt = entry.attempts[index];
  const end = paint("yellow", `${answerTo(attempt)}, attempt ${index + 1}, tried again`);
  return line(headOf(entry, attempt, paint), end, shortId(entry, paint));
}

function requestLines(entry: RequestEntry, paint: Paint): string {
  const { at, method, path, status, code, duration, replayed, violations } = entry;
  const colour = status >= 200 && status < 300 ? "green" : status >= 400 && status < 500 ? "yellow" : "red";
  const answer = status === 0 ? "connection broken" : line(String(status), code && visible(code));
  const first = line(
    paint("dim", timeOf(at)),
    paint("cyan", "→"),
    visible(method),
    visible(path),
    paint(colour, answer),
    replayed === true && "replayed",
    paint("dim", `${Math.round(duration * 10) / 10} ms`),
    shortId(entry, paint),
    entry.verdict === "deviating" && paint(["bold", "red"], `!${violations.length}`),
  );
  const rest = violations.map(({ where, expected, received, source }) => {
    const rule = visible(`${where}: expected ${expected}, received ${received}`);
    return `    ${paint("red", rule)}${paint("dim", `; ${visible(source)}`)}`;
  });
  return [first, ...rest].join("\n");
}

const OUTCOMES = {
  pending: ["yellow", "under way"],
  taken: ["green", "taken"],
  givenUp: ["red", "given up"],
  blocked: ["red", "blocked"],
  dropped: ["yellow", "dropped"],
} as const;

function notificationLine(entry: NotificationEntry, paint: Paint): string {
  const { attempts, outcome, troubles = [] } = entry;
  const last = attempts.at(-1);
  const [colour, word] = OUTCOMES[outcome];
  const count = `${attempts.length} ${attempts.length === 1 ? "attempt" : "attempts"}`;
  return line(
    headOf(entry, last, paint),
    paint(colour, last ? `${word} ${answerTo(last)}, ${count}` : word),
    troubles.length > 0 && paint("yellow", visible(`[${troubles.join(", ")}]`)),
    shortId(entry, paint),
  );
}

function headOf({ at, title, to }: NotificationEntry, attempt: Attempt | undefined, paint: Paint): string {
  return line(paint("dim", timeOf(attempt?.at ?? at)), paint("magenta", "←"), visible(title), visible(to));
}

function answerTo(attempt: Attempt | undefined): string {
  return line(attempt?.status?.toString(), attempt?.fault !== undefined && `(${visible(attempt.fault)})`);
}

function shortId({ callId }: JournalEntry, paint: Paint): string | undefined {
  return callId === undefined ? undefined : paint("dim", visible(callId.slice(0, 8)));
}

/** The time of day, as the simulator's clock has it. */
function timeOf(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? visible(at) : time.toISOString().slice(11, 23);
}

function line(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}

import { isRecord } from "../generate/schema.ts";

const WIDTH = 110;

/** JSON as the formatter of this project has it: on one line what fits on one line. */
export function jsonText(value: Readonly<Record<string, unknown>>): string {
  return `${expanded(value, "")}\n`;
}

/** `before` is the indentation, `used` what else stands on the first line. */
function text(value: unknown, before: string, used: number): string {
  const line = oneLine(value);
  // The comma that may follow takes a place.
  const fits = before.length + used + line.length < WIDTH;
  return (fits && !mustBreak(value)) || !isContainer(value) ? line : expanded(value, before);
}

function expanded(value: unknown, before: string): string {
  const inner = `${before}  `;
  if (Array.isArray(value))
    return `[\n${value.map((part: unknown) => inner + text(part, inner, 0)).join(",\n")}\n${before}]`;
  const members = isRecord(value) ? Object.entries(value) : [];
  const lines = members.map(([name, part]) => {
    const key = `${inner}${JSON.stringify(name)}: `;
    return key + text(part, inner, key.length - inner.length);
  });
  return `{\n${lines.join(",\n")}\n${before}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${oneLine(part)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Several objects of several members each are never put on one line, and then nor is what holds them. */
function mustBreak(value: unknown): boolean {
  if (Array.isArray(value)) {
    const rows = value.length > 1 && value.every((part) => isRecord(part) && Object.keys(part).length > 1);
    return rows || value.some(mustBreak);
  }
  return isRecord(value) && Object.values(value).some(mustBreak);
}

function isContainer(value: unknown): boolean {
  return (Array.isArray(value) && value.length > 0) || (isRecord(value) && Object.keys(value).length > 0);
}

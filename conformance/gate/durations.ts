import { GateError } from "./errors.ts";

/** Milliseconds of a duration as users write it, such as `5s` or `250ms`. */
export function milliseconds(text: string, name: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(text);
  const value = match ? Number(match[1]) * (match[2] === "s" ? 1000 : 1) : Number.NaN;
  if (value >= 0 && value < 2 ** 31) return value;
  throw new GateError(`${name} has to be a duration such as 5s or 250ms.`);
}

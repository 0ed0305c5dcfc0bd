/** A number is an integer or has a fraction. */
export const FRACTION = "fraction";

/** The types of values beside `null`. */
export function typesOfValues(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value) => value !== null).map(typeOf))];
}

function typeOf(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : FRACTION;
  return Array.isArray(value) ? "array" : typeof value;
}

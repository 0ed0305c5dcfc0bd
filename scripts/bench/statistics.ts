/** Statistics that a few disturbed rounds cannot move: medians and quartiles. */

/** Lowest value, lower quartile, median, upper quartile, highest value. */
export type Spread = readonly [number, number, number, number, number];

/** @throws RangeError for no values */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError("There is nothing to take the median of.");
  const sorted = values.toSorted((a, b) => a - b);
  return [at(sorted, 0), at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75), at(sorted, 1)];
}

/** The values in random order, so that none is always measured after the same other. */
export function shuffled<Value>(values: readonly Value[], random: () => number = Math.random): Value[] {
  const keyed = values.map((value) => ({ value, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}

/** The value at a fraction of a sorted list; between two values in proportion. */
function at(sorted: readonly number[], fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position % 1);
}

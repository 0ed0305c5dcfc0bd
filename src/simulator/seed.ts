/** Chance that can be repeated: the same seed gives the same row of numbers and ids. */
export interface Chance {
  /** A number from 0 to below 1. */
  number(): number;
  /** An id in the form of a version 4 UUID. */
  uuid(): string;
}

/** Makes such a row, by the generator known as mulberry32. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = () => word().toString(16).padStart(8, "0");
  return {
    number: () => word() / 2 ** 32,
    uuid() {
      const digits = hex() + hex() + hex() + hex();
      const variant = "89ab"[word() % 4];
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(13, 16)}`,
        `${variant}${digits.slice(17, 20)}`,
        digits.slice(20),
      ].join("-");
    },
  };
}

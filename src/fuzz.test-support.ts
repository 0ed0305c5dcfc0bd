import fc from "fast-check";

/**
 * How often a random test runs: `usual` times, which is little, as `npm test` has many of them; or as often as `FUZZ_RUNS`
 * says, which `npm run fuzz` sets.
 *
 * @param cost - by how much to divide the runs that are asked for, where one takes much longer than those of other tests
 */
export function runs(usual: number, cost = 1): { readonly numRuns: number } {
  const asked = process.env["FUZZ_RUNS"];
  return { numRuns: asked === undefined ? usual : Math.ceil(Number(asked) / cost) };
}

/** How long a random test may take, however often it runs. One that hangs fails. */
export const LIMIT = 3_600_000;

/** A JSON text that is nested: what repeats, and how often. Short, so that a failure can be read. */
export interface Nesting {
  readonly unit: keyof typeof UNITS;
  readonly depth: number;
}

const UNITS = {
  list: ["[", "]", "1"],
  member: ['{"a":', "}", "{}"],
  error: ['{"innererror":', "}", "{}"],
  details: ['{"details":[', "]}", "{}"],
  data: ['{"data":[', "]}", ""],
} as const;

/** Texts nested so deeply that whoever walks through them by recursion falls. */
export const NESTING: fc.Arbitrary<Nesting> = fc.record({
  unit: fc.constantFrom("list", "member", "error", "details", "data"),
  depth: fc.constantFrom(99, 1000, 100_000),
});

/** The text itself. */
export function nested({ unit, depth }: Nesting): string {
  const [open, close, middle] = UNITS[unit];
  return open.repeat(depth) + middle + close.repeat(depth);
}

/** Texts that readers of one line are likely to trip over. */
export const ODD_TEXT: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", " ", "\u0000", "__proto__", "constructor", "toString", "\ud800", "\u{1f4de}", "\r\n"),
  fc.constantFrom("%", "%zz", "%00", "..", "//", "null", "NaN", "Infinity", "-0", "1e999", "0x10", "٣"),
);

/** A text as a part of an address. Half a surrogate pair, which no address can carry, is replaced as browsers do. */
export function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

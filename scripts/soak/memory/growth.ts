/** How much memory was in use after so many requests. */
export interface Point {
  readonly requests: number;
  readonly heap: number;
}

/** How memory goes with the requests, in bytes for ten thousand of them. */
export interface Growth {
  /** By linear regression. */
  readonly slope: number;
  /** Its standard error. */
  readonly error: number;
  /** What still counts as flat. */
  readonly limit: number;
  /**
   * `grows` where the slope is beyond the limit by more than twice its error, `flat` where it is below by as much, and
   * else `unclear`.
   */
  readonly verdict: "flat" | "grows" | "unclear";
}

const PER = 10_000;
/** One in a hundred of what is in use. */
const SHARE = 0.01;
/** Or 13 bytes for each request, less than any object has that could be kept. */
const LEAST = 128 * 1024;
/** Or this from the first point to the last: in so short a time code is still being compiled. */
const ALL = 2 ** 20;

/**
 * Judges whether memory grows.
 *
 * @throws RangeError for less than three points, or where all have the same requests
 */
export function growthOf(points: readonly Point[]): Growth {
  const count = points.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
  const requests = points.map((one) => one.requests);
  const [middle, heap] = [mean(requests), mean(points.map((one) => one.heap))];
  const spread = requests.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  if (count < 3 || spread === 0) throw new RangeError("There is too little to see how memory goes.");
  const common = points.reduce((sum, one) => sum + (one.requests - middle) * (one.heap - heap), 0);
  const each = common / spread;
  const rest = points.reduce((sum, one) => sum + (one.heap - heap - each * (one.requests - middle)) ** 2, 0);
  const error = Math.sqrt(rest / (count - 2) / spread) * PER;
  const slope = each * PER;
  const span = Math.max(...requests) - Math.min(...requests);
  const limit = Math.max(LEAST, SHARE * heap, (ALL / span) * PER);
  if (slope - 2 * error > limit) return { slope, error, limit, verdict: "grows" };
  return { slope, error, limit, verdict: slope + 2 * error <= limit ? "flat" : "unclear" };
}

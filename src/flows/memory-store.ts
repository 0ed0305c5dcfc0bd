import { systemClock, type Clock } from "../http/clock.ts";
import { invalid } from "../errors.ts";
import type { TrackerStore } from "./store.ts";

/** What a store in memory can be told. */
export interface MemoryStoreOptions {
  /** How many keys it holds at most; beyond that it forgets those written longest ago. Default: 100,000. */
  readonly limit?: number;
  /** Default: the clock of the runtime. */
  readonly clock?: Clock;
}

/** Writes between two searches for what has expired. */
const SWEEP = 1000;

/**
 * A store for one process. What it holds is lost when that ends.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a limit that is no positive number
 */
export function memoryStore({ limit = 100_000, clock = systemClock }: MemoryStoreOptions = {}): TrackerStore {
  if (!(limit > 0)) throw invalid("limit has to be a positive number.");
  // In the order of writing.
  const values = new Map<string, { readonly text: string; readonly expires: number }>();
  const listeners = new Set<(key?: string) => void>();
  let writes = 0;

  const current = (key: string): string | undefined => {
    const found = values.get(key);
    if (!found || found.expires > clock.now()) return found?.text;
    values.delete(key);
    return undefined;
  };
  const tidy = () => {
    writes += 1;
    const now = clock.now();
    if (writes % SWEEP === 0) for (const [key, { expires }] of values) if (expires <= now) values.delete(key);
    for (const key of values.keys()) {
      if (values.size <= limit) break;
      values.delete(key);
    }
  };

  return {
    get: async (key) => current(key),
    async swap(key, before, after, milliseconds) {
      if (current(key) !== before) return false;
      values.delete(key);
      values.set(key, { text: after, expires: clock.now() + milliseconds });
      tidy();
      for (const listener of listeners) listener(key);
      return true;
    },
    changes(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

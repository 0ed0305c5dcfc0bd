import { HandoffError } from "../errors.ts";
import { within, type Clock } from "../http/clock.ts";

/**
 * Where a tracker keeps what it knows, so that the process that receives a notification need not be the one that made
 * the call. Keys and values are strings of any characters. What is stored holds notifications of calls, and with them
 * names and numbers of people.
 */
export interface TrackerStore {
  /** The value of a key; `undefined` where there is none, or none any more. */
  get(key: string): Promise<string | undefined>;
  /**
   * Writes a value if the key still has the value `before`, where `undefined` means none; resolves to whether it did.
   * Nobody else may write in between.
   *
   * @param milliseconds - after this time the key is to be forgotten
   */
  swap(key: string, before: string | undefined, after: string, milliseconds: number): Promise<boolean>;
  /**
   * Tells of keys that were written, by this process or another, until the function that it gives back is called.
   * Setting up may go on after it returned. Whoever listens is to be called without a key when anything may have
   * changed unseen, as after the set-up. Without this member the tracker looks twice a second.
   *
   * @param failed - to be called when changes go unheard, as where a connection cannot be made. The tracker then looks
   *   twice a second until the listener is called, and every five seconds ends this and calls `changes` anew.
   */
  changes?(listener: (key?: string) => void, failed: () => void): () => void;
}

/** What becomes of a stored value. */
export interface Change<T> {
  readonly result: T;
  /** The new value; absent where nothing is to be written. */
  readonly after?: { readonly text: string; readonly milliseconds: number };
}

/** Reads a value, and writes what `change` makes of it. */
export type Update = <T>(
  key: string,
  change: (text: string | undefined) => Change<T>,
  limit?: number,
) => Promise<T>;

/** How long a store may take for one update, in milliseconds. A store that is cut off may never answer. */
export const STORE_LIMIT = 5000;

/**
 * Updates by compare-and-set: where somebody else was faster, the change is made anew on what they wrote. It has to
 * allow for being made twice, because a store may write and yet fail to say so. Updates of one key by one tracker follow
 * each other in the order in which they were asked for.
 *
 * @throws HandoffError `ERR_STORE`
 */
export function updating(store: TrackerStore, clock: Clock): Update {
  const latest = new Map<string, Promise<unknown>>();
  return async (key, change, limit = STORE_LIMIT) => {
    const before = latest.get(key);
    const late = () => new Error(`The store did not answer within ${limit} ms.`);
    const own = within(clock, limit, undefined, late, async (stop) => {
      if (before) await before.catch(() => {});
      for (let attempt = 0; ; attempt += 1) {
        if (stop.aborted) throw stop.reason;
        const found = await store.get(key);
        const { result, after } = change(found);
        if (!after || (await store.swap(key, found, after.text, after.milliseconds))) return result;
        await pause(clock, attempt);
      }
    });
    latest.set(key, own);
    try {
      return await own;
    } catch (cause) {
      throw new HandoffError("ERR_STORE", "The store of the tracker failed.", { cause });
    } finally {
      if (latest.get(key) === own) latest.delete(key);
    }
  };
}

/** Waits a while that differs for each of those who wait, so that they do not meet again. */
function pause(clock: Clock, attempt: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, Math.random() * Math.min(2 ** attempt, 100));
  });
}

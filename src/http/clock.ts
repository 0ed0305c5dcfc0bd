/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now`. */
  now(): number;
  /** Runs a function after that many milliseconds, never at once; the function it gives back cancels it. */
  setTimeout(run: () => void, milliseconds: number): () => void;
}

/** The clock of the runtime. No timer can wait longer than 2,147,483,647 ms. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout(run, milliseconds) {
    const timer = setTimeout(run, Math.min(milliseconds, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/**
 * Does work that ends when that many milliseconds have passed or the outer signal aborts. The promise then rejects
 * at once with what `stopped` gives for it, whether the work heeds its own signal or not.
 */
export function within<T>(
  clock: Clock,
  milliseconds: number,
  outer: AbortSignal | undefined,
  stopped: (aborted: boolean) => unknown,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    let cancel = () => {};
    const end = () => {
      cancel();
      outer?.removeEventListener("abort", abort);
    };
    const stop = (byCaller: boolean) => {
      const reason = stopped(byCaller);
      end();
      reject(reason);
      controller.abort(reason);
    };
    const abort = () => stop(true);
    cancel = clock.setTimeout(() => stop(false), milliseconds);
    outer?.addEventListener("abort", abort);
    // A signal that has aborted before tells nobody any more.
    if (outer?.aborted) return abort();
    work(controller.signal).then(
      (value) => {
        end();
        resolve(value);
      },
      (error: unknown) => {
        end();
        reject(error);
      },
    );
  });
}

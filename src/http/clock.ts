/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now`. */
  now(): number;
  /** Runs a function after that many milliseconds; the function it gives back cancels it. */
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
  const controller = new AbortController();
  let stop = (_reason: unknown) => {};
  const abort = () => stop(stopped(true));
  const cancel = clock.setTimeout(() => stop(stopped(false)), milliseconds);
  outer?.addEventListener("abort", abort);
  return new Promise<T>((resolve, reject) => {
    stop = (reason) => {
      reject(reason);
      controller.abort(reason);
    };
    work(controller.signal).then(resolve, reject);
  }).finally(() => {
    cancel();
    outer?.removeEventListener("abort", abort);
  });
}

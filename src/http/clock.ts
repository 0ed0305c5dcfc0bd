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
 * Tells work to stop. A real `AbortSignal` costs as much as the rest of a call, so it is made only for transports that
 * ask for it.
 */
export class Stop {
  aborted = false;
  reason: unknown;
  #controller: AbortController | undefined;
  #listeners = new Set<() => void>();

  /** The same, as a real signal. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.aborted) this.#controller.abort(this.reason);
    return this.#controller.signal;
  }

  addEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "abort", listener: () => void): void {
    this.#listeners.delete(listener);
  }

  abort(reason: unknown): void {
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Does work that ends when that many milliseconds have passed or the outer signal aborts. The promise then rejects
 * at once with what `stopped` gives for it, whether the work heeds its own signal or not.
 */
export function within<T>(
  clock: Clock,
  milliseconds: number,
  outer: AbortSignal | undefined,
  stopped: (aborted: boolean) => unknown,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const own = new Stop();
    let cancel = () => {};
    const end = () => {
      cancel();
      outer?.removeEventListener("abort", abort);
    };
    const stop = (byCaller: boolean) => {
      const reason = stopped(byCaller);
      end();
      reject(reason);
      own.abort(reason);
    };
    const abort = () => stop(true);
    cancel = clock.setTimeout(() => stop(false), milliseconds);
    outer?.addEventListener("abort", abort);
    // A signal that has aborted before tells nobody any more.
    if (outer?.aborted) return abort();
    work(own).then(
      (value) => {
        end();
        return resolve(value);
      },
      (error: unknown) => {
        end();
        return reject(error);
      },
    );
  });
}

import type { FlowState } from "./next.ts";
import type { Outcome } from "./outcome.ts";

/** An operation that is being watched. Iterating gives each of its states once, from the answer on. */
export interface Watched extends AsyncIterable<FlowState, undefined> {
  /**
   * How the operation ended. It rejects with what the promise of the answer rejected with, or with a `HandoffError`:
   * `ERR_ABORTED`, or `ERR_STORE` where the store was still failing when the time was over.
   */
  readonly outcome: Promise<Outcome>;
}

/** The side of a watched operation that tells of it. */
export interface Telling {
  readonly watched: Watched;
  /** The states so far. Those already told are left out. */
  readonly tell: (states: readonly FlowState[]) => void;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: unknown) => void;
  /** Whether it was settled or failed. Whatever comes after that is dropped. */
  readonly isOver: () => boolean;
}

/** Makes one. */
export function telling(): Telling {
  const states: FlowState[] = [];
  let over = false;
  const isOver = () => over;
  let wake = () => {};
  let more = new Promise<void>((resolve) => (wake = resolve));
  let resolve: (outcome: Outcome) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const outcome = new Promise<Outcome>((...both) => ([resolve, reject] = both));
  // Who does not ask for the outcome is not to be ended by it.
  outcome.catch(() => {});

  const changed = () => {
    const before = wake;
    more = new Promise<void>((next) => (wake = next));
    before();
  };
  const end = (finish: () => void) => {
    if (over) return;
    over = true;
    finish();
    changed();
  };

  async function* each(): AsyncGenerator<FlowState, undefined> {
    let index = 0;
    while (!isOver() || index < states.length) {
      const state = states[index];
      if (state === undefined) await more;
      else {
        index += 1;
        yield state;
      }
    }
    await outcome;
    return undefined;
  }

  const tell = (all: readonly FlowState[]) => {
    if (over || all.length <= states.length) return;
    states.push(...all.slice(states.length));
    changed();
  };
  return {
    watched: { outcome, [Symbol.asyncIterator]: each },
    tell,
    settle: (found) =>
      end(() => {
        // An end that no state of the flow says.
        if (found.state.end !== undefined && states.at(-1)?.end === undefined) states.push(found.state);
        resolve(found);
      }),
    fail: (error) => end(() => reject(error)),
    isOver,
  };
}

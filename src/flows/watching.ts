import type { FlowName } from "../../generated/flows.ts";
import { HandoffError } from "../errors.ts";
import type { Clock } from "../http/clock.ts";
import { makeBell, type Alarm, type Bell } from "./alarm.ts";
import { isFollowed, serviceOf } from "./correlation.ts";
import { answered } from "./next.ts";
import { outcomeOf, refusal, type WatchedAnswer } from "./outcome.ts";
import { ready } from "./reading.ts";
import { callKey, newOperation, statesOf, type StoredOperation } from "./record.ts";
import { inProcess, inStore, type Registration } from "./registration.ts";
import { STORE_LIMIT, type Update } from "./store.ts";
import { telling, type Telling, type Watched } from "./watched.ts";

/** What the watched operations of a tracker share. */
export interface Shared {
  readonly update: Update;
  readonly alarm: Alarm;
  readonly clock: Clock;
  readonly grace: number;
}

/** What is watched. */
export interface Watching {
  readonly operation: FlowName;
  readonly callId: string;
  readonly request: unknown;
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** What has become of the answer. */
interface Answer {
  taken: boolean;
  /** It was no success, or none came. */
  dropped: boolean;
}

/** How long to wait before a store that failed is tried again, in milliseconds. */
const AGAIN = 500;
/** How long a store may take at the deadline to show that it works, in milliseconds. */
const LAST_TRY = 1000;

/** Watches an operation from its answer, or from before that, to its end. */
export function startWatching(
  shared: Shared,
  given: WatchedAnswer | PromiseLike<WatchedAnswer>,
  watching: Watching,
): Watched {
  const { operation, callId, request, timeout, signal } = watching;
  const { alarm, clock, update } = shared;
  const before = ready(operation, request);
  const told = telling();
  const bell = makeBell(clock);
  const answer: Answer = { taken: false, dropped: false };

  const judge = (value: WatchedAnswer) => {
    if (value.ok) answer.taken = true;
    else {
      answer.dropped = true;
      told.settle(refusal(answered(before, 0), value));
    }
  };
  const drop = (error: unknown) => {
    answer.dropped = true;
    told.fail(error);
  };
  const abort = () => {
    told.fail(new HandoffError("ERR_ABORTED", "The signal ended the watching.", { cause: signal?.reason }));
    bell.ring();
  };
  if ("then" in given) Promise.resolve(given).then(judge).catch(drop).finally(bell.ring);
  else judge(given);
  if (signal?.aborted) abort();
  if (told.isOver()) return told.watched;

  const followed = isFollowed(operation);
  const remove = followed ? alarm.add(callKey(serviceOf(operation), callId), bell) : () => {};
  signal?.addEventListener("abort", abort);
  const registration = followed ? inStore(update, clock, callId) : inProcess;
  const own = newOperation(before, clock.now() + timeout);
  follow(shared, registration, own, answer, told, bell, signal)
    .catch(told.fail)
    .finally(() => {
      remove();
      signal?.removeEventListener("abort", abort);
    });
  return told.watched;
}

/** Looks at the operation whenever there may be something new, until it is over. */
async function follow(
  { alarm, clock, grace }: Shared,
  registration: Registration,
  begun: StoredOperation,
  answer: Readonly<Answer>,
  told: Telling,
  bell: Bell,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { deadline } = begun;
  let own = begun;
  let failing = false;
  // Counted from when the end of the call was seen here, so that it is measured by one clock.
  let graceEnds = Number.POSITIVE_INFINITY;
  // A clock that is set back must not stretch a wait: here it goes on from where it was.
  let read = clock.now();
  let back = 0;
  const time = () => {
    const now = clock.now();
    back += Math.max(0, read - now);
    read = now;
    return now + back;
  };
  while (!told.isOver()) {
    const now = time();
    const late = now >= deadline;
    try {
      const facts = { answered: answer.taken, late, graceOver: now >= graceEnds };
      const limit = late && !failing ? STORE_LIMIT : Math.min(STORE_LIMIT, deadline - now);
      const looked = await registration.look(own, facts, Math.max(limit, LAST_TRY));
      own = looked.operation;
      failing = false;
      const outcome = outcomeOf(own);
      // What has ended another operation too is the end of this one only if the answer does not refuse it.
      if (outcome && looked.shared && !answer.taken && !late) graceEnds = Number.POSITIVE_INFINITY;
      else {
        told.tell(statesOf(own));
        if (outcome) told.settle(outcome);
        else if (own.last) graceEnds = Math.min(graceEnds, time() + grace);
      }
    } catch (error) {
      failing = true;
      if (late) told.fail(error);
    }
    if (told.isOver()) break;
    const until = Math.min(deadline, graceEnds) - time();
    await bell.wait(Math.min(until, failing ? AGAIN : alarm.poll()));
  }
  // Left there, it would be taken for one that goes on.
  if (answer.dropped) await registration.leave(own, false);
  else if (signal?.aborted) await registration.leave(own, true);
}

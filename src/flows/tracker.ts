import { flows, type FlowName } from "../../generated/flows.ts";
import { invalid, noOthers } from "../errors.ts";
import { systemClock, type Clock } from "../http/clock.ts";
import { makeAlarm } from "./alarm.ts";
import { isFollowed } from "./correlation.ts";
import { memoryStore } from "./memory-store.ts";
import type { WatchedAnswer } from "./outcome.ts";
import { receiving } from "./receiving.ts";
import { updating, type TrackerStore } from "./store.ts";
import type { Taken, TrackedNotification } from "./taking.ts";
import type { Watched } from "./watched.ts";
import { startWatching } from "./watching.ts";

/** What a tracker can be told. Times are in milliseconds. */
export interface TrackerOptions {
  /** Where it keeps what it knows. Default: a `memoryStore` of its own. */
  readonly store?: TrackerStore;
  /** How long an operation may take from when it is watched. Default: 120,000. */
  readonly timeout?: number;
  /**
   * How long to wait for the outcome of an operation when its call is told to be over without it, since notifications
   * may overtake each other. Default: 5000.
   */
  readonly grace?: number;
  /** Default: the clock of the runtime. */
  readonly clock?: Clock;
}

/** The operations that notifications follow. */
export type FollowedFlow = {
  [Name in FlowName]: (typeof flows)[Name] extends { readonly call: object } ? Name : never;
}[FlowName];

/** What is to be watched. */
export type WatchOptions = {
  /** The body of the operation. It decides the variant, and what notifications repeat of it. */
  readonly request: unknown;
  /** How long the operation may take, in milliseconds. Default: that of the tracker. */
  readonly timeout?: number | undefined;
  /** Ends the watching early; `outcome` then rejects with `ERR_ABORTED`. The operation itself goes on. */
  readonly signal?: AbortSignal | undefined;
} & (
  | {
      /** Which operation was asked for, such as `graph.transfer`. */
      readonly operation: FollowedFlow;
      /** The id of the call as it was given to the client. Of ACS: the call connection id. */
      readonly callId: string;
    }
  | {
      /** `acs.redirectCall`, which no notification follows: it ends with its answer. */
      readonly operation: Exclude<FlowName, FollowedFlow>;
      /** Not looked at. */
      readonly callId?: string | undefined;
    }
);

/** Leads operations from their answer to their outcome. */
export interface Tracker {
  /**
   * Watches an operation. Given the promise of the answer, it expects notifications before the answer is there.
   *
   * @throws HandoffError `ERR_INVALID_ARGUMENT`
   */
  watch(answer: WatchedAnswer | PromiseLike<WatchedAnswer>, options: WatchOptions): Watched;
  /**
   * Takes a notification, in whichever process it arrives. It does not throw for what is in the notification.
   *
   * @throws HandoffError `ERR_STORE`: the notification may not have been taken, and is to be delivered again
   */
  receive(notification: TrackedNotification): Promise<Taken>;
}

/**
 * Makes a tracker. Processes whose trackers share a store may watch and receive for each other.
 *
 * It takes what the documents tell as they tell it: a redirect through Graph ends in `ended`, a transfer through ACS when
 * the target has accepted, a redirect through ACS with its answer. Notifications may come twice, late or in another order.
 *
 * @example
 * ```ts
 * const tracker = createTracker();
 * const { outcome } = tracker.watch(client.transfer(callId, request), {
 *   operation: "graph.transfer",
 *   callId,
 *   request,
 * });
 * // Where notifications arrive:
 * const { taken } = await tracker.receive(notification);
 * if (taken === "unrelated") await treat(notification);
 * ```
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for times that cannot be used, and for an option that there is none of
 */
export function createTracker({
  clock = systemClock,
  store = memoryStore({ clock }),
  timeout: usual = 120_000,
  grace = 5000,
  ...others
}: TrackerOptions = {}): Tracker {
  noOthers(others);
  const time = (name: string, value: number) => {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw invalid(`${name} has to be a number of milliseconds that is not negative.`);
  };
  time("timeout", usual);
  time("grace", grace);
  const update = updating(store, clock);
  const alarm = makeAlarm(store, clock);

  return {
    watch(answer, { operation, callId = "", request, timeout = usual, signal }) {
      try {
        if (!Object.hasOwn(flows, operation)) throw invalid(`There is no operation ${operation}.`);
        if (isFollowed(operation) && callId === "") throw invalid("callId has to be the id of the call.");
        time("timeout", timeout);
      } catch (error) {
        // Nobody is left to hear of it, and a rejection that nobody hears of ends the process.
        if (answer instanceof Promise) answer.catch(() => {});
        throw error;
      }
      return startWatching({ update, alarm, clock, grace }, answer, {
        operation,
        callId,
        request,
        timeout,
        signal,
      });
    },
    receive: receiving(update, alarm, clock),
  };
}

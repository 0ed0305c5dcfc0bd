import type { Call, ClockChange, ClockState, Fault, Journal, JournalEntry, NewCall } from "./control.ts";
import type { Clock } from "../http/clock.ts";
import type { Credentials } from "./credentials.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** A simulator of both services. */
export interface Simulator {
  /** What clients prove themselves with, and what tokens of notifications name. */
  readonly credentials: Credentials;
  /** Longest body that is read, in bytes. */
  readonly maxBytes: number;
  /** What chance follows from. */
  readonly seed: number;
  /**
   * The clock of the calls, for a tracker or client whose waits shall pass with `advance`. Receivers need none: tokens
   * are dated by the real clock.
   */
  readonly clock: Clock;
  /** The names of the scenarios. */
  readonly scenarios: readonly string[];
  /** Answers one request to the services or to the control API. Needs nothing but web standards. */
  readonly handle: (request: Request) => Promise<Response>;
  /** The same in the place of the global `fetch`, for clients and receivers of the same process. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** The same for servers that have no `Request`. */
  readonly answer: (request: WireRequest) => Promise<WireAnswer>;
  /**
   * Makes a call that can be handed on.
   *
   * @throws HandoffError `ERR_INVALID_ARGUMENT` for what the control API would refuse
   */
  readonly createCall: (call: NewCall) => Call;
  /** The call as it stands; `undefined` where there is none. */
  readonly getCall: (id: string) => Call | undefined;
  /** Known calls, the newest first, at most a hundred. */
  readonly listCalls: () => Call[];
  /** Lets the next requests or notifications go wrong. */
  readonly addFault: (fault: Fault) => void;
  /** What happened, optionally to one call alone or after an entry. */
  readonly getJournal: (filter?: { readonly call?: string; readonly after?: number }) => Journal;
  /** Tells of each entry of the journal when it begins and when it changes; the function given back ends that. */
  readonly subscribe: (listener: (entry: JournalEntry) => void) => () => void;
  /** Moves or stops time. */
  readonly setClock: (change: ClockChange) => Promise<ClockState>;
  /** Moves time forward, and resolves when all that fell due is done, deliveries included. */
  readonly advance: (milliseconds: number) => Promise<void>;
  /**
   * Moves time forward until nothing is left to come. What the simulator has not been asked yet is nothing to it: await
   * the answer of a request first.
   */
  readonly settle: () => Promise<void>;
  /** Forgets all calls, faults and entries; the journal begins anew. */
  readonly reset: () => void;
  /**
   * Takes no more requests, delivers what is due at once, and ends.
   *
   * @param patience - how long deliveries may take, in milliseconds; default 5,000
   * @returns how many notifications were not delivered
   */
  readonly close: (patience?: number) => Promise<number>;
}

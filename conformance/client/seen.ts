import type { VersionName } from "../../generated/operations.ts";
import type { Call, RequestEntry, WireAnswer, WireRequest } from "../../src/simulator/index.ts";
import type { RequestMessage } from "../../src/validate/index.ts";

/** A request of the client, and all that is known of it. */
export interface SeenRequest {
  /** How the simulator judged it. */
  readonly entry: RequestEntry;
  /** As it came, secrets included. */
  readonly request: WireRequest;
  readonly answer: WireAnswer;
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly message: RequestMessage;
  /** The call that it is about, where there is one, as it stands after the request. */
  readonly call?: Call;
}

/** What was found of one rule. */
export interface Finding {
  /** Last part of the id of a check. */
  readonly slug: string;
  /** What was expected and what was seen; absent where all is well. */
  readonly problem?: string;
}

/** The operation that a request is for, in one version. */
export interface Asked {
  readonly operation: string;
  readonly version: VersionName;
}

/** How much a change matters to those who already rely on the old contract. */
export type Impact = "breaking" | "compatible" | "documentation";

/**
 * Where a change stands. What is sent by who relies on the contract: `request` by callers, `acknowledgement` by receivers.
 * What they get: `response`, `notification`.
 */
export type Side =
  | "request"
  | "response"
  | "notification"
  | "acknowledgement"
  | "document"
  | "flow"
  | "requirement";

/** A kind of change, told apart by what it does to whom. Its id never changes meaning. */
export interface Rule {
  /** Whether it breaks. The same for every change that the rule finds. */
  readonly impact: Impact;
  /** One line: what changed. */
  readonly title: string;
  /** What it does, and to whom. */
  readonly why: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** One difference between two contracts. */
export interface Change {
  /** The id of its rule, such as `sent-member-now-required`. */
  readonly rule: string;
  readonly impact: Impact;
  readonly side: Side;
  /** What changed, for people: `TransferToParticipantRequest.transferee`, `acs.redirectCall 204`. */
  readonly place: string;
  /** What is different, as one sentence with the values. */
  readonly message: string;
  /** Operations, webhooks or flows that the change reaches, each once, in order. */
  readonly reaches: readonly string[];
  /** Where it stands in the old document, as a JSON Pointer; absent for what is new. */
  readonly oldPointer?: string;
  /** Where it stands in the new document; absent for what is gone. */
  readonly newPointer?: string;
}

/** What is compared: one version of one service. */
export interface Contract {
  /** What it is called in reports: `acs@2024-09-15`, or the path that it was read from. */
  readonly name: string;
  /** A bundled OpenAPI document, 3.0 or 3.1. */
  readonly document: JsonObject;
  /** Flows by operation, as `generated/flows.ts` has them; absent where none were given. */
  readonly flows?: Readonly<Record<string, JsonObject>>;
  /** Requirements, as `generated/requirements.ts` has them; absent where none were given. */
  readonly requirements?: readonly JsonObject[];
}

/** An object of a JSON document. */
export type JsonObject = Readonly<Record<string, unknown>>;

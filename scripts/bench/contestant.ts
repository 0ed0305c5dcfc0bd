/**
 * The ways to send a transfer. A key is an access key, with which a request is signed; without one a token is
 * sent. The official clients are `@azure/communication-call-automation` and `@microsoft/microsoft-graph-client`.
 */
export type ContestantName =
  | "fetch"
  | "openapi-fetch"
  | "undici.request"
  | "our ACS client"
  | "our ACS client, key"
  | "our ACS client, key, call-handoff/node"
  | "official ACS client, key"
  | "official ACS client, key, CallConnection kept"
  | "our Graph client"
  | "official Graph client";

/** One of them. */
export interface Contestant {
  readonly name: ContestantName;
  /** Sends one transfer and reads the answer; gives what the answer says, parsed. */
  readonly call: () => Promise<unknown>;
}

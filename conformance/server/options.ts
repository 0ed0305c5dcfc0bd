import type { VersionName } from "../../generated/operations.ts";
import type { Credentials } from "../../src/simulator/index.ts";
import type { Filters } from "../gate/selection.ts";

/** What a server may lack without being broken, when the user says so. */
export const lacks = [
  "access",
  "states",
  "tokens",
  "notifications",
  "repeatability",
  "deprecated-paths",
] as const;

/** The name of something that a server lacks. */
export type Lack = (typeof lacks)[number];

/** The call that a request is to be tried on. */
export interface CallWanted {
  readonly service: "acs" | "graph";
  readonly apiVersion: string;
  /** What the gate is going to do with the call. */
  readonly operation: string;
  /** An established call of two or of several, or one that rings. */
  readonly kind: "peerToPeer" | "group" | "incoming";
  /** How it is to end when it is handed on. */
  readonly scenario: "success" | "failure";
  /** Where the call's notifications have to go. */
  readonly callbackUri: string;
  /** The address of its own that a Graph call may announce for all that follows. */
  readonly callCallbackUri?: string;
}

/** A call that can be handed on. */
export interface PreparedCall {
  readonly id: string;
  /** Of an incoming ACS call. */
  readonly incomingCallContext?: string;
  /** The second call of a consultative transfer. */
  readonly relatedCallId?: string;
}

/** Makes a call on the user's side. Gives nothing where there can be none of that kind. */
export type PrepareCall = (
  wanted: CallWanted,
) => PreparedCall | undefined | Promise<PreparedCall | undefined>;

/** Which server is judged, and how. Times are in milliseconds. */
export interface ServerOptions {
  /** ACS is at `<url>/calling/…`, Graph at `<url>/beta` and `<url>/v1.0`. */
  readonly url?: string;
  /** What comes before `/calling/…`, where that differs. */
  readonly acsUrl?: string;
  /** Up to and including the version segment, where that differs; for one version alone. */
  readonly graphUrl?: string;
  /** Ids of calls that stand, where there is no other way to get one. They are used in turn. */
  readonly callIds?: readonly string[];
  /** Makes calls where the target has no control API. */
  readonly prepareCall?: PrepareCall;
  /** An https address that leads to the gate's listener, for the override address of a Graph redirect. */
  readonly callbackUrl?: string;
  /** Where the gate listens for notifications on 127.0.0.1. Default: 0, any free port. */
  readonly listenPort?: number;
  /** Where the keys of the tokens are named. Default: the target's `/simulator/.well-known/openid-configuration`. */
  readonly openIdConfiguration?: string;
  /** What the target is known to lack: its checks are excluded. */
  readonly without?: readonly Lack[];
  /** What requests are signed with, and whom tokens have to be for. Default: those of the simulator. */
  readonly credentials?: Partial<Pick<Credentials, "accessKey" | "token" | "appId" | "resourceId">>;
  /** Starts it: a program and its arguments. Without it the server runs already. */
  readonly command?: readonly string[];
  /** How long a command has until the ports of its addresses accept connections. Default: 10,000. */
  readonly startTimeout?: number;
  /** The environment of the command, to which the gate adds credentials and ids. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly filters?: Filters;
  /** How long an answer or a notification may take. Default: 5,000. */
  readonly timeout?: number;
  /** How long nothing more may come after everything has ended. Default: 250. */
  readonly settle?: number;
  /** Told after each verdict how many there are. */
  readonly onProgress?: (done: number) => void;
}

/** The service of a version. */
export function serviceOf(version: VersionName): "acs" | "graph" {
  return version.startsWith("acs@") ? "acs" : "graph";
}

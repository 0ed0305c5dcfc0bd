import type { Filters } from "../gate/selection.ts";

/** Which receiver is judged, and how. Times are in milliseconds. */
export interface ReceiverOptions {
  /** Where it takes the notifications of both services. */
  readonly url?: string;
  /** Where it takes mid-call events of ACS, if that is another address. */
  readonly acsUrl?: string;
  /** Where it takes notifications of Graph, if that is another address. */
  readonly graphUrl?: string;
  /** Where it takes what Event Grid tells of incoming calls. Without it that is not judged. */
  readonly eventGridUrl?: string;
  /** Whose notifications it takes. Default: those of both. */
  readonly services?: readonly ("acs" | "graph")[];
  /** Starts it: a program and its arguments. Without it the receiver runs already. */
  readonly command?: readonly string[];
  /** How long a command has until the ports of its addresses accept connections. Default: 10,000. */
  readonly startTimeout?: number;
  /** How long an answer may take. Default: 5,000. */
  readonly timeout?: number;
  /** The app id of the bot, which Graph's tokens are for. Default: that of the simulator. */
  readonly appId?: string;
  /** The immutable resource id, which the tokens of ACS are for. Default: that of the simulator. */
  readonly resourceId?: string;
  /** The tenant that Graph's tokens name. Default: that of the simulator. */
  readonly tenantId?: string;
  /** Where the gate serves the keys on 127.0.0.1. Default: 0, any free port. */
  readonly issuerPort?: number;
  /** Whether the keys change at the end of the run. Default: `false`, as receivers may wait before they read keys again. */
  readonly rotateKeys?: boolean;
  readonly filters?: Filters;
  /** The environment of the command, to which the gate adds. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told after each verdict how many there are. */
  readonly onProgress?: (done: number) => void;
  /** Told before the first notification what a receiver that was started elsewhere has to know; awaited. */
  readonly onReady?: (lines: readonly string[]) => unknown;
}

import type { NewCall } from "../../src/simulator/index.ts";
import type { Filters } from "../gate/selection.ts";

/** Starts a client in this process, and gives what would be its exit code. */
export type RunClient = (environment: Readonly<Record<string, string>>) => Promise<number>;

/** Which client is judged, and how. Times are in milliseconds. */
export interface ClientOptions {
  /**
   * The program and its arguments. It gets its calls from the simulator: by `createControlClient`, or by
   * `POST <CALL_HANDOFF_CONTROL_URL>/simulator/calls`. It ends by itself, with 0 where all went well with it.
   */
  readonly command?: readonly string[];
  /** In the place of a command. */
  readonly run?: RunClient;
  /** Calls that there are when the client starts, for one that cannot ask for them. Those that ring do so from then on. */
  readonly calls?: readonly NewCall[];
  readonly filters?: Filters;
  /** How long the client may run. Then it is ended and has failed. Default: 600,000. */
  readonly commandTimeout?: number;
  /** How long a command has to end after SIGTERM. Default: 3,000. */
  readonly grace?: number;
  /** Given to the command on top of what the gate sets, and where credentials are read from. Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told of what the command writes, line by line, without the secrets of the run. */
  readonly onOutput?: (text: string, stream: "stdout" | "stderr") => void;
  /** Told after each request how many were judged. */
  readonly onProgress?: (done: number) => void;
  /** Ends the command and the run, which then rejects with the reason. */
  readonly signal?: AbortSignal;
}

/** What a command has of its process. */
export interface CommandIo {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether what is written to `stdout` is seen on a terminal. */
  readonly isTTY: boolean;
  /** Calls a function with each signal that asks the process to end; the function given back ends that. */
  readonly onSignal: (listener: (signal: "SIGINT" | "SIGTERM") => void) => () => void;
}

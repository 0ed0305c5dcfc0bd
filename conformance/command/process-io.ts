import type { CommandIo } from "../../src/simulator/command-io.ts";

/** The process itself. */
export const processIo: CommandIo = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  isTTY: process.stdout.isTTY,
  onSignal(listener) {
    process.on("SIGINT", listener).on("SIGTERM", listener);
    // They stay until the process ends: the echo of a signal must not kill it while it writes its last lines.
    return () => {};
  },
};

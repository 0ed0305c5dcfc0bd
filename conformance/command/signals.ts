import type { CommandIo } from "../../src/simulator/command-io.ts";

/** What a run ends with after a signal: 128 and its number. */
const ENDED_BY = { SIGINT: 130, SIGTERM: 143 } as const;

/** The exit code of the first signal that comes, and what it aborts. */
export function signalled({ onSignal }: CommandIo) {
  const controller = new AbortController();
  let forget = () => {};
  const code = new Promise<number>((end) => {
    forget = onSignal((signal) => {
      end(ENDED_BY[signal]);
      controller.abort(new Error(`It was ended by ${signal}.`));
    });
  });
  return { code, abort: controller.signal, forget };
}

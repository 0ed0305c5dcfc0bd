import type { ReportIo } from "./terminal.ts";

/** Shows how far a run is. */
export interface Progress {
  /** @param done - how many checks are judged */
  readonly onProgress: (done: number) => void;
  /** Takes the line away. */
  end(): void;
}

/** How often a line is written at most, in milliseconds. */
const PAUSE = 50;

/**
 * One line that is written anew in its place while checks are judged. Writes nothing where nobody sees it on a
 * terminal.
 *
 * @param total - how many checks there are
 */
export function progress({ stdout, isTTY }: Pick<ReportIo, "stdout" | "isTTY">, total: number): Progress {
  let last = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    onProgress(done) {
      const now = performance.now();
      if (!isTTY || now - last < PAUSE) return;
      last = now;
      isShown = true;
      stdout.write(`\r\u{1B}[K${Math.min(done, total)} of ${total} checks`);
    },
    end() {
      if (isShown) stdout.write("\r\u{1B}[K");
      isShown = false;
    },
  };
}

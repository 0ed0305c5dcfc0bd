import type { Hide } from "../report/secrets.ts";
import type { ClientOptions } from "./options.ts";

type OnOutput = NonNullable<ClientOptions["onOutput"]>;

/** How long a line may be that is kept until it ends, and how long a secret may be, in characters. */
const MAX_LINE = 32_768;
const MAX_SECRET = 8192;

/** Passes output on. */
export interface Output {
  readonly write: OnOutput;
  /** Passes on what has no end of line. */
  readonly flush: () => void;
}

/** Passes output on line by line, without secrets: none of ours has a line break, so that it is there in one piece. */
export function outputTo(onOutput: OnOutput, hide: Hide): Output {
  const rest = { stdout: "", stderr: "" };
  return {
    write(text, stream) {
      const whole = hide(rest[stream] + text);
      const lines = whole.lastIndexOf("\n") + 1;
      const end = whole.length - lines > MAX_LINE ? whole.length - MAX_SECRET : lines;
      rest[stream] = whole.slice(end);
      if (end > 0) onOutput(whole.slice(0, end), stream);
    },
    flush() {
      for (const stream of ["stdout", "stderr"] as const)
        if (rest[stream] !== "") onOutput(rest[stream], stream);
    },
  };
}

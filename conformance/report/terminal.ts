import { painter, visible, type Paint } from "../../src/simulator/terminal.ts";

export type { Paint } from "../../src/simulator/terminal.ts";

/** What a report has of its process. */
export interface ReportIo {
  readonly stdout: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether what is written to `stdout` is seen on a terminal. */
  readonly isTTY: boolean;
}

/** Colours where somebody sees them and has nothing against them. */
export function paintOf({ isTTY, env }: Pick<ReportIo, "isTTY" | "env">): Paint {
  return painter(isTTY && !env["NO_COLOR"]);
}

/**
 * Text from outside in one line, which neither a terminal nor a CI system obeys: GitHub reads lines that begin with
 * `::`, and GitHub, Azure and TeamCity what begins with `##[`, `##vso[` or `##teamcity[`, as commands.
 */
export function harmless(text: string): string {
  return visible(text)
    .replaceAll(/##(?=\w*\[)/g, String.raw`\u0023#`)
    .replace(/^(\s*):(?=:)/, String.raw`$1\u003a`);
}

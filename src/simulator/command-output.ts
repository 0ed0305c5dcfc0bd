import { addressesOf, addressLines } from "./command-addresses.ts";
import type { CommandIo } from "./command-io.ts";
import type { Counts, Follower } from "./command-journal.ts";
import type { Credentials } from "./credentials.ts";
import type { Simulator } from "./simulator.ts";
import { attemptLine, entryLines, jsonLine, painter } from "./terminal.ts";

/** What the command says. */
export interface Output extends Follower {
  started(url: string, simulator: Pick<Simulator, "credentials" | "seed">): void;
  /** @param patience - how long it waits at most, in milliseconds */
  ending(pending: number, patience: number): void;
  ended(counts: Counts): void;
}

/** For people. */
export function textOutput({ stdout, isTTY, env }: CommandIo, own: ReadonlySet<keyof Credentials>): Output {
  const paint = painter(isTTY && !env["NO_COLOR"]);
  const say = (text: string) => stdout.write(`${text}\n`);
  return {
    started(url, simulator) {
      say(addressLines(addressesOf(url, simulator, own), paint));
    },
    onAttempt(entry, index) {
      say(attemptLine(entry, index, paint));
    },
    onEnd(entry) {
      say(entryLines(entry, paint));
    },
    ending(pending, patience) {
      const what = `answers and ${pending} ${pending === 1 ? "notification" : "notifications"} under way`;
      say(`\nEnding: waiting up to ${patience / 1000} s for ${what}. Ctrl-C again ends at once.`);
    },
    ended({ requests, deviating, delivered, undelivered }) {
      const sent = `notifications delivered: ${delivered}, not delivered: ${undelivered}`;
      say(`Requests: ${requests}, deviating: ${deviating}; ${sent}.`);
    },
  };
}

/** For machines: one object per line, which tells by `kind` what it is. */
export function jsonOutput({ stdout }: CommandIo, own: ReadonlySet<keyof Credentials>): Output {
  const say = (value: unknown) => stdout.write(jsonLine(value));
  return {
    started(url, simulator) {
      say(addressesOf(url, simulator, own));
    },
    // The entry has all its attempts in the end.
    onAttempt() {},
    onEnd: say,
    ending(pending, patience) {
      say({ kind: "ending", pending, patience });
    },
    ended(counts) {
      say({ kind: "ended", ...counts });
    },
  };
}

import { valueAt } from "../pointer.ts";
import type { Violation } from "../validate/violation.ts";
import { isLoopback } from "./addresses.ts";

/** A rule of the contract that is not insisted on, because a test could not be run otherwise. */
export interface Leniency {
  readonly name: string;
  readonly reason: string;
  /** Whether a violation is one of those that are let pass. */
  readonly covers: (violation: Violation, message: unknown) => boolean;
}

/** All there are. The journal names them where they were made use of. */
export const leniencies: readonly Leniency[] = [
  {
    name: "loopback-http",
    reason: "A callback address may be http:// on this machine, where no certificate can be had.",
    covers({ where, rule }, message) {
      if (rule !== "pattern" || !/callbackuri$/i.test(where)) return false;
      const address = valueAt(message, where);
      return typeof address === "string" && URL.canParse(address) && isLoopback(new URL(address));
    },
  },
];

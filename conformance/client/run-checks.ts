import type { Check } from "../report/check.ts";
import type { Ended } from "./party.ts";

/** Ids of the checks that are about a run of a client and not about an operation. They are run with every filter. */
export const clientRunChecks = [
  "conformance/client/command",
  "conformance/client/requests",
  "conformance/client/addresses",
] as const;

/** What is known of a run as a whole. */
export interface RunFacts {
  readonly ended: Ended;
  /** How many requests came for the chosen operations and versions. */
  readonly requests: number;
  /** Problems with requests about calls that are for no operation. */
  readonly strangers: readonly string[];
}

/** The checks of a run as a whole. */
export function runChecks({ ended, requests, strangers }: RunFacts): Check[] {
  const [command, asked, addresses] = clientRunChecks;
  return [
    checkOf(
      command,
      "MUST",
      "The client ends by itself, with exit code 0.",
      ended.isRight ? [] : [`Expected exit code 0. ${ended.how}`],
    ),
    checkOf(
      asked,
      "MUST",
      "The client makes a request of an operation that is to be judged.",
      requests > 0 ? [] : ["Expected at least one such request, saw none."],
    ),
    checkOf(
      addresses,
      // The services have more operations than the documents tell of.
      "SHOULD",
      "What the client asks of calls are the operations that the documents tell of.",
      strangers,
    ),
  ];
}

function checkOf(
  id: (typeof clientRunChecks)[number],
  level: Check["level"],
  expectation: string,
  problems: readonly string[],
): Check {
  return {
    id,
    operation: "conformance",
    apiVersion: "all",
    level,
    status: problems.length > 0 ? "failed" : "passed",
    expectation,
    message: problems.join("\n"),
    source: { document: "conformance", place: "verify client" },
    requirements: [],
    traces: [],
  };
}

import type { Outcome } from "../../src/flows/index.ts";

/** How operations end in one scenario, by the way in which the call is handed on. */
export interface Ends {
  readonly service: string;
  readonly scenario: string;
  readonly ends: Readonly<Record<string, string>>;
}

// Codes are those of the notification that tells the end, or of the error that the request was answered with.
const graph = `
scenario                | blind            | consultative     | phone                 | group            | redirect
success                 | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
failure                 | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
failure-after-accepted  | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
target-declines         | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
busy                    | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
no-answer               | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
target-in-no-tenant     | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
media-before            | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
media-after             | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
tenant-mismatch         | refused 403/7505 | refused 403/7505 | refused 403/7505      | refused 403/7505 | refused 403/7505
no-application-instance | completed 0/7015 | completed        | refused 403/Forbidden | completed 0/7015 | ended
throttled               | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
delayed                 | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
duplicated              | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
batched                 | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
reordered               | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
dropped                 | timedOut         | timedOut         | timedOut              | timedOut         | timedOut
unsigned                | timedOut         | timedOut         | timedOut              | timedOut         | timedOut
wrongly-signed          | timedOut         | timedOut         | timedOut              | timedOut         | timedOut
expired-token           | timedOut         | timedOut         | timedOut              | timedOut         | timedOut
extra-members           | completed 0/7015 | completed        | completed 0/7015      | completed 0/7015 | ended
subcode-spelling        | failed 500/7000  | failed 500/7700  | failed 500/7000       | failed 500/7000  | ended
`;

// A redirect through ACS ends with its answer, whatever becomes of it.
const acs = `
scenario                | call of two     | group call      | incoming call
success                 | completed 200/0 | completed 200/0 | completed
failure                 | failed 500/9999 | failed 500/9999 | completed
failure-after-accepted  | failed 500/9999 | failed 500/9999 | completed
target-declines         | failed 603/8538 | failed 603/8538 | completed
busy                    | failed 486/8539 | failed 486/8539 | completed
no-answer               | failed 480/8541 | failed 480/8541 | completed
target-in-no-tenant     | failed 404/8522 | failed 404/8522 | completed
media-before            | completed 200/0 | completed 200/0 | completed
media-after             | completed 200/0 | completed 200/0 | completed
tenant-mismatch         | completed 200/0 | completed 200/0 | completed
no-application-instance | completed 200/0 | completed 200/0 | completed
throttled               | completed 200/0 | completed 200/0 | completed
delayed                 | completed 200/0 | completed 200/0 | completed
duplicated              | completed 200/0 | completed 200/0 | completed
batched                 | completed 200/0 | completed 200/0 | completed
reordered               | completed 200/0 | completed 200/0 | completed
dropped                 | ended 200/0     | timedOut        | completed
unsigned                | timedOut        | timedOut        | completed
wrongly-signed          | timedOut        | timedOut        | completed
expired-token           | timedOut        | timedOut        | completed
extra-members           | completed 200/0 | completed 200/0 | completed
subcode-spelling        | failed 500/9999 | failed 500/9999 | completed
`;

/** The rows of both. */
export const tables: readonly Ends[] = [...rowsOf("graph", graph), ...rowsOf("acs", acs)];

function rowsOf(service: string, table: string): Ends[] {
  const [head = [], ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  return rows.map(([scenario = "", ...cells]) => ({
    service,
    scenario,
    ends: Object.fromEntries(cells.map((cell, index) => [head[index + 1] ?? "", cell])),
  }));
}

/** What an outcome says, in the words of the tables. */
export function inWords(outcome: Outcome): string {
  if (outcome.outcome === "timedOut") return "timedOut";
  const { code, subcode } = outcome;
  if (outcome.outcome === "failed" && outcome.status !== undefined)
    return `refused ${outcome.status}/${code}`;
  return code === undefined ? outcome.outcome : `${outcome.outcome} ${code}/${subcode}`;
}

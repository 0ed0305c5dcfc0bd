import type { NewCall } from "../../src/simulator/index.ts";
import { PATHS } from "./inbox.ts";
import { KINDS, type Kind, type LoadScenario } from "./kinds.ts";

/** What is to be done with one call. */
export interface Planned {
  readonly kind: Kind;
  readonly scenario: LoadScenario;
  /** Which of the clients asks. */
  readonly client: number;
}

/** So many calls, of every kind with every scenario by each client in turn. */
export function planOf(calls: number, scenarios: readonly LoadScenario[], clients: number): Planned[] {
  const pairs = KINDS.flatMap((kind) => scenarios.map((scenario) => ({ kind, scenario })));
  return Array.from({ length: calls }, (_, index) => {
    const pair = pairs[index % pairs.length];
    if (!pair) throw new RangeError("There are no scenarios.");
    return { ...pair, client: Math.floor(index / pairs.length) % clients };
  });
}

/** The call that is needed for it, which tells its notifications to the application at that address. */
export function newCallOf({ kind: { service, kind }, scenario }: Planned, application: string): NewCall {
  const isAnnounced = service === "acs" && kind === "incoming";
  const path = isAnnounced ? PATHS.incoming : PATHS[service];
  return { service, kind, scenario, callbackUri: application + path };
}

import type { Trouble } from "./control.ts";

/** What happens to a call when it is handed on. */
export interface Scenario {
  /** How it ends. Default: `completed`. */
  readonly end?: "completed" | "failed";
  /** The way to that end: the shortest, or the one with the most notifications. Default: the longest. */
  readonly way?: "shortest" | "longest";
  /** Nobody picks up, and this is why. */
  readonly unanswered?: "declined" | "busy" | "noAnswer" | "unknownTarget";
  /** A change of the media or the roster is told as well: before or after the target has accepted. */
  readonly aside?: "before" | "after";
  /** The request itself is answered with an error. */
  readonly refusal?: "tenantMismatch" | "noApplicationInstance" | "throttled";
  /** What happens to each notification, or to the one that tells the end. */
  readonly trouble?: Trouble;
  /** How notifications are put together. */
  readonly order?: "batched" | "reordered";
}

/** The scenarios by their names, which are stable. Where one has no meaning for an operation, it is a success. */
export const scenarios = {
  success: {},
  failure: { end: "failed", way: "shortest" },
  "failure-after-accepted": { end: "failed", way: "longest" },
  "target-declines": { end: "failed", way: "shortest", unanswered: "declined" },
  busy: { end: "failed", way: "shortest", unanswered: "busy" },
  "no-answer": { end: "failed", way: "shortest", unanswered: "noAnswer" },
  "target-in-no-tenant": { end: "failed", way: "shortest", unanswered: "unknownTarget" },
  "media-before": { aside: "before" },
  "media-after": { aside: "after" },
  "tenant-mismatch": { refusal: "tenantMismatch" },
  "no-application-instance": { refusal: "noApplicationInstance" },
  throttled: { refusal: "throttled" },
  delayed: { trouble: "delayed" },
  duplicated: { trouble: "duplicated" },
  batched: { order: "batched" },
  reordered: { order: "reordered" },
  dropped: { trouble: "dropped" },
  unsigned: { trouble: "unsigned" },
  "wrongly-signed": { trouble: "wrongly-signed" },
  "expired-token": { trouble: "expired-token" },
  "extra-members": { trouble: "extra-members" },
  "subcode-spelling": { end: "failed", way: "shortest", trouble: "subcode-spelling" },
} as const satisfies Record<string, Scenario>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

/** The scenario of that name; `undefined` where there is none. */
export function scenarioOf(name: string): Scenario | undefined {
  return isScenario(name) ? scenarios[name] : undefined;
}

/** As it meets a single notification that is not the end of what the scenario is about: that one is never lost. */
export function forSingle(scenario: Scenario): Scenario {
  const { trouble, order: _, ...rest } = scenario;
  return trouble === undefined || trouble === "dropped" ? rest : { ...rest, trouble };
}

function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name);
}

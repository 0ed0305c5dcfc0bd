import type { CheckId } from "../gate/catalogue.ts";
import type { Answer, Outgoing, Webhook } from "./sender.ts";
import type { Service } from "./tokens.ts";

/**
 * What an answer has to be: 2xx; any 4xx, where the same is taken when it comes as it should; or what a function says,
 * which gives what was expected and what was seen, or nothing where the answer is right.
 */
export type Want = "taken" | "refused" | ((answer: Answer) => string | undefined);

/** One request, and what is judged by its answer. */
export interface Step {
  /** What is sent, such as `the notification transferring`. */
  readonly about: string;
  readonly request: () => Outgoing | Promise<Outgoing>;
  readonly judged: readonly { readonly check: CheckId; readonly want: Want }[];
  /** Fails too where no answer comes. */
  readonly survival?: CheckId;
  /** To close the connection is an answer too. */
  readonly mayClose?: boolean;
  /** It is sent again until it is taken, for as long as an answer may take. */
  readonly patient?: boolean;
}

/** When a plan is carried out; those of one phase side by side. The first is what all others are measured by. */
export const phases = ["first", "content", "tokens", "bodies", "rotation"] as const;

/** Requests that are sent one after the other, such as what is told of one call. */
export interface Plan {
  /** Unique. */
  readonly id: string;
  readonly title: string;
  readonly phase: (typeof phases)[number];
  readonly webhook: Webhook;
  readonly operation: string;
  /** What it is for. It is carried out where one of these is wanted. */
  readonly checks: readonly CheckId[];
  readonly steps: () => readonly Step[] | Promise<readonly Step[]>;
}

/** A request by POST with JSON. */
export function posted(body: unknown, headers: Readonly<Record<string, string>> = {}): Outgoing {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** Something that has to be taken. */
export function takenStep(about: string, checks: readonly CheckId[], request: Step["request"]): Step {
  return { about, request, judged: checks.map((check) => ({ check, want: "taken" })) };
}

/** The service that sends to a webhook. */
export function serviceOf(webhook: Webhook): Service {
  return webhook === "graph.commsNotifications" ? "graph" : "acs";
}

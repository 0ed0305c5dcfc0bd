import type { VersionName } from "../../generated/operations.ts";
import { catalogue, type CheckId } from "../gate/catalogue.ts";
import { startTrace, type Tracer } from "../gate/tracer.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import { phases, type Plan, type Step, type Want } from "./plan.ts";
import type { Answer, NoAnswer, Sender, Webhook } from "./sender.ts";

/** What carries plans out. */
export interface Stage {
  readonly verdicts: Verdicts;
  readonly sender: Sender;
  /** The versions that are judged. */
  readonly versions: readonly VersionName[];
  /** In milliseconds. */
  readonly timeout: number;
}

/** How many calls are told of at once. */
const LANES = 8;

/** Between attempts, in milliseconds. */
const PAUSE = 100;

/** Carries out every plan, phase by phase. */
export async function runPlans(stage: Stage, plans: readonly Plan[]): Promise<void> {
  const seen: Seen = { untaken: new Set(), timed: new Set() };
  for (const phase of phases) {
    const waiting = plans.filter((plan) => plan.phase === phase);
    const lane = async () => {
      for (let plan = waiting.shift(); plan; plan = waiting.shift()) await runPlan(stage, plan, seen);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  for (const webhook of new Set(plans.map((plan) => plan.webhook)))
    if (isTimed(webhook) && !seen.timed.has(webhook))
      inVersions(stage, `${webhook}/receiver/in-time`, (version, check) =>
        stage.verdicts.untestable(version, check, "Nothing was answered."),
      );
}

/** What is known of the webhooks so far. */
interface Seen {
  /** Those that do not take what they should. */
  readonly untaken: Set<Webhook>;
  /** Those whose answers were timed. */
  readonly timed: Set<Webhook>;
}

async function runPlan(stage: Stage, plan: Plan, seen: Seen): Promise<void> {
  const { sender, versions } = stage;
  const { title, operation, webhook } = plan;
  const own = versions.filter((version) =>
    plan.checks.some((check) => catalogue.get(check)?.versions.includes(version)),
  );
  const apiVersion = own.map((version) => version.slice(version.indexOf("@") + 1)).join(", ");
  const id = plan.id.replaceAll(/[^\w./-]+/g, "-");
  const tracer = startTrace({ id, title, operation, apiVersion });
  const closed = sender.closed(webhook);
  if (closed !== undefined) {
    // Without making it, which takes time.
    for (const one of plan.checks)
      if (!one.endsWith("/in-time"))
        inVersions(stage, one, (version, check) =>
          stage.verdicts.judge(version, check, [`Expected an answer to ${title}, but ${closed}.`]),
        );
    return;
  }
  for (const step of await plan.steps()) {
    const send = async () => sender.send(webhook, await step.request(), tracer, step.mayClose === true);
    let answer = await send();
    const latest = performance.now() + stage.timeout;
    while (
      step.patient &&
      answer.failure === undefined &&
      answer.status >= 400 &&
      performance.now() < latest
    ) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      answer = await send();
    }
    judge(stage, plan, step, answer, tracer, seen);
  }
}

function judge(
  stage: Stage,
  { webhook, phase }: Plan,
  { about, judged, survival, mayClose = false }: Step,
  answer: Answer | NoAnswer,
  tracer: Tracer,
  { untaken, timed }: Seen,
): void {
  const { verdicts } = stage;
  const put = (id: CheckId, problems: readonly string[]) =>
    inVersions(stage, id, (version, check) => verdicts.judge(version, check, problems, tracer));
  const { failure } = answer;
  const isClosed = mayClose && failure !== undefined && answer.kind === "closed";
  const silence =
    failure === undefined || isClosed ? [] : [`Expected an answer to ${about}, but ${failure}.`];
  if (survival !== undefined && silence.length > 0) put(survival, silence);
  let isTaken = failure === undefined;

  for (const { check, want } of judged) {
    const problem = failure === undefined ? problemOf(about, want, answer) : undefined;
    if (want === "taken" && problem !== undefined) isTaken = false;
    if (failure === undefined && want === "refused" && problem === undefined && untaken.has(webhook)) {
      const reason = `It was refused with ${answer.status}, but good notifications are not taken either, so this shows nothing.`;
      inVersions(stage, check, (version) => verdicts.untestable(version, check, reason, tracer));
    } else put(check, problem === undefined ? silence : [problem]);
  }
  if (phase === "first" && !isTaken) untaken.add(webhook);
  if (!isTimed(webhook) || judged.every(({ want }) => want === "refused")) return;
  // What was refused by the system, or never sent, took no time.
  if (failure !== undefined && answer.kind !== "late") return;
  timed.add(webhook);
  put(`${webhook}/receiver/in-time`, silence);
}

function inVersions(
  { versions }: Stage,
  check: CheckId,
  run: (version: VersionName, check: CheckId) => void,
): void {
  for (const version of catalogue.get(check)?.versions ?? [])
    if (versions.includes(version)) run(version, check);
}

function isTimed(webhook: Webhook): webhook is Exclude<Webhook, "acs.incomingCallCloudEvent"> {
  return webhook !== "acs.incomingCallCloudEvent";
}

function problemOf(about: string, want: Want, answer: Answer): string | undefined {
  const { status } = answer;
  if (want === "taken")
    return status >= 200 && status < 300 ? undefined : `Expected 2xx to ${about}, saw ${status}.`;
  if (want === "refused")
    return status >= 400 && status < 500
      ? undefined
      : `Expected a refusal (any 4xx) of ${about}, saw ${status}.`;
  return want(answer);
}

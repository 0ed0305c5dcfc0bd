import { judgeRefusal } from "./answers.ts";
import { missing, type Play } from "./cases.ts";
import type { CallWanted } from "./options.ts";
import { flowOf } from "./requests.ts";
import {
  openScene,
  refusedProblems,
  strangerCall,
  takenProblems,
  usualKind,
  type Stage,
  type Subject,
} from "./stage.ts";

/** Requests for calls that cannot be handed on. */
export function statePlays(stage: Stage, subject: Subject): Play[] {
  const { operation } = subject;
  const { context, transferee } = flowOf(operation);
  const unknown = context ? "state/unknown-context" : "state/unknown-call";
  const plays: Play[] = [
    { checks: [unknown], run: () => refuseStranger(stage, subject, unknown) },
    { checks: ["state/handed-on-twice"], run: () => refuseSecond(stage, subject, "state/handed-on-twice") },
  ];
  const inState = (check: string, about: string, kind: CallWanted["kind"]) =>
    plays.push({ checks: [check], run: () => refuseInState(stage, subject, check, about, kind) });
  if (transferee !== undefined)
    inState("state/group-without-transferee", "out of a group call without a transferee", "group");
  // An incoming call of ACS is named by its context, so that there is no request for one in another state.
  if (!context && usualKind(operation) === "incoming")
    inState("state/established-call", "for a call that is established", "peerToPeer");
  if (usualKind(operation) !== "incoming")
    inState("state/ringing-call", "for a call that still rings", "incoming");
  return plays;
}

async function refuseStranger(stage: Stage, subject: Subject, check: string): Promise<void> {
  const title = "a request for a call that nobody knows";
  const scene = await openScene(stage, subject, { slug: slugOf(check), title, call: strangerCall() });
  const answer = await scene.send(scene.request());
  stage.verdicts.judge(subject.version, subject.id(check), refusedProblems(title, answer), scene.tracer);
  await judgeRefusal(stage, subject, answer, scene.tracer);
}

async function refuseInState(
  stage: Stage,
  subject: Subject,
  check: string,
  about: string,
  kind: CallWanted["kind"],
): Promise<void> {
  const { version, id } = subject;
  const title = `a request ${about}`;
  const scene = await openScene(stage, subject, { slug: slugOf(check), title, kind });
  if (scene.call.missing) return missing(stage, subject, check, scene);
  if (stage.target(version).calls.by === "ids") {
    const reason = "Ids alone cannot say what state a call is in: the control API or prepareCall can.";
    return stage.verdicts.untestable(version, id(check), reason);
  }
  const answer = await scene.send(scene.request());
  stage.verdicts.judge(version, id(check), refusedProblems(title, answer), scene.tracer);
  return judgeRefusal(stage, subject, answer, scene.tracer);
}

async function refuseSecond(stage: Stage, subject: Subject, check: string): Promise<void> {
  const { version, id } = subject;
  const title = "a second request for a call that was handed on";
  const scene = await openScene(stage, subject, { slug: slugOf(check), title });
  if (scene.call.missing) return missing(stage, subject, check, scene);
  const first = await scene.send(scene.request());
  if (takenProblems("", first).length > 0)
    return stage.verdicts.untestable(version, id(check), "The first request was not taken.", scene.tracer);
  const answer = await scene.send(scene.request());
  stage.verdicts.judge(version, id(check), refusedProblems(title, answer), scene.tracer);
  return judgeRefusal(stage, subject, answer, scene.tracer);
}

function slugOf(check: string): string {
  return check.replace("/", "-");
}

import type { FlowName } from "../../generated/flows.ts";
import type { VersionName } from "../../generated/operations.ts";
import { callOf, isFollowed } from "../../src/flows/correlation.ts";
import { judgeSuccess } from "./answers.ts";
import { missing, type JudgeLater, type Play } from "./cases.ts";
import { follow } from "./follow.ts";
import { judgeFlow, type PlayedFlow } from "./judge-flow.ts";
import { isAnnounced, isRinging, judgeIncoming, judgeNone, withoutIncoming } from "./incoming.ts";
import { serviceOf, type CallWanted, type PreparedCall } from "./options.ts";
import { isHandshake, itemsOf, type Item } from "./posts.ts";
import {
  addressIn,
  addressPlace,
  documentedBodies,
  flowOf,
  isRecord,
  leastBody,
  setAt,
  withCall,
} from "./requests.ts";
import { openScene, takenProblems, type Scene, type Stage, type Subject } from "./stage.ts";
import { valueAt } from "../../src/pointer.ts";

/** What is to be played. */
interface FlowPlay {
  readonly slug: string;
  readonly title: string;
  /** The check that the request itself decides. */
  readonly check?: string;
  readonly kind?: CallWanted["kind"];
  readonly scenario?: CallWanted["scenario"];
  readonly body: (scene: Scene) => Record<string, unknown>;
  /** Whether the request names a second call, which it ends. */
  readonly replaces?: boolean;
  /** Whether the request names an address of its own for what follows. */
  readonly overrides?: boolean;
}

/** The flows of an operation: the documented requests, each with all that follows, and the least one in both ends. */
export function flowPlays(stage: Stage, subject: Subject): Play[] {
  const { operation } = subject;
  const plays: FlowPlay[] = documentedBodies(operation).map((body, index) => ({
    slug: `example-${index + 1}`,
    title: `Example ${index + 1} of the document`,
    check: `example/example-${index + 1}`,
    ...kindOf(operation, body),
    overrides: addressIn(operation, body) !== undefined,
    replaces: isReplacing(operation, body),
    body: (scene) => aboutCall(stage, subject, scene, body),
  }));
  const least = (scene: Scene) => {
    const { call } = scene;
    const body = call.missing ? {} : leastBody(operation, call);
    return withAddress(stage, subject, scene, withContext(operation, body), "whereNeeded");
  };
  if (isFollowed(operation)) plays.push({ slug: "least", title: "The least request", body: least });
  if (canFail(operation))
    plays.push({
      slug: "failure",
      title: "A request whose call is not handed on",
      check: "notification/failure",
      scenario: "failure",
      body: least,
    });
  return plays.map((one) => ({
    checks: [...(one.check === undefined ? [] : [one.check]), "response/*", "notification/*", "token/*"],
    run: () => playFlow(stage, subject, one),
  }));
}

async function playFlow(stage: Stage, subject: Subject, play: FlowPlay): Promise<JudgeLater | void> {
  const { verdicts, timeout, target } = stage;
  const { version, operation, id } = subject;
  const { check, title, scenario } = play;
  const scene = await openScene(stage, subject, play);
  const { call, tracer, inbox } = scene;
  if (call.missing) {
    missing(stage, subject, check ?? "notification/complete", scene);
    if (play.overrides) missing(stage, subject, "notification/callback-override", scene);
    return;
  }
  // A bot hands a call on when it was told of it. Nobody has to tell.
  if (isRinging(operation)) await inbox.until((posts) => isAnnounced(operation, posts), stage.settle);
  const asked = play.body(scene);
  const body = call.isAsked ? withAnnounced(operation, asked, itemsOf(inbox.posts)) : asked;
  const answer = await scene.send(scene.request(body));
  const problems = takenProblems(`"${title}"`, answer);
  const isTaken = problems.length === 0;
  if (check !== undefined && scenario === undefined) verdicts.judge(version, id(check), problems, tracer);
  await judgeSuccess(stage, subject, answer, body, tracer);
  if (!isTaken || answer.status === undefined) {
    if (scenario && check) verdicts.untestable(version, id(check), "The request was not taken.", tracer);
    return;
  }
  if (!isFollowed(operation))
    return async () => {
      // Who asks whether events are wanted has one to send, however long that takes.
      if (inbox.posts.some(isHandshake)) await inbox.until((posts) => isAnnounced(operation, posts), timeout);
      judgeNone(stage, subject, scene);
      judgeIncoming(stage, subject, scene);
    };
  const told = () => ofCall(subject, call, withoutIncoming(operation, itemsOf(inbox.posts)));
  const read = () =>
    follow(
      operation,
      body,
      flowOf(operation).success,
      told().map(({ item }) => item),
    );
  const isNotified =
    verdicts.wants(version, id("notification/complete")) || verdicts.wants(version, id("token/present"));
  if (isNotified || scenario) await inbox.until(() => read().end !== undefined, timeout);
  const isKnown = target(version).calls.by === "control" || target(version).calls.by === "config";
  const played: PlayedFlow = {
    scene,
    body,
    answeredAt: answer.at,
    outcome: !isKnown ? "any" : scenario === "failure" ? "failed" : "success",
    isTold: isKnown || addressIn(operation, body) !== undefined,
  };
  return async () => {
    judgeIncoming(stage, subject, scene);
    await judgeFlow(stage, subject, played, told(), read());
    if (scenario && check) {
      const { end } = read();
      verdicts.judge(
        version,
        id(check),
        end === "failed" ? [] : [`Expected the documented failure, saw ${end ?? "no end"}.`],
        tracer,
      );
    }
  };
}

/** With the context that the call was announced by: whoever makes calls need not tell it otherwise. */
function withAnnounced(
  operation: FlowName,
  body: Record<string, unknown>,
  items: readonly Item[],
): Record<string, unknown> {
  const { context } = flowOf(operation);
  const [told] = context ? items.flatMap(({ item }) => valueAt(item, context.notification) ?? []) : [];
  return context && told !== undefined ? { ...body, [context.request.slice(1)]: told } : body;
}

/** All but those of the call that a consultative transfer replaces, of whose end the documents are silent. */
function ofCall(
  { version }: Subject,
  { relatedCallId }: PreparedCall,
  items: readonly Item[],
): readonly Item[] {
  if (relatedCallId === undefined) return items;
  return items.filter(({ item }) => callOf(serviceOf(version), item)?.id !== relatedCallId);
}

/** A group call where the documented request names who is transferred. */
function kindOf(operation: FlowName, body: unknown): { kind?: "group" } {
  const { transferee } = flowOf(operation);
  return transferee !== undefined && valueAt(body, transferee) !== undefined ? { kind: "group" } : {};
}

/** Whether a request names a call that ends with its own. */
function isReplacing(operation: FlowName, body: unknown): boolean {
  const { replaces } = flowOf(operation);
  return replaces !== undefined && valueAt(body, replaces) !== undefined;
}

/** Whether the documents show how it fails. */
function canFail(operation: FlowName): boolean {
  const { transitions, states } = flowOf(operation);
  return transitions.some(
    ({ to, notification }) => notification !== undefined && states[to]?.end === "failed",
  );
}

function aboutCall(
  stage: Stage,
  subject: Subject,
  scene: Scene,
  body: Record<string, unknown>,
): Record<string, unknown> {
  if (scene.call.missing) return body;
  return withAddress(stage, subject, scene, withCall(subject.operation, body, scene.call), "whereDocumented");
}

/** Something for notifications to repeat. */
function withContext(operation: FlowName, body: Record<string, unknown>): Record<string, unknown> {
  const { echo } = flowOf(operation);
  return echo ? { ...body, [echo.request.slice(1)]: "a context of the gate" } : body;
}

/** Whether a request can name an address of the gate at all. */
export function canOverride(stage: Stage, version: VersionName): boolean {
  return stage.callbackUrl !== undefined || canBePlain(stage, version);
}

/** Whether an address in a request may be `http://`: ACS says nothing else, and with the control API goes a leniency. */
function canBePlain({ target }: Stage, version: VersionName): boolean {
  return serviceOf(version) === "acs" || target(version).calls.by === "control";
}

/**
 * Puts an address of the gate in the place of the documented one, which is somebody else's. Where the target could not
 * be told otherwise where notifications go, the request says so itself.
 */
function withAddress(
  stage: Stage,
  { version, operation }: Subject,
  { inbox }: Scene,
  body: Record<string, unknown>,
  when: "whereDocumented" | "whereNeeded",
): Record<string, unknown> {
  const { target, callbackUrl } = stage;
  const place = addressPlace(operation);
  if (place === undefined) return body;
  const isWanted =
    when === "whereNeeded" ? target(version).calls.by === "ids" : valueAt(body, place) !== undefined;
  const canBeHttp = canBePlain(stage, version);
  const address =
    canBeHttp && callbackUrl === undefined
      ? inbox.url("override")
      : callbackUrl && inbox.url("override", callbackUrl);
  const changed = isRecord(body) ? { ...body } : {};
  setAt(changed, place, isWanted ? address : undefined);
  return changed;
}

import type { Digest } from "../acs/digest.ts";
import { answered, begin } from "../flows/next.ts";
import { isRecord } from "../http/result.ts";
import { valueAt } from "../pointer.ts";
import type { Flow, Route } from "../../generated/contract.ts";
import type { FlowName } from "../../generated/flows.ts";
import { json, type RefusalName } from "./answers.ts";
import { flowOf, isMaskedIn, isOver, type Calls, type SimulatedCall } from "./calls.ts";
import type { HandedOn } from "./control.ts";
import type { Credentials } from "./credentials.ts";
import { nearestExample } from "./documented.ts";
import { acsIdentity, newCall, type CallMaker } from "./new-call.ts";
import { play, type Stage } from "./play.ts";
import { forSingle, scenarioOf, type Scenario } from "./scenarios.ts";
import { readyState, scriptOf } from "./script.ts";
import type { WireAnswer } from "./wire.ts";

/** What the carrying out of operations needs. */
export interface Operator {
  readonly calls: Calls;
  readonly stage: Stage;
  readonly maker: CallMaker;
  readonly credentials: Credentials;
  readonly digest: Digest;
  /** Adds a call and announces it. */
  readonly announce: (call: SimulatedCall) => void;
}

/** What became of a request for an operation. */
export type Operated =
  | { readonly answer: WireAnswer; readonly refused?: never }
  | { readonly refused: RefusalName; readonly message?: string; readonly retryAfter?: number };

/** How long a target rings in vain where no document says how long, in milliseconds. Our choice. */
const RING = 60_000;

/** How much of what a call was handed on by is kept with it, in characters. */
const MAX_KEPT = 20_000;

/** How often a call may be redirected within the resource. Our choice; the code for more is published. */
const MAX_HOPS = 5;

/** The call that a request means, by its path or by what its body holds. */
export function callOf(calls: Calls, flow: Flow, path: Readonly<Record<string, string>>, body: unknown) {
  if (!flow.context) return calls.get(Object.values(path)[0] ?? "");
  const context = valueAt(body, flow.context.request);
  return typeof context === "string" ? calls.byContext(context) : undefined;
}

/** Carries an operation out on its call: the answer, and all that follows it. */
export function operate(
  operator: Operator,
  route: Route,
  name: FlowName,
  call: SimulatedCall | undefined,
  request: unknown,
): Operated {
  const { calls, stage } = operator;
  const flow = flowOf(name);
  if (!call || isOver(call, stage.time.now())) return { refused: "unknownCall" };
  if (!name.startsWith(`${call.service}.`)) return { refused: "unknownCall" };
  const scenario: Scenario = scenarioOf(call.scenario) ?? {};
  if (call.busy) return { refused: "conflict" };
  if (call.state !== flow.states[flow.begins]?.call)
    return { refused: "wrongState", message: `The call is ${call.state}; ${name} takes another state.` };
  if (flow.transferee !== undefined && call.kind === "group" && !isRecord(valueAt(request, flow.transferee)))
    return {
      refused: "invalid",
      message: `Out of a group call ${flow.transferee} has to name who is transferred.`,
    };
  const refused = refusedBy(scenario, call, flow, request);
  if (refused) return refused;
  if (call.hops >= MAX_HOPS) return { refused: "tooManyHops" };

  const targets = targetsOf(flow, request);
  const begun = answered({ ...begin(name, request), at: readyState(flow) }, flow.success);
  call.operation = begun;
  call.state = flow.states[begun.at]?.call ?? call.state;
  call.over = flow.states[begun.at]?.over === true;
  const script = scriptOf(flow, begun.variant, begun.at, scenario, call.kind === "peerToPeer");
  const handed = handedOn(operator, call, name, flow, request, targets, scenario);
  // It stays with the call, so it must not be long.
  call.handedOn = JSON.stringify(handed).length <= MAX_KEPT ? handed : { operation: name, targets: [] };
  const ring = (handed.ringsFor ?? RING / 1000) * 1000;
  const last = script.at(-1);
  const situation = {
    call,
    flow,
    request,
    scenario,
    bot: botOf(operator, call),
    uuid: () => operator.maker.chance.uuid(),
    ...(call.service === "graph" && { example: nearestExample(name, request) }),
  };
  const over = () => {
    const replaced = flow.replaces === undefined ? undefined : valueAt(request, flow.replaces);
    const other = typeof replaced === "string" && call.over ? calls.get(replaced) : undefined;
    const isAlive = other?.service === call.service && other.kind !== "incoming" && !other.over;
    if (other && isAlive && last !== undefined) endWith(stage, other, situation, last);
  };
  const delays = scenario.unanswered === "noAnswer" && last !== undefined ? { [last]: ring } : {};
  play(stage, situation, script, { delays, over });
  if (call.over) ringAgain(operator, call, targets, scenario);
  return { answer: success(flow, route, request) };
}

function refusedBy(
  scenario: Scenario,
  call: SimulatedCall,
  flow: Flow,
  request: unknown,
): Operated | undefined {
  const { refusal } = scenario;
  const isGraph = call.service === "graph";
  if (refusal === "throttled" && !call.refused) {
    call.refused = true;
    return { refused: "throttled", retryAfter: 1 };
  }
  if (refusal === "tenantMismatch" && isGraph) return { refused: "tenantMismatch" };
  const isPhone = targetsOf(flow, request).some((identity) => isRecord(identity["phone"]));
  if (refusal === "noApplicationInstance" && isGraph && isPhone) return { refused: "noApplicationInstance" };
  return undefined;
}

/** The identities of those who are called instead. */
function targetsOf({ targets }: Flow, request: unknown): Record<string, unknown>[] {
  const given = valueAt(request, targets.at);
  const list: unknown[] = Array.isArray(given) ? given : [given];
  return list
    .map((target) => (targets.identity === undefined ? target : valueAt(target, targets.identity)))
    .filter(isRecord)
    .map((identity) => ({ ...identity }));
}

function handedOn(
  operator: Operator,
  call: SimulatedCall,
  operation: string,
  flow: Flow,
  request: unknown,
  targets: Record<string, unknown>[],
  { unanswered, end }: Scenario,
): HandedOn {
  const { ringFor } = flow.targets;
  const base: HandedOn = { operation, targets };
  if (!ringFor) return base;
  const asked = ringFor.at === undefined ? undefined : valueAt(request, ringFor.at);
  const ringsFor = typeof asked === "number" ? asked : targets.length > 1 ? ringFor.several : ringFor.one;
  const answeredBy =
    unanswered || end === "failed"
      ? undefined
      : targets[Math.floor(operator.maker.chance.number() * targets.length)];
  const bot = botOf(operator, call);
  const caller = callerOf(call);
  const isMasked = (who: "caller" | "callee") => isMaskedIn(flow, request, who);
  return {
    ...base,
    ringsFor,
    shownToCallee: isMasked("caller") ? bot : caller,
    ...(answeredBy && { answeredBy, shownToCaller: isMasked("callee") ? bot : answeredBy }),
  };
}

/** The identity of whoever calls. */
function callerOf({ data, participants }: SimulatedCall): Record<string, unknown> {
  const announced = data["from"] ?? valueAt(data, "/source/identity");
  return isRecord(announced) ? { ...announced } : (participants[0]?.identity ?? {});
}

/** The identity of the bot, as its service writes identities. */
function botOf({ credentials }: Operator, call: SimulatedCall): Record<string, unknown> {
  if (call.service === "graph") return { application: { id: credentials.appId } };
  const to = call.data["to"];
  return isRecord(to) ? { ...to } : {};
}

/** The other call of a consultative transfer ends with the first, as is known from users' reports. */
function endWith(
  stage: Stage,
  other: SimulatedCall,
  situation: Parameters<typeof play>[1],
  notification: string,
): void {
  other.over = true;
  other.state = situation.call.state;
  const scenario = forSingle(situation.scenario);
  play(stage, { ...situation, call: other, scenario }, [notification], { free: true });
}

/** A target of the same resource is called anew, and its call is announced as any other. */
function ringAgain(
  { credentials, announce, maker }: Operator,
  call: SimulatedCall,
  targets: readonly Record<string, unknown>[],
  { unanswered, end }: Scenario,
): void {
  if (call.service !== "acs" || unanswered || end === "failed") return;
  for (const target of targets) {
    const to = acsIdentity(target);
    if (!to.rawId.startsWith(`8:acs:${credentials.resourceId}_`)) continue;
    const { to: _, from, incomingCallContext: __, ...data } = call.data;
    const again = newCall(
      {
        service: "acs",
        kind: "incoming",
        callbackUri: call.addresses.registration,
        data: { ...data, from, to },
      },
      maker,
      call.hops + 1,
    );
    announce(again.call);
  }
}

/** The documented answer of success; a body repeats what its request gave to be repeated. */
function success({ success: status, echo }: Flow, route: Route, request: unknown): WireAnswer {
  if (route.responses[String(status)]?.body !== "documented" || !echo) return { status, headers: {} };
  const repeated = valueAt(request, echo.request);
  return json(status, typeof repeated === "string" ? { [echo.request.slice(1)]: repeated } : {});
}

import { flows, type FlowName } from "../../generated/flows.ts";
import type { Flow } from "../../generated/contract.ts";
import type { FlowState } from "../flows/next.ts";
import { valueAt } from "../pointer.ts";
import type { HandedOn, NewCall } from "./control.ts";
import type { ServiceName } from "./signer.ts";

/** A call of the simulator. */
export interface SimulatedCall {
  readonly id: string;
  readonly service: ServiceName;
  readonly kind: NewCall["kind"];
  readonly scenario: string;
  /** The registered address, and that of the call. */
  readonly addresses: { readonly registration: string; readonly call: string };
  /** What the service knows of the call beside its id and state, as its notifications show it. */
  readonly data: Record<string, unknown>;
  readonly participants: readonly { readonly id: string; readonly identity: Record<string, unknown> }[];
  readonly relatedCallId?: string;
  /** What requests name the call by, where not by its id. */
  readonly context?: string;
  /** Until when it can be handed on, by the clock of the simulator. Absent where it does not ring. */
  readonly ringsUntil?: number;
  /** How often the call was handed on before it came here. */
  readonly hops: number;
  state: string;
  over: boolean;
  /** The operation that was begun last. */
  operation?: FlowState;
  /** Notifications of that operation are still to come. */
  busy: boolean;
  /** What waits until the announcement of the call is through; absent where none is under way. */
  announcing?: (() => void)[] | undefined;
  handedOn?: HandedOn;
  /** The scenario refused a request already. */
  refused: boolean;
}

/** The calls that are known. */
export interface Calls {
  add(call: SimulatedCall): void;
  get(id: string): SimulatedCall | undefined;
  byContext(context: string): SimulatedCall | undefined;
  newest(count: number): SimulatedCall[];
  clear(): void;
}

/** How many calls are looked at to find one that is over, when there are too many. */
const SEARCH = 100;

/** Keeps at most so many calls. One that is over makes room first, then the oldest. */
export function callRegistry(maxCalls: number): Calls {
  const calls = new Map<string, SimulatedCall>();
  const contexts = new Map<string, SimulatedCall>();
  const remove = (call: SimulatedCall) => {
    calls.delete(call.id);
    if (call.context !== undefined && contexts.get(call.context) === call) contexts.delete(call.context);
  };
  return {
    add(call) {
      if (calls.size >= maxCalls) {
        const leaving = firstOver(calls.values(), SEARCH);
        if (leaving) remove(leaving);
      }
      calls.set(call.id, call);
      if (call.context !== undefined) contexts.set(call.context, call);
    },
    get: (id) => calls.get(id),
    byContext: (context) => contexts.get(context),
    newest: (count) => [...calls.values()].slice(-count).toReversed(),
    clear() {
      calls.clear();
      contexts.clear();
    },
  };
}

/** The first that is over among so many, or else the first of all. */
function firstOver(calls: Iterable<SimulatedCall>, count: number): SimulatedCall | undefined {
  let first: SimulatedCall | undefined;
  let left = count;
  for (const call of calls) {
    if (call.over) return call;
    first ??= call;
    if (--left <= 0) break;
  }
  return first;
}

/** The flow of an operation. */
export function flowOf(name: FlowName): Flow {
  return flows[name];
}

/** Tells whether something is the name of a flow. */
export function isFlowName(name: string): name is FlowName {
  return Object.hasOwn(flows, name);
}

/** The flows of a service that begin with an announcement, or those that begin in an established call. */
export function flowNames(service: ServiceName, kind: NewCall["kind"]): FlowName[] {
  return Object.keys(flows)
    .filter(isFlowName)
    .filter(
      (name) =>
        name.startsWith(`${service}.`) && (flowOf(name).ringsFor !== undefined) === (kind === "incoming"),
    );
}

/** Whether a request asks that the application be shown in the place of the caller, or of whoever picks up. */
export function isMaskedIn({ targets }: Flow, request: unknown, who: "caller" | "callee"): boolean {
  return targets.masks !== undefined && valueAt(request, targets.masks[who]) === true;
}

/** What the service calls the state of a call that is over. */
export function overState(flow: Flow): string | undefined {
  return Object.values(flow.states).find(({ over }) => over)?.call;
}

/** The state that a call is in, which also time alone can bring about. */
export function stateOf(call: SimulatedCall, now: number): string {
  if (call.over || !isOver(call, now)) return call.state;
  const [name] = flowNames(call.service, call.kind);
  return (name && overState(flowOf(name))) ?? call.state;
}

/** Whether a call can no longer be handed on because it is over, or because it rang for too long. */
export function isOver(call: SimulatedCall, now: number): boolean {
  const rangOut = call.ringsUntil !== undefined && call.operation === undefined && now >= call.ringsUntil;
  return call.over || rangOut;
}

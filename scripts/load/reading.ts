import {
  answered,
  begin,
  flows,
  next,
  type Flow,
  type FlowName,
  type FlowState,
} from "../../src/flows/index.ts";
import { knownAs } from "../../src/flows/next.ts";

/** What came for a call, read as the documents say that it comes. */
export interface Reading {
  /** What each notification is, in the order in which they came. */
  readonly names: readonly string[];
  /** How many of them may not come where they came. */
  readonly misfits: number;
  /** How the operation ended; absent where nobody was told. */
  readonly end?: string;
}

/** Reads the notifications of a call that was handed on. */
export function readingOf(name: FlowName, request: unknown, messages: readonly unknown[]): Reading {
  const flow: Flow = flows[name];
  // A call that rings is announced before anything can be asked of it.
  const before = flow.ringsFor === undefined ? 0 : 1;
  let state: FlowState = begin(name, request);
  let misfits = 0;
  const take = (message: unknown) => {
    const step = next(state, message);
    state = step.state;
    if (!step.fits) misfits++;
  };
  messages.slice(0, before).forEach(take);
  state = answered(state, flow.success);
  messages.slice(before).forEach(take);
  const names = messages.map((message) => knownAs(flow, message).join(" or "));
  return { names, misfits, ...(state.end && { end: state.end }) };
}

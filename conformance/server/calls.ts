import { createControlClient, type ControlClient } from "../../src/simulator/index.ts";
import { isHandoffError } from "../../src/errors.ts";
import { afterPatience } from "../../src/patience.ts";
import { exchange } from "../gate/http.ts";
import type { CallWanted, PrepareCall, PreparedCall } from "./options.ts";

/** A call, or why there is none: because the user says so, or because the target cannot be asked for one. */
export type Prepared =
  | (PreparedCall & {
      readonly missing?: never;
      /** The context is the one that was asked for: the target has not said that it took it. */
      readonly isAsked?: boolean;
    })
  | { readonly missing: "excluded" | "notTestable"; readonly reason: string };

/** Where the calls of a service come from. */
export interface Calls {
  /** `ids`: calls that stand, of which nothing is known. `none`: there is no way to get any. */
  readonly by: "control" | "config" | "ids" | "none";
  prepare(wanted: CallWanted): Promise<Prepared>;
}

const NO_WAY =
  "The target has no control API (POST /simulator/calls): give prepareCall in call-handoff.config.mjs, or --call-id.";

/**
 * Finds the way to get calls of a service: the control API of the target, else the user's function, else ids.
 *
 * @param origin - where the control API would be
 * @param probe - a call to try it with
 */
export async function findCalls(
  origin: string,
  probe: CallWanted,
  prepareCall: PrepareCall | undefined,
  callIds: readonly string[],
  timeout: number,
): Promise<Calls> {
  const control = createControlClient({ url: origin, fetch: fetchWithin(timeout) });
  if (await isControlled(control, probe)) return byControl(control);
  if (prepareCall) return byConfig(prepareCall, timeout);
  if (callIds.length > 0) return byIds(callIds);
  return { by: "none", prepare: async () => ({ missing: "notTestable", reason: NO_WAY }) };
}

/** Sends what the control client asks for, and waits so long for the answer. */
function fetchWithin(timeout: number) {
  return async (address: string, { method = "GET", headers, body }: RequestInit) => {
    const limit = new AbortController();
    const forget = afterPatience(() => limit.abort(), timeout);
    const sent = {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      signal: limit.signal,
      ...(typeof body === "string" && { body }),
    };
    const answer = await exchange(address, sent).finally(forget);
    return { ...answer, text: async () => answer.body };
  };
}

async function isControlled(control: ControlClient, { service, callbackUri }: CallWanted): Promise<boolean> {
  try {
    await control.createCall({ service, kind: "peerToPeer", callbackUri });
    return true;
  } catch (error) {
    // Any answer but the documented one says that there is no such thing here.
    if (isHandoffError(error, "ERR_REFUSED") || isHandoffError(error, "ERR_NETWORK")) return false;
    throw error;
  }
}

function byControl(control: ControlClient): Calls {
  let scenarios: Promise<readonly string[]> | undefined;
  // A target need not tell which it has.
  const known = () => (scenarios ??= control.scenarios().catch(() => []));
  return {
    by: "control",
    async prepare({ service, kind, scenario, callbackUri, callCallbackUri }) {
      if (scenario !== "success" && !(await known()).includes(scenario))
        return {
          missing: "excluded",
          reason: `The control API of the target has no scenario "${scenario}".`,
        };
      try {
        const context = service === "acs" && kind === "incoming" ? crypto.randomUUID() : undefined;
        const call = await control.createCall({
          service,
          kind,
          callbackUri,
          ...(callCallbackUri !== undefined && { callCallbackUri }),
          ...(scenario !== "success" && { scenario }),
          ...(context !== undefined && { incomingCallContext: context }),
        });
        // A target need not repeat what it was asked for.
        return context === undefined || call.incomingCallContext !== undefined
          ? call
          : { ...call, incomingCallContext: context, isAsked: true };
      } catch (error) {
        if (!isHandoffError(error)) throw error;
        return { missing: "notTestable", reason: `The target made no call: ${error.message}` };
      }
    },
  };
}

function byConfig(prepareCall: PrepareCall, timeout: number): Calls {
  return {
    by: "config",
    async prepare(wanted) {
      try {
        const call: unknown = await within(timeout, prepareCall(wanted));
        if (call === LATE)
          return { missing: "notTestable", reason: `prepareCall gave nothing within ${timeout} ms.` };
        if (isPreparedCall(call)) return call;
        if (call !== undefined)
          return {
            missing: "notTestable",
            reason: "prepareCall has to give { id: string, … }, or undefined.",
          };
        const reason = `prepareCall gave no ${wanted.kind} call for the scenario "${wanted.scenario}".`;
        return { missing: "excluded", reason };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const cause =
          error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
        return { missing: "notTestable", reason: `prepareCall failed: ${text}${cause}` };
      }
    },
  };
}

const LATE = Symbol("late");

/** What is given in time, or `LATE`. */
async function within(timeout: number, given: unknown): Promise<unknown> {
  let forget = () => {};
  const late = new Promise((resolve) => {
    forget = afterPatience(() => resolve(LATE), timeout);
  });
  return Promise.race([given, late]).finally(() => forget());
}

function isPreparedCall(value: unknown): value is PreparedCall {
  if (typeof value !== "object" || value === null || !("id" in value)) return false;
  const { id, incomingCallContext, relatedCallId } = { incomingCallContext: "", relatedCallId: "", ...value };
  return [id, incomingCallContext, relatedCallId].every((one) => typeof one === "string");
}

function byIds(ids: readonly string[]): Calls {
  let used = 0;
  return {
    by: "ids",
    async prepare({ kind, scenario }) {
      if (scenario !== "success")
        return {
          missing: "notTestable",
          reason: `Ids alone cannot say that a call has to end in ${scenario}: the control API or prepareCall can.`,
        };
      // What kind of call an id means is not known: that of a stateless mock means any.
      const id = ids[used++ % ids.length] ?? "";
      return kind === "incoming" ? { id, incomingCallContext: id } : { id };
    },
  };
}

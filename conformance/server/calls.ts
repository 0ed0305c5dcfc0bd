import { createControlClient, type ControlClient } from "../../src/simulator/index.ts";
import { isHandoffError } from "../../src/errors.ts";
import { afterPatience } from "../../src/patience.ts";
import { exchange } from "../gate/http.ts";
import type { CallWanted, PrepareCall, PreparedCall } from "./options.ts";

/** A call, or why there is none: because the user says so, or because the target cannot be asked for one. */
export type Prepared =
  | (PreparedCall & { readonly missing?: never })
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
  if (prepareCall) return byConfig(prepareCall);
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
        return await control.createCall({
          service,
          kind,
          callbackUri,
          ...(callCallbackUri !== undefined && { callCallbackUri }),
          ...(scenario !== "success" && { scenario }),
        });
      } catch (error) {
        if (!isHandoffError(error)) throw error;
        return { missing: "notTestable", reason: `The target made no call: ${error.message}` };
      }
    },
  };
}

function byConfig(prepareCall: PrepareCall): Calls {
  return {
    by: "config",
    async prepare(wanted) {
      try {
        const call = await prepareCall(wanted);
        if (call) return call;
        const reason = `prepareCall gave no ${wanted.kind} call for the scenario "${wanted.scenario}".`;
        return { missing: "excluded", reason };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        return { missing: "notTestable", reason: `prepareCall failed: ${text}` };
      }
    },
  };
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

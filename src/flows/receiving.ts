import type { Clock } from "../http/clock.ts";
import type { Alarm } from "./alarm.ts";
import { callOf, contextOf } from "./correlation.ts";
import { callKey, CALLS, contextKey, isLive, recordOf, written, type StoredCall } from "./record.ts";
import type { Change, Update } from "./store.ts";
import { kept, take, type Taken, type TakenBy, type TrackedNotification } from "./taking.ts";

/** Takes notifications into the records of their calls. */
export function receiving(
  update: Update,
  alarm: Alarm,
  clock: Clock,
): (notification: TrackedNotification) => Promise<Taken> {
  const change = <T extends { readonly record: StoredCall }>(
    key: string,
    make: (record: StoredCall, now: number) => T,
  ): Promise<T> =>
    update(key, (text): Change<T> => {
      const now = clock.now();
      const record = recordOf(text, now);
      const result = make(record, now);
      return { result, ...(result.record !== record && { after: written(result.record, now) }) };
    });

  const ofCall = async (callId: string, notification: TrackedNotification): Promise<Taken> => {
    const key = callKey(notification.service, callId);
    const { taken } = await change(key, (record, now) => take(record, callId, notification, now));
    if (taken.taken === "new") alarm.ring(key);
    return taken;
  };

  /** Of a notification that names no call: the one call that has a live operation with its context. */
  const byContext = async (context: string, notification: TrackedNotification): Promise<Taken> => {
    const { service } = notification;
    const { taken, record } = await change(contextKey(service, context), (found, now): TakenBy => {
      if (found.calls.length === 0) return kept(found, undefined, notification, now);
      return { taken: unrelated(), record: found };
    });
    const { calls } = record;
    if (calls.length === 0 || calls.length >= CALLS) return taken;
    const live: string[] = [];
    for (const callId of calls) {
      const { result } = await change(callKey(service, callId), (one, now) => ({
        record: one,
        result: one.operations.some((operation) => operation.echo === context && isLive(operation, now)),
      }));
      if (result) live.push(callId);
    }
    // The only call is also that of what comes late.
    const [callId, ...others] = calls.length > 1 ? live : calls;
    return callId === undefined || others.length > 0 ? taken : ofCall(callId, notification);
  };

  return async (notification) => {
    const { service, message } = notification;
    if (!isStorable(message)) return unrelated();
    const call = callOf(service, message);
    if (call) return call.whole ? ofCall(call.id, notification) : unrelated(call.id);
    const context = contextOf(service, message);
    return context === undefined ? unrelated() : byContext(context, notification);
  };
}

function unrelated(callId?: string): Taken {
  return { taken: "unrelated", callId, kept: false };
}

/** Whether a message is data that JSON can hold, as what came over the wire is. */
function isStorable(message: unknown): boolean {
  try {
    return JSON.stringify(message) !== undefined;
  } catch {
    return false;
  }
}

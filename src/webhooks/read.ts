import type { ReceiverOptions } from "./receiver.ts";
import { violation } from "./receiver.ts";
import type { InvalidNotification, Normalisation } from "./notification.ts";

/** A notification as it is read, before its key is known. */
export type Unkeyed<Notification> = Notification extends unknown ? Omit<Notification, "key"> : never;

/** How one kind of notification is read. */
export interface Reading<Message, Notification> {
  /** Puts right what deviates in a known way. */
  readonly service: "acs" | "graph";
  readonly normalise: (item: unknown, found: Normalisation[]) => void;
  readonly isMessage: (item: unknown) => item is Message;
  /** Where `isMessage` last found a fault. */
  readonly brokenAt: () => string;
  readonly notification: (message: Message, normalised: readonly Normalisation[]) => Unkeyed<Notification>;
}

/**
 * Reads the items of a body. All are judged before any is handed on.
 *
 * @param place - JSON Pointer to an item in the body
 * @throws HandoffError `ERR_CONTRACT` for an item that breaks the contract, unless such items are to be delivered
 */
export function readItems<Message, Notification>(
  items: readonly unknown[],
  place: (index: number) => string,
  { service, normalise, isMessage, brokenAt, notification }: Reading<Message, Notification>,
  violations: ReceiverOptions["violations"],
): (Unkeyed<Notification> | Unkeyed<InvalidNotification>)[] {
  return items.map((item, index) => {
    const normalised: Normalisation[] = [];
    normalise(item, normalised);
    if (isMessage(item)) return notification(item, normalised);
    const where = brokenAt();
    if (violations !== "deliver") throw violation(place(index) + where);
    return { service, type: "invalid", where, normalised, message: item };
  });
}

import type { Fault, Trouble } from "./control.ts";

type RequestFault = Extract<Fault, { on: "request" }>;
type NotificationFault = Extract<Fault, { on: "notification" }>;

/** Faults that wait for their occasion. */
export interface Faults {
  add(fault: Fault): void;
  /** Uses one up that fits a request of that operation. */
  forRequest(operation: string | undefined): RequestFault | undefined;
  /** Uses one up that fits any notification. */
  forNotification(): Trouble | undefined;
  clear(): void;
}

/** How many faults may wait. */
const MAX_FAULTS = 1000;

/** Faults are used up in the order in which they came; beyond a thousand the oldest is dropped. */
export function faultList(): Faults {
  let requests: { readonly fault: RequestFault; left: number }[] = [];
  let notifications: { readonly fault: NotificationFault; left: number }[] = [];
  return {
    add(fault) {
      const left = fault.times ?? 1;
      if (fault.on === "request") requests = [...requests, { fault, left }].slice(-MAX_FAULTS);
      else notifications = [...notifications, { fault, left }].slice(-MAX_FAULTS);
    },
    forRequest(operation) {
      const entry = requests.find(
        ({ fault }) => fault.operation === undefined || fault.operation === operation,
      );
      if (!entry) return undefined;
      entry.left--;
      if (entry.left <= 0) requests = requests.filter((one) => one !== entry);
      return entry.fault;
    },
    forNotification() {
      const [entry] = notifications;
      if (!entry) return undefined;
      entry.left--;
      if (entry.left <= 0) notifications.shift();
      return entry.fault.trouble;
    },
    clear() {
      requests = [];
      notifications = [];
    },
  };
}

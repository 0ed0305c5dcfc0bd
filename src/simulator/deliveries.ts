import { afterPatience } from "../patience.ts";
import { redactBody, redactUrl } from "../validate/redact.ts";
import type { AddressRules } from "./addresses.ts";
import type { NotificationEntry, Trouble } from "./control.ts";
import type { Recorder } from "./journal.ts";
import type { ServiceName, Signer, Signing } from "./signer.ts";
import type { SimulatedTime } from "./time.ts";

/** A request to a receiver. */
export interface Delivery {
  readonly service: ServiceName;
  readonly callId: string;
  /** The names in the flow of what it tells. */
  readonly names: readonly string[];
  readonly title: string;
  readonly address: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Event Grid signs nothing. */
  readonly signed: boolean;
  readonly troubles: readonly Trouble[];
  /** What comes next waits for the answer, however long that takes. */
  readonly patient?: boolean;
  /** Judges an answer of 2xx further; default: each is good. */
  readonly isGood?: (text: string, status: number) => boolean;
}

/** Sends notifications. */
export interface Deliveries {
  /**
   * Sends one. `done` is called once: when it was taken or given up, or when the receiver takes so long that the next
   * one need not wait for it.
   */
  send(delivery: Delivery, done: (taken: boolean) => void): Promise<void>;
  /** Nothing that was begun goes on: no further attempt, and nothing after it. */
  clear(): void;
}

/** What deliveries need. */
export interface DeliveryTools {
  readonly time: SimulatedTime;
  readonly signer: Signer;
  readonly recorder: Recorder;
  readonly rules: AddressRules;
  /** Carries a request to a receiver. */
  readonly deliver: (request: Request) => Response | Promise<Response>;
  /** How long a receiver may take to answer, in milliseconds of real time. */
  readonly timeout: number;
  /** How long the next notification of a call waits for that answer, in milliseconds of real time. */
  readonly patience: number;
}

/** When a delivery is tried again, in milliseconds after the attempt before. Our choice: nobody publishes one. */
export const RETRY_DELAYS = [250, 500, 1000] as const;

/** How many requests are under way at once, so that many calls do not take more sockets than there are. */
const MAX_OPEN = 256;

const SIGNINGS: Partial<Record<Trouble, Signing | "none">> = {
  unsigned: "none",
  "wrongly-signed": "wrong",
  "expired-token": "expired",
};

/** Makes the part of the simulator that sends. */
export function deliveries(tools: DeliveryTools): Deliveries {
  const { time, recorder, rules } = tools;
  const gate = semaphore(MAX_OPEN);
  let generation = 0;

  return {
    clear() {
      generation++;
    },
    async send(delivery, done) {
      const { service, callId, names, title, address, troubles } = delivery;
      const own = generation;
      const blocked = rules.refusal(address);
      const body = JSON.stringify(delivery.body);
      const entry = recorder.begin({
        kind: "notification",
        at: new Date(time.now()).toISOString(),
        service,
        callId,
        names: [...names],
        title,
        to: redactUrl(address),
        body: redactBody(body),
        ...(troubles.length > 0 && { troubles: [...troubles] }),
        outcome: blocked === undefined ? "pending" : "blocked",
        attempts: [],
      });
      const isGone = () => own !== generation;
      const end = once((taken) => {
        if (!isGone()) done(taken);
      });
      if (blocked !== undefined || troubles.includes("dropped")) {
        if (blocked === undefined) entry({ outcome: "dropped" });
        else entry({ attempts: [{ at: new Date(time.now()).toISOString(), fault: blocked, duration: 0 }] });
        return end(false);
      }
      const attempts: NotificationEntry["attempts"] = [];
      const finish = (outcome: NotificationEntry["outcome"]) => {
        if (isGone()) return;
        entry({ outcome });
        end(outcome === "taken");
      };
      const slow = () => {
        if (!delivery.patient) end(false);
      };
      const attempt = async (): Promise<void> => {
        const headers = await headersOf(tools.signer, delivery);
        const requestWith = (signal: AbortSignal) =>
          new Request(address, { method: "POST", headers, body, redirect: "manual", signal });
        if (isGone()) return;
        const seen = await gate(async () =>
          isGone() ? undefined : exchange(tools, requestWith, slow, delivery.isGood),
        );
        // What was begun before everything was forgotten is nobody's any more.
        if (isGone() || !seen) return;
        attempts.push(seen.attempt);
        entry({ attempts: [...attempts] });
        if (seen.good) return finish("taken");
        const delay = RETRY_DELAYS[attempts.length - 1];
        if (delay === undefined || !seen.again) return finish("givenUp");
        time.after(delay, attempt);
        return undefined;
      };
      await attempt();
      return undefined;
    },
  };
}

interface Seen {
  readonly attempt: NotificationEntry["attempts"][number];
  readonly good: boolean;
  /** Whether it may be tried again. */
  readonly again: boolean;
}

/** What goes out before the body; a token unless Event Grid sends it, which signs nothing. */
async function headersOf(
  signer: Signer,
  { service, signed, troubles, headers }: Delivery,
): Promise<Record<string, string>> {
  const given = { "content-type": "application/json", ...headers };
  const signing = troubles.map((trouble) => SIGNINGS[trouble]).find((one) => one !== undefined) ?? "good";
  if (!signed || signing === "none") return given;
  return { ...given, authorization: await signer.authorization(service, signing) };
}

/** Sends once. `slow` is called when the receiver takes longer than what comes next waits. */
async function exchange(
  { time, deliver, timeout, patience }: DeliveryTools,
  requestWith: (signal: AbortSignal) => Request,
  slow: () => void,
  isGood: Delivery["isGood"] = () => true,
): Promise<Seen> {
  const at = new Date(time.now()).toISOString();
  const started = performance.now();
  const duration = () => Math.round((performance.now() - started) * 10) / 10;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeout);
  const forget = afterPatience(slow, patience);
  try {
    const answer = await orAborted(answerOf(deliver, requestWith(limit.signal)), limit.signal);
    const { status } = answer;
    const ok = status >= 200 && status < 300;
    const good = ok && isGood(answer.text, status);
    const fault = ok && !good ? { fault: "the answer is not the one that was asked for" } : {};
    const again = status >= 500 || status === 408 || status === 429;
    return { attempt: { at, status, ...fault, duration: duration() }, good, again };
  } catch (error) {
    const fault = limit.signal.aborted ? `no answer within ${timeout} ms` : faultOf(error);
    return { attempt: { at, fault, duration: duration() }, good: false, again: true };
  } finally {
    clearTimeout(timer);
    forget();
  }
}

async function answerOf(
  deliver: DeliveryTools["deliver"],
  request: Request,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await deliver(request);
  return { status: response.status, text: await response.text() };
}

/** A function in the place of a network need not heed the signal. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
    work.then(resolve, reject);
  });
}

/** The code of what went wrong, such as `ECONNREFUSED`, or its text where that repeats no address. */
function faultOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (typeof code === "string") return code;
  return cause instanceof Error && !/[/?]/.test(cause.message) ? cause.message : "the connection failed";
}

function once(run: (taken: boolean) => void): (taken: boolean) => void {
  let isDone = false;
  return (taken) => {
    if (isDone) return;
    isDone = true;
    run(taken);
  };
}

/** Lets so many run at once; the others wait in the order in which they came. */
function semaphore(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

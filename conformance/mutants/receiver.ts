import type { Receiver } from "../../src/graph/webhook.ts";
import type { CheckId } from "../gate/catalogue.ts";
import { serveReceivers } from "../parties/receiver.ts";
import type { Change, Making, ReceiverName } from "../parties/receivers.ts";
import { verifyReceiver, type ReceiverOptions } from "../receiver/index.ts";
import type { Run } from "../report/check.ts";
import type { Mutant } from "./mutant.ts";

/** A receiver that is right but for one thing. Absent means as ours does. */
export interface ReceiverMutation extends Making {
  /** What it proves, and what its name is made of. */
  readonly check: CheckId;
  readonly about: string;
  /** Checks beside it that cannot but fail too. */
  readonly also?: readonly CheckId[];
  /** Set apart where several prove one check. */
  readonly variant?: string;
  /** How it is put under the gate. */
  readonly options?: Partial<ReceiverOptions>;
}

/** A request, and all that a mutant may look at. */
export interface Seen {
  readonly request: Request;
  readonly text: string;
  /** The parsed text; `undefined` where it is no JSON. */
  readonly body: unknown;
}

/** How long an answer of a mutant may take that never comes, in milliseconds. */
export const PATIENCE = 1000;

/** Turns mutations into mutants. Each is judged by the checks of the operations that it proves something of. */
export function receiverMutants(mutations: readonly ReceiverMutation[]): Mutant[] {
  return mutations.map(({ check, about, also = [], variant = "", options, ...making }) => ({
    name: `${check} ${variant}`
      .trim()
      .replaceAll(/[^A-Za-z\d]+/g, "-")
      .toLowerCase(),
    mode: "receiver",
    about,
    proves: [check, ...also],
    run: () => judge([check, ...also], making, options),
  }));
}

async function judge(
  checks: readonly CheckId[],
  making: Making,
  options: Partial<ReceiverOptions> = {},
): Promise<Run> {
  const party = await serveReceivers(making);
  const operations = [...new Set(checks.map((check) => check.split("/")[0] ?? ""))];
  try {
    return await verifyReceiver({ ...party.options, filters: { operations }, ...options });
  } finally {
    await party.close();
  }
}

/** Answers in the place of the right receiver where a function gives an answer. */
export function answering(
  answer: (
    seen: Seen,
    name: ReceiverName,
    right: Receiver,
  ) => Response | undefined | Promise<Response | undefined>,
): Change {
  return (receive, name) => async (request) => {
    // Without waiting for the rest of a body that is too long for anybody.
    if (Number(request.headers.get("content-length")) > 1_000_000) return receive(request);
    const text = await request.clone().text();
    return (await answer({ request, text, body: parsed(text) }, name, receive)) ?? receive(request);
  };
}

/** Answers 500 to what has something in it. */
export function refusing(isRefused: (seen: Seen) => boolean): Change {
  return answering((seen) => (isRefused(seen) ? new Response(null, { status: 500 }) : undefined));
}

/** Answers 202 to what has something in it. */
export function accepting(isAccepted: (seen: Seen) => boolean): Change {
  return answering((seen) => (isAccepted(seen) ? new Response(null, { status: 202 }) : undefined));
}

/** A change that remembers something of a run, and nothing of the one before. */
export function anew(make: () => Change): Change {
  return (receive, name, keys) => make()(receive, name, keys);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

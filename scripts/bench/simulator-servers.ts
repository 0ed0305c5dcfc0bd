/** Starts our simulator and Prism, each in a process of its own. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { newestAcsVersion, newestGraphVersion } from "../../generated/operations.ts";
import type { Call, NewCall } from "../../src/simulator/index.ts";
import { isAnswer, type Answer, type Order } from "./simulator-orders.ts";

/** The process with our simulator. */
export interface SimulatorProcess {
  readonly url: string;
  /** The address of a server that does nothing. */
  readonly idle: string;
  readonly create: (call: NewCall, count: number) => Promise<readonly Call[]>;
  /** Sends the notifications that wait; gives how long that took, in milliseconds. */
  readonly settle: () => Promise<number>;
  readonly stop: () => void;
}

/** Starts it. */
export async function startSimulator(): Promise<SimulatorProcess> {
  const child = fork(fileURLToPath(new URL("simulator-process.ts", import.meta.url)));
  const next = messages(child);
  const answer = async (order?: Order): Promise<Answer> => {
    if (order) child.send(order);
    const given = await next();
    if (!isAnswer(given)) throw new TypeError("The process with the simulator gave no answer.");
    return given;
  };
  const started = await answer();
  if (!("url" in started)) throw new TypeError("The process with the simulator told no address.");
  return {
    url: started.url,
    idle: started.idle,
    async create(create, count) {
      const given = await answer({ create, count });
      return "calls" in given ? given.calls : [];
    },
    async settle() {
      const given = await answer({ settle: true });
      return "milliseconds" in given ? given.milliseconds : Number.NaN;
    },
    stop: () => child.disconnect(),
  };
}

/** Prism, which answers with the documented examples. */
export interface PrismProcess {
  /** The address of each service. */
  readonly urls: Readonly<Record<"acs" | "graph", string>>;
  readonly stop: () => void;
}

/** Starts Prism as its own command does, and with the same documents. */
export async function startPrism(): Promise<PrismProcess> {
  const file = new URL("../../conformance/contract/servers/prism-process.js", import.meta.url);
  const child = fork(fileURLToPath(file), { execArgv: [] });
  const documents = {
    acs: withoutCallbacks(`acs/${newestAcsVersion}`),
    graph: withoutCallbacks(`graph/${newestGraphVersion}`),
  };
  const next = messages(child);
  child.send({ id: 0, documents, upstreams: {} });
  const given = await next();
  if (!hasAddresses(given)) throw new TypeError("Prism told no addresses.");
  return { urls: given.addresses, stop: () => child.disconnect() };
}

function hasAddresses(value: unknown): value is { readonly addresses: PrismProcess["urls"] } {
  return typeof value === "object" && value !== null && "addresses" in value;
}

/** Prism would carry callbacks out, towards the hosts of the examples, and our simulator holds them back meanwhile. */
function withoutCallbacks(version: string): object {
  const file = new URL(`../../generated/${version}/openapi.json`, import.meta.url);
  const document: object = JSON.parse(readFileSync(file, "utf8"), (name, value: unknown) =>
    name === "callbacks" ? undefined : value,
  );
  return document;
}

/** Gives the next message of a process; rejects where it ends instead. */
function messages(child: ChildProcess): () => Promise<unknown> {
  const ended = new AbortController();
  child.once("exit", (code) => ended.abort(new Error(`A process ended with ${String(code)}.`)));
  return async () => {
    const [given]: unknown[] = await once(child, "message", { signal: ended.signal });
    return given;
  };
}

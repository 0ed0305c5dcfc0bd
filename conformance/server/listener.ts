import { createServer, type IncomingMessage } from "node:http";
import { afterPatience } from "../../src/patience.ts";
import { GateError } from "../gate/errors.ts";
import type { Tracer } from "../gate/tracer.ts";

/** Which of the addresses of a call something came to. */
export type Address = "registration" | "call" | "override";

/** A request to one of the addresses. */
export interface Post {
  readonly address: Address;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** By `performance.now()`. */
  readonly at: number;
}

/** What came for one call. */
export interface Inbox {
  readonly posts: readonly Post[];
  /** The address of that kind; below another base where one is given. */
  url(address: Address, base?: string): string;
  /** Resolves when the posts satisfy a predicate, with `false` after so many milliseconds. */
  until(isEnough: (posts: readonly Post[]) => boolean, timeout: number): Promise<boolean>;
}

/** Receives notifications, and takes all of them. */
export interface Listener {
  open(tracer: Tracer): Inbox;
  close(): Promise<void>;
}

interface Box {
  readonly posts: Post[];
  readonly tracer: Tracer;
  readonly waiting: Set<() => void>;
}

/** Longer bodies are refused, and more requests for one call are forgotten, so that a target cannot fill the memory. */
const MAX_BODY = 1_048_576;
const MAX_POSTS = 200;

/** Listens on 127.0.0.1. */
export async function startListener(port: number): Promise<Listener> {
  const boxes = new Map<string, Box>();
  const take = async (incoming: IncomingMessage): Promise<{ status: number; body: string }> => {
    const startedAt = performance.now();
    const [, key = "", address = ""] =
      /\/([\da-z]+)\/(registration|call|override)$/.exec(pathOf(incoming)) ?? [];
    const box = boxes.get(key);
    const read = await bodyOf(incoming);
    if (!box || !isAddress(address)) return { status: 404, body: "" };
    const { method = "" } = incoming;
    const headers = headersOf(incoming);
    const body = read ?? "";
    const answer = read === undefined ? { status: 413, body: "" } : answerTo(headers, body);
    if (box.posts.length >= MAX_POSTS) return answer;
    box.posts.push({ address, method, headers, body, at: startedAt });
    box.tracer.record({
      sender: "target",
      startedAt,
      endedAt: performance.now(),
      request: {
        method,
        url: `http://127.0.0.1:${bound}${pathOf(incoming)}`,
        headers: Object.entries(headers),
        body,
      },
      response: { status: answer.status, headers: [], body: answer.body },
    });
    for (const check of box.waiting) check();
    return answer;
  };
  const server = createServer((incoming, outgoing) => {
    outgoing.on("error", () => {});
    take(incoming).then(
      ({ status, body }) =>
        outgoing.writeHead(status, body === "" ? {} : { "content-type": "application/json" }).end(body),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ message }) =>
      reject(new GateError(`The gate cannot listen on port ${port} of 127.0.0.1: ${message}.`)),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  const found = server.address();
  const bound = typeof found === "object" && found !== null ? found.port : port;

  return {
    open(tracer) {
      const box: Box = { posts: [], tracer, waiting: new Set() };
      // Hard to guess, so that nothing of an earlier run is taken for one of this.
      const key = crypto.randomUUID().replaceAll("-", "");
      boxes.set(key, box);
      return inboxOf(box, key, `http://127.0.0.1:${bound}`);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function inboxOf({ posts, waiting }: Box, key: string, own: string): Inbox {
  return {
    posts,
    url: (address, base = own) => `${base.replace(/\/+$/, "")}/${key}/${address}`,
    until: (isEnough, timeout) =>
      new Promise((resolve) => {
        const end = (found: boolean) => {
          forget();
          waiting.delete(check);
          resolve(found);
        };
        const check = () => {
          if (isEnough(posts)) end(true);
        };
        const forget = afterPatience(() => end(false), timeout);
        waiting.add(check);
        check();
      }),
  };
}

/** Event Grid asks whether its events are wanted, and takes 200 alone for a yes. */
function answerTo(headers: Post["headers"], body: string): { status: number; body: string } {
  if (headers["aeg-event-type"]?.toLowerCase() !== "subscriptionvalidation") return { status: 202, body: "" };
  const code = /"validationCode"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  return code === undefined
    ? { status: 400, body: "" }
    : { status: 200, body: `{"validationResponse":${code}}` };
}

/** `undefined` where it is too long, or did not come to its end. */
async function bodyOf(incoming: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming) {
    if (!Buffer.isBuffer(part)) continue;
    length += part.length;
    if (length > MAX_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split(/[?#]/, 1)[0] ?? "";
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function isAddress(name: string): name is Address {
  return name === "registration" || name === "call" || name === "override";
}

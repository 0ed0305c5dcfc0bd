import type { IncomingMessage, ServerResponse } from "node:http";
import type { Receiver } from "../webhooks/receiver.ts";

/** Takes requests of `node:http`, and of what is built on it: Express, Connect, Azure Functions with a custom handler. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What frameworks put on a request. */
interface Extended {
  /** Express: the path before a router cut off its own part. */
  readonly originalUrl?: unknown;
  /** The body, where something has read it. */
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/**
 * Lets a receiver answer in a server of `node:http` or Express. A body that a parser such as `express.json()` has read
 * is taken from there. The promise never rejects.
 */
export function nodeListener(receiver: Receiver): NodeListener {
  return async (incoming, outgoing) => {
    const answer = await answerTo(incoming, receiver);
    for (const [name, value] of answer.headers) outgoing.setHeader(name, value);
    // What was not read is not waited for.
    if (!incoming.complete) outgoing.setHeader("connection", "close");
    outgoing.writeHead(answer.status).end(await answer.text());
  };
}

async function answerTo(incoming: IncomingMessage, receiver: Receiver): Promise<Response> {
  try {
    return await receiver(await requestOf(incoming));
  } catch {
    // No address can be made of what came.
    return new Response(null, { status: 400 });
  }
}

async function requestOf(incoming: IncomingMessage & Extended): Promise<Request> {
  const { method = "GET", originalUrl, rawHeaders } = incoming;
  const path = typeof originalUrl === "string" ? originalUrl : (incoming.url ?? "/");
  const headers = new Headers();
  // As they came: a header that must not be there twice stays visible as two.
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = rawHeaders.slice(at, at + 2);
    if (!name.startsWith(":")) headers.append(name, value);
  }
  const url = new URL(path.replace(/^\/+/, "/"), `http://${headers.get("host") ?? "localhost"}`);
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  if (!incoming.readableDidRead) {
    const streamed: RequestInit & { duplex: "half" } = {
      method,
      headers,
      body: stream(incoming),
      duplex: "half",
    };
    return new Request(url, streamed);
  }
  const body = parsedBody(incoming);
  const request = new Request(url, { method, headers, body: body ?? "" });
  // Read, and not kept: the receiver says so.
  if (body === undefined) await request.text();
  return request;
}

/** Reads as the receiver does, and leaves the connection open for the answer when that stops. */
function stream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

function parsedBody({ rawBody, body }: Extended): string | Uint8Array<ArrayBuffer> | undefined {
  for (const given of [rawBody, body]) {
    if (typeof given === "string") return given;
    if (given instanceof Uint8Array) return new Uint8Array(given);
  }
  return typeof body === "object" && body !== null ? JSON.stringify(body) : undefined;
}

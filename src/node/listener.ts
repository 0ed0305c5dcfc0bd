import type { IncomingMessage, ServerResponse } from "node:http";

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
 * Lets a receiver, or any other function of that kind such as the `fetch` of a Hono app, answer in a server of `node:http`
 * or Express. The answer is sent when all of it is there. A body that a parser such as `express.json()` has read
 * is taken from there. The promise never rejects: where the receiver does, the answer is 500, and where something else
 * has answered meanwhile, there is none.
 */
export function nodeListener(receiver: (request: Request) => Response | Promise<Response>): NodeListener {
  return async (incoming, outgoing) => {
    const { status, headers, body } = await answerTo(incoming, receiver);
    if (outgoing.headersSent || outgoing.destroyed) return;
    for (const [name, value] of headers) outgoing.appendHeader(name, value);
    // What was not read is not waited for.
    if (!incoming.complete) outgoing.setHeader("connection", "close");
    outgoing.writeHead(status).end(body);
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: Uint8Array;
}

const NOTHING = new Uint8Array();

async function answerTo(
  incoming: IncomingMessage,
  receiver: (request: Request) => Response | Promise<Response>,
): Promise<Answer> {
  let request: Request;
  try {
    request = await requestOf(incoming);
  } catch {
    // No address can be made of what came.
    return { status: 400, headers: [], body: NOTHING };
  }
  try {
    const answer = await receiver(request);
    const body = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, body };
  } catch {
    return { status: 500, headers: [], body: NOTHING };
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

/** Reads as the receiver does. Has no `cancel`, so that the connection stays open for the answer when that stops. */
function stream(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** Bytes, as a `Request` gives text a type of its own. */
function parsedBody({ rawBody, body }: Extended): Uint8Array<ArrayBuffer> | undefined {
  for (const given of [rawBody, body]) {
    if (typeof given === "string") return new TextEncoder().encode(given);
    if (given instanceof Uint8Array) return new Uint8Array(given);
  }
  if (typeof body !== "object" || body === null) return undefined;
  return new TextEncoder().encode(JSON.stringify(body));
}

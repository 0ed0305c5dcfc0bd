/**
 * The server that all contestants talk to. A process of its own, so that none of its work is counted. Tells its
 * address to the process that started it, and ends with it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What came last, by which the contestants are held to send the same. */
export interface Seen {
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const ANSWER = JSON.stringify({ operationContext: "order 4711" });
const HEADERS = {
  "content-type": "application/json",
  "content-length": Buffer.byteLength(ANSWER),
  "request-id": "6f1b2c3d-0000-4000-8000-000000000001",
  "x-ms-client-request-id": "6f1b2c3d-0000-4000-8000-000000000002",
};
let last: Seen | undefined;

function answer({ method, url, headers }: IncomingMessage, body: string, response: ServerResponse): void {
  if (method === "GET") {
    response.end(JSON.stringify(last));
    return;
  }
  last = { url, headers, body };
  response.writeHead(202, HEADERS).end(ANSWER);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => answer(request, Buffer.concat(chunks).toString(), response));
});
// A connection that is closed while others are measured would be opened again at the cost of its contestant.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.send?.(address.port);
});
process.on("disconnect", () => process.exit());

/**
 * Never sleeps: the system charges it to the client when its request has to wake the server, and how much that is
 * depends on what else keeps the processors of the machine awake.
 */
function stayAwake(): void {
  setImmediate(stayAwake);
}
stayAwake();

import type { ServerResponse } from "node:http";
import type { WireAnswer } from "../simulator/wire.ts";
import type { Refusal } from "./simulator-server-request.ts";

/** Answers in the place of the simulator. */
export function sendRefusal(outgoing: ServerResponse, { status, code, message }: Refusal): void {
  if (outgoing.destroyed) return;
  // Half an answer cannot be taken back.
  if (outgoing.headersSent) return void outgoing.destroy();
  const body = JSON.stringify({ error: { code, message } });
  outgoing.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    // What was not read is not waited for.
    ...(!outgoing.req.complete && { connection: "close" }),
  });
  outgoing.end(body);
}

/**
 * Sends what the simulator answers, and resolves when that is handed over.
 *
 * @param isLast - whether the connection ends with this answer
 * @param streams - holds what ends the answer, as long as it streams
 */
export async function sendAnswer(
  outgoing: ServerResponse,
  { status, headers, body = "" }: WireAnswer,
  isLast: boolean,
  streams: Set<() => void>,
): Promise<void> {
  if (outgoing.destroyed || status === 0) {
    if (typeof body !== "string") await body.cancel();
    outgoing.destroy();
    return;
  }
  const sent: Record<string, string | number> = { ...headers };
  if (isLast) sent["connection"] = "close";
  if (typeof body !== "string") {
    outgoing.writeHead(status, sent).flushHeaders();
    return sendStream(outgoing, body, streams);
  }
  const hasBody = status !== 204 && status !== 304;
  // Without its length node:http would send the body in chunks.
  if (hasBody) sent["content-length"] = Buffer.byteLength(body);
  outgoing.writeHead(status, sent).end(hasBody ? body : undefined);
}

async function sendStream(
  outgoing: ServerResponse,
  body: ReadableStream<Uint8Array>,
  streams: Set<() => void>,
): Promise<void> {
  const reader = body.getReader();
  const stop = () => {
    // What the source says to its end changes nothing any more.
    reader.cancel().catch(() => {});
  };
  streams.add(stop);
  outgoing.once("close", stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || outgoing.destroyed) break;
      if (!outgoing.write(value)) await drained(outgoing);
    }
    outgoing.end();
  } finally {
    streams.delete(stop);
  }
}

/** Resolves when a slow client has taken what was sent, or has gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done).off("close", done);
      resolve();
    };
    outgoing.on("drain", done).on("close", done);
  });
}

import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** An answer that was read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** What is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent where there is none. */
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** Longer answers are cut off, in bytes. */
const MAX_ANSWER = 4_194_304;

const agents = {
  "http:": new HttpAgent({ keepAlive: true }),
  "https:": new HttpsAgent({ keepAlive: true }),
} as const;

/**
 * Sends a request and reads the answer. Redirections are not followed, and nothing is added to what is given but `host`
 * and the length of the body. Less work than `fetch`, of which a run makes more than a thousand.
 *
 * @throws what node:http gives where the connection fails or is ended by the signal
 */
export async function exchange(address: string, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await attempt(address, request, true);
  if (answer !== "stale") return answer;
  // By a connection of its own, as the server may have given up the others that were kept, too.
  const again = await attempt(address, request, false);
  if (again !== "stale") return again;
  throw new Error("The server closes every connection.");
}

/** `stale` where the server had given up the connection meanwhile, which says nothing of the request. */
function attempt(
  address: string,
  { method, headers, body, signal }: HttpRequest,
  mayReuse: boolean,
): Promise<HttpAnswer | "stale"> {
  const url = new URL(address);
  const isPlain = url.protocol === "http:";
  const settings = {
    method,
    agent: mayReuse && (isPlain ? agents["http:"] : agents["https:"]),
    headers: { ...headers, ...(body !== undefined && { "content-length": Buffer.byteLength(body) }) },
    ...(signal && { signal }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = (isPlain ? httpRequest : httpsRequest)(url, settings, (incoming) => {
      const parts: Buffer[] = [];
      let length = 0;
      incoming.on("data", (part: Buffer) => {
        length += part.length;
        if (length <= MAX_ANSWER) parts.push(part);
      });
      incoming.once("error", reject);
      incoming.once("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: headersOf(incoming.rawHeaders),
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    outgoing.once("error", (error) => {
      const isGone = "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (outgoing.reusedSocket && isGone) resolve("stale");
      else reject(error);
    });
    outgoing.end(body);
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? "", raw[at + 1] ?? "");
  return headers;
}

import { Agent, request as requestHttp, type ClientRequest, type IncomingMessage } from "node:http";
import { Agent as SecureAgent, request as requestHttps } from "node:https";

/** A request as it is to go out. */
export interface Outgoing {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** So many blanks are sent before the body, which JSON allows. A report does not show them. */
  readonly padding?: number;
}

/** What came back. Header names are in lower case. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No answer came. */
export interface Fault {
  /** Such as `ECONNREFUSED`; `LATE` where the time was over. */
  readonly code: string;
  /** The connection was kept from an earlier request, so that the other side may not have known of this one. */
  readonly isStale: boolean;
}

/** Sends requests over connections that are kept open until it is closed. */
export interface Transport {
  readonly exchange: (url: string, request: Outgoing, timeout: number) => Promise<Reply | Fault>;
  readonly close: () => void;
}

/** The longest answer that is read, in characters. */
const MAX_ANSWER = 16_384;

const PIECE = Buffer.alloc(65_536, " ");

/** Makes a transport. The global `fetch` takes several times as long, and keeps its connections when all is over. */
export function transport(): Transport {
  const agents = { "http:": new Agent({ keepAlive: true }), "https:": new SecureAgent({ keepAlive: true }) };
  return {
    exchange: (url, { method, headers, body, padding = 0 }, timeout) =>
      new Promise((resolve) => {
        const isSecure = new URL(url).protocol === "https:";
        const options = { method, headers: { ...headers, ...lengthOf(body, padding) } };
        const request = isSecure
          ? requestHttps(url, { ...options, agent: agents["https:"] })
          : requestHttp(url, { ...options, agent: agents["http:"] });
        const fail = (code: string) => {
          clearTimeout(timer);
          resolve({ code, isStale: request.reusedSocket });
          request.destroy();
        };
        const timer = setTimeout(() => fail("LATE"), timeout);
        request.on("error", (error) => fail("code" in error ? String(error.code) : "unknown"));
        request.once("response", async (response) => {
          try {
            const text = await readText(response);
            clearTimeout(timer);
            resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: text });
            // Whoever has answered already does not want the rest.
            if (!request.writableFinished) request.destroy();
          } catch {
            fail("ECONNRESET");
          }
        });
        send(request, body, padding);
      }),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function lengthOf(body: string | undefined, padding: number): Record<string, number> {
  return body === undefined ? {} : { "content-length": Buffer.byteLength(body) + padding };
}

/** A long body goes out piece by piece, so that whoever refuses it early does not get the rest. */
function send(request: ClientRequest, body = "", padding = 0): void {
  let left = padding;
  const more = () => {
    while (left > 0 && !request.destroyed) {
      const piece = PIECE.subarray(0, left);
      left -= piece.length;
      if (!request.write(piece)) return;
    }
    request.off("drain", more);
    request.end(body);
  };
  request.on("drain", more);
  more();
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of response.setEncoding("utf8")) {
    text += String(part);
    // What follows is not needed, and may never end.
    if (text.length > MAX_ANSWER) break;
  }
  return text;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = ""]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
}

import type { IncomingMessage } from "node:http";

/** Why a request does not reach the simulator. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** The whole address that was asked for, as it was spelled. */
export function targetOf({ url = "", headers }: IncomingMessage): { readonly url: string } | Refusal {
  const { host, origin } = headers;
  // Of what the platform would read as more than a host, the path begins within it.
  if (host === undefined || /[\s/?#@\\]/.test(host)) return badHost();
  // A proxy is asked by the whole address, and servers have to understand that too.
  const isWhole = /^https?:\/\//i.test(url);
  if (!isWhole && !url.startsWith("/")) return badHost();
  const whole = isWhole ? url : `http://${host}${url}`;
  try {
    const asked = new URL(whole);
    const named = isWhole ? new URL(`http://${host}`) : asked;
    return isControl(asked) ? (forbidden(asked, named, origin) ?? { url: whole }) : { url: whole };
  } catch {
    return badHost();
  }
}

function badHost(): Refusal {
  return {
    status: 400,
    code: "BadRequest",
    message: "Host and path of the request have to make an address.",
  };
}

/** However the path is spelled: what another reader would take for the control API is guarded as such. */
function isControl({ pathname }: URL): boolean {
  const plain = pathname.replace(/%([\da-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
  return /^[/\\]+simulator([/\\]|$)/i.test(plain);
}

/**
 * A page of another site reaches this machine by the browser of whoever reads it: by a name of its own that it lets
 * point here, or by a request that needs no leave. The first shows in `Host`, the second in `Origin`.
 */
function forbidden(asked: URL, named: URL, origin: string | undefined): Refusal | undefined {
  if (!LOOPBACK.test(asked.hostname) || !LOOPBACK.test(named.hostname))
    return {
      status: 403,
      code: "Forbidden",
      message: "The Host has to be of this machine, such as 127.0.0.1.",
    };
  if (origin !== undefined && origin !== `http://${asked.host}`)
    return { status: 403, code: "Forbidden", message: "Pages of another origin have no access." };
  return undefined;
}

/** Headers by their names in lower case, repeated ones joined as `node:http` joins them. */
export function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === "string") flat[name] = value;
  }
  return flat;
}

/** Whether a request says itself that its body is longer than it may be. */
export function isTooLong({ headers }: IncomingMessage, maxBytes: number): boolean {
  return Number(headers["content-length"] ?? 0) > maxBytes;
}

/** The body; `undefined` where the client went away before its end. Never rejects. */
export function bodyOf(
  incoming: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly text: string } | "tooLong" | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else resolve("tooLong");
    });
    incoming.on("end", () => resolve({ text: Buffer.concat(chunks).toString() }));
    incoming.on("close", () => resolve(undefined));
    incoming.on("error", () => resolve(undefined));
  });
}

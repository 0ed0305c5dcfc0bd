import { isHandoffError } from "../errors.ts";
import { readBytes } from "../webhooks/body.ts";
import type { Simulator } from "./simulator.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/** The same for whoever has a `Request`, as a handler and in the place of `fetch`. */
export function answering(
  answer: (request: WireRequest) => Promise<WireAnswer>,
  maxBytes: number,
): Pick<Simulator, "handle" | "fetch"> {
  const handle = async (request: Request): Promise<Response> => {
    const { method, url } = request;
    const headers = Object.fromEntries(request.headers);
    try {
      const body = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readBytes(request, maxBytes));
      return responseOf(await answer({ method, url, headers, body }));
    } catch (error) {
      if (!isHandoffError(error, "ERR_TOO_LARGE")) throw error;
      return responseOf(await answer({ method, url, headers, body: "", tooLong: true }));
    }
  };
  return {
    handle,
    async fetch(input, init) {
      const request = new Request(input, init);
      const response = await orAborted(handle(request), request.signal);
      // As where a connection breaks.
      if (response.type === "error") throw new TypeError("fetch failed");
      return response;
    },
  };
}

function responseOf({ status, headers, body }: WireAnswer): Response {
  if (status === 0) return Response.error();
  return new Response(body ?? null, { status, headers: { ...headers } });
}

function orAborted(work: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.finally(() => signal.removeEventListener("abort", abort)).then(resolve, reject);
    return undefined;
  });
}

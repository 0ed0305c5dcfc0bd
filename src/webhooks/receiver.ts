import { HandoffError, invalid, isHandoffError, type HandoffErrorCode } from "../errors.ts";
import { readJson } from "./body.ts";
import type { TokenClaims } from "./token.ts";

/** Takes a request with notifications and answers it. The same in every runtime that has `Request` and `Response`. */
export type Receiver = (request: Request) => Promise<Response>;

/** What is known of the request that a notification came in. */
export interface ReceiverContext {
  /** The request; its body has been read. */
  readonly request: Request;
  /** The claims of its token. Absent where no token was asked for. */
  readonly claims: TokenClaims | undefined;
}

/** What every receiver can be told. */
export interface ReceiverOptions {
  /** Longer bodies are answered with 413. Default: 1,048,576, in bytes. */
  readonly maxBytes?: number;
  /**
   * What becomes of a notification that breaks the contract. `refuse`: the request is answered with 400, and nothing of
   * it is handed on. `deliver`: it is handed on with the type `invalid`. Default: `refuse`.
   */
  readonly violations?: "refuse" | "deliver";
  /**
   * Told of each request that is not taken, and why; what the sender is told says less. The error's messages, causes
   * included, hold no token and no text of the body.
   */
  readonly onRefused?: (error: HandoffError, request: Request) => void;
}

/** Judges where a request comes from; throws where that is not proved. */
export type Authorize = (request: Request) => Promise<TokenClaims | undefined>;

/** One notification on its way to the user's function. */
export type Deliver = (context: ReceiverContext) => Promise<void>;

const ANSWERS: Partial<Record<HandoffErrorCode, readonly [status: number, message: string]>> = {
  ERR_UNAUTHORIZED: [401, "The request does not prove where it comes from."],
  ERR_KEYS: [503, "The token cannot be judged now."],
  ERR_METHOD: [405, "Notifications come by POST."],
  ERR_MEDIA_TYPE: [415, "Notifications are JSON."],
  ERR_TOO_LARGE: [413, "The body is too long."],
  ERR_MALFORMED: [400, "The body is no JSON."],
  ERR_CONTRACT: [400, "The body breaks the contract."],
};

/**
 * Makes a receiver.
 *
 * @param methods - what it takes, for the answer to anything else
 * @param read - turns the body into deliveries, or into an answer of its own
 * @param other - answers methods other than POST
 */
export function receiver(
  options: ReceiverOptions & { readonly onNotification: unknown },
  authorize: Authorize,
  read: (body: unknown, request: Request) => Promise<readonly Deliver[] | Response>,
  other?: (request: Request) => Response | undefined,
): Receiver {
  const { maxBytes = 1_048_576, violations = "refuse", onRefused } = options;
  if (typeof maxBytes !== "number" || !(maxBytes > 0)) throw invalid("maxBytes has to be a number above 0.");
  if (violations !== "refuse" && violations !== "deliver")
    throw invalid('violations has to be "refuse" or "deliver".');
  if (typeof options.onNotification !== "function") throw invalid("onNotification has to be a function.");
  const allow = other ? "POST, OPTIONS" : "POST";
  return async (request) => {
    try {
      const claims = await authorize(request);
      const answer = request.method === "POST" ? undefined : other?.(request);
      if (answer) return answer;
      if (request.method !== "POST")
        throw new HandoffError("ERR_METHOD", `A request came by ${request.method}.`);
      const found = await read(await readJson(request, maxBytes), request);
      if (found instanceof Response) return found;
      for (const deliver of found) await deliver({ request, claims });
      return new Response(null, { status: 202 });
    } catch (thrown) {
      const error = isHandoffError(thrown) ? thrown : handlerError(thrown);
      try {
        onRefused?.(error, request);
      } catch {
        // What is told of a refusal does not change the answer.
      }
      return refusal(error.code, allow);
    }
  };
}

/** Runs the user's function; what it throws is never taken for a fault of the request. */
export async function handled(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (cause) {
    throw handlerError(cause);
  }
}

/** The error for a body that breaks the contract. */
export function violation(where: string): HandoffError {
  return new HandoffError("ERR_CONTRACT", `The body breaks the contract at ${where || "its root"}.`, {
    where,
  });
}

/**
 * Warns that notifications are taken from anybody.
 */
export function warnUnverified(): void {
  // The one thing that is too dangerous to be silent about, and there may be no other place to say it.
  // oxlint-disable-next-line no-console
  console.warn(
    "call-handoff: dangerouslyAcceptUnverified is set. Anybody can send notifications to this receiver.",
  );
}

function handlerError(cause: unknown): HandoffError {
  return new HandoffError("ERR_HANDLER", "The function that takes notifications threw.", { cause });
}

function refusal(code: HandoffErrorCode, allow: string): Response {
  const [status, message] = ANSWERS[code] ?? [500, "The notification could not be taken."];
  const headers = new Headers({ "content-type": "application/json" });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (status === 405) headers.set("allow", allow);
  return new Response(JSON.stringify({ error: { code, message } }), { status, headers });
}

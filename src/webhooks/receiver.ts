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
   * included, hold no token and no text of the body. Not waited for; what it throws changes nothing.
   */
  readonly onRefused?: (error: HandoffError, request: Request) => unknown;
}

/** Judges where a request comes from; throws where that is not proved. */
export type Authorize = (request: Request) => Promise<TokenClaims | undefined>;

/** One notification on its way to the user's function. */
export type Deliver = (context: ReceiverContext) => Promise<void>;

const STATUSES: Partial<Record<HandoffErrorCode, number>> = {
  ERR_UNAUTHORIZED: 401,
  ERR_KEYS: 503,
  ERR_METHOD: 405,
  ERR_MEDIA_TYPE: 415,
  ERR_TOO_LARGE: 413,
  ERR_MALFORMED: 400,
  ERR_CONTRACT: 400,
};

/**
 * Makes a receiver.
 *
 * @param read - turns the body into deliveries, or into an answer of its own
 * @param other - answers OPTIONS; absent where it is refused as other methods are
 */
export function receiver(
  options: {
    readonly maxBytes: number | undefined;
    readonly onRefused: ReceiverOptions["onRefused"] | undefined;
    readonly onNotification: unknown;
  },
  authorize: Authorize,
  read: (body: unknown, request: Request) => Promise<readonly Deliver[] | Response>,
  other?: (request: Request) => Response | undefined,
): Receiver {
  const { maxBytes = 1_048_576, onRefused, onNotification } = options;
  if (typeof maxBytes !== "number" || !(maxBytes > 0)) throw invalid("maxBytes has to be a number above 0.");
  if (typeof onNotification !== "function") throw invalid("onNotification has to be a function.");
  const allow = other ? "POST, OPTIONS" : "POST";
  return async (request) => {
    try {
      const { method } = request;
      const answerAsked = method === "OPTIONS" ? other : undefined;
      const claims = method === "POST" || answerAsked ? await authorize(request) : undefined;
      const answer = answerAsked?.(request);
      if (answer) return answer;
      if (method !== "POST") throw new HandoffError("ERR_METHOD", `A request came by ${method}.`);
      const found = await read(await readJson(request, maxBytes), request);
      if (found instanceof Response) return found;
      for (const deliver of found) await deliver({ request, claims });
      return new Response(null, { status: 202 });
    } catch (thrown) {
      const error = isHandoffError(thrown) ? thrown : handlerError(thrown);
      (async () => onRefused?.(error, request))().catch(() => {});
      return refusal(error, allow);
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

function refusal({ code }: HandoffError, allow: string): Response {
  const status = STATUSES[code] ?? 500;
  const headers = new Headers({ "content-type": "application/json" });
  if (status === 401) headers.set("www-authenticate", "Bearer");
  if (status === 405) headers.set("allow", allow);
  return new Response(JSON.stringify({ error: { code } }), { status, headers });
}

import type { Repeatability } from "./http/repeatability.ts";
import type { RefusedAnswer } from "./http/result.ts";
import type { Violation } from "./validate/violation.ts";

/** Every code that an error of this package can have. Codes never change their meaning. */
export type HandoffErrorCode =
  /** An option or argument cannot be used as it is. The message names it; nothing was sent. */
  | "ERR_INVALID_ARGUMENT"
  /** A checked request breaks the contract; `violations` says where. Nothing was sent. */
  | "ERR_INVALID_REQUEST"
  /** The credential gave no usable token, or the request could not be signed. What failed is the `cause`. */
  | "ERR_CREDENTIAL"
  /** No answer came, because the connection failed. What failed is the `cause`. */
  | "ERR_NETWORK"
  /** No answer came in time: that of one attempt, or that of the whole call. */
  | "ERR_TIMEOUT"
  /** The caller's signal ended the call. The signal's reason is the `cause`. */
  | "ERR_ABORTED"
  /** The service answered otherwise than with success; `result` is the answer. Only `orThrow` throws it. */
  | "ERR_REFUSED"
  /** The store of a tracker failed, or did not answer in time. What failed is the `cause`. */
  | "ERR_STORE"
  /** A notification does not prove where it comes from. Answered with 401. */
  | "ERR_UNAUTHORIZED"
  /** The keys that tokens are signed with cannot be read, and none from before fits the token. Answered with 503. */
  | "ERR_KEYS"
  /** A notification came by another method than POST. Answered with 405. */
  | "ERR_METHOD"
  /** A notification is declared as something other than JSON. Answered with 415. */
  | "ERR_MEDIA_TYPE"
  /** A notification is longer than `maxBytes`. Answered with 413. */
  | "ERR_TOO_LARGE"
  /** A notification is no JSON, or its text broke off. Answered with 400. */
  | "ERR_MALFORMED"
  /** A notification breaks the contract; `where` says in which place. Answered with 400. */
  | "ERR_CONTRACT"
  /** Your function threw. What it threw is the `cause`. Answered with 500. */
  | "ERR_HANDLER";

/** What an error may know beside its code. */
export interface HandoffErrorDetails extends ErrorOptions {
  /** How many requests went out. */
  readonly attempts?: number | undefined;
  /** The pair under which an ACS operation was sent: send it again with the same, and it is executed once. */
  readonly repeatability?: Repeatability | undefined;
  /** Of `ERR_REFUSED`: the answer. */
  readonly result?: RefusedAnswer;
  /** Of `ERR_INVALID_REQUEST`: each broken rule. */
  readonly violations?: readonly Violation[];
  /** Of `ERR_CONTRACT`: JSON Pointer into the body, to the place that breaks the contract. */
  readonly where?: string;
}

const BRAND = Symbol.for("call-handoff.HandoffError");

/** The one error class of this package. Tell errors apart by `code`, never by `message`. */
export class HandoffError extends Error implements HandoffErrorDetails {
  override readonly name = "HandoffError";
  readonly code: HandoffErrorCode;
  declare readonly attempts?: number | undefined;
  declare readonly repeatability?: Repeatability | undefined;
  declare readonly result?: RefusedAnswer;
  declare readonly violations?: readonly Violation[];
  declare readonly where?: string;

  constructor(code: HandoffErrorCode, message: string, { cause, ...details }: HandoffErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    Object.assign(this, details);
  }

  get [BRAND](): true {
    return true;
  }
}

/** An error of one code, with what such an error always knows. */
export type HandoffErrorOf<Code extends HandoffErrorCode> = HandoffError & { readonly code: Code } & ([
    Code,
  ] extends ["ERR_REFUSED"]
    ? { readonly result: RefusedAnswer }
    : unknown) &
  ([Code] extends ["ERR_INVALID_REQUEST"] ? { readonly violations: readonly Violation[] } : unknown);

/**
 * Tells whether something is an error of this package, optionally of one code. Also true for errors of another
 * realm or of a second copy of the package, for which `instanceof` is false.
 */
export function isHandoffError<Code extends HandoffErrorCode = HandoffErrorCode>(
  value: unknown,
  code?: Code,
): value is HandoffErrorOf<Code> {
  return (
    typeof value === "object" &&
    value !== null &&
    BRAND in value &&
    (code === undefined || ("code" in value && value.code === code))
  );
}

/** The error for an option or argument that cannot be used. */
export function invalid(message: string, cause?: unknown): HandoffError {
  return new HandoffError("ERR_INVALID_ARGUMENT", message, { cause });
}

/**
 * Judges what is left of options when all that there are have been taken out: a misspelt one would do nothing, silently, and
 * leave a door open.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT`
 */
export function noOthers(options: object): void {
  const [name] = Object.keys(options);
  if (name !== undefined) throw invalid(`There is no option "${name}".`);
}

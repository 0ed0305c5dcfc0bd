/** Every code that an error of this package can have. Codes never change their meaning. */
export type HandoffErrorCode =
  /** An argument cannot be sent as it is; nothing was sent. */
  | "ERR_INVALID_ARGUMENT"
  /** Something between the client and the network answered in its place. */
  | "ERR_NOT_SENT";

/** The one error class of this package. Tell errors apart by `code`, never by `message`. */
export class HandoffError extends Error {
  override readonly name = "HandoffError";
  readonly code: HandoffErrorCode;

  constructor(code: HandoffErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

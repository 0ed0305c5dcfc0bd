import { HandoffError } from "../errors.ts";
import type { SignedParts } from "../acs/access-key.ts";
import type { Incoming } from "./pipeline.ts";

/** What every answer tells. */
export interface Answered {
  /** Headers of the answer. */
  readonly headers: Headers;
  /** The service's id of the request, for its support. */
  readonly requestId: string | undefined;
  /** How many requests went out. */
  readonly attempts: number;
  /** The body as it came, where it is not what the contract says: HTML, broken JSON, another document. */
  readonly text: string | undefined;
  /** Why the body did not come to its end, where it did not. The status counts all the same. */
  readonly fault: HandoffError | undefined;
}

/** The operation was taken. */
export interface Succeeded<Status extends number, Data> extends Answered {
  readonly ok: true;
  readonly status: Status;
  /** The documented body; absent where none is documented, or where `text` came in its place. */
  readonly data: Data | undefined;
}

/** The service answered otherwise than with the documented success. */
export interface Refused<Failure> extends Answered {
  readonly ok: false;
  readonly status: number;
  /** The vendor's error; absent where `text` or nothing came in its place. */
  readonly error: Failure | undefined;
}

/** What both services have in common in their errors. */
export interface VendorError {
  error: { code: string; message: string };
}

/** An answer that `orThrow` threw. */
export interface RefusedAnswer extends Refused<VendorError> {
  /** Of a 401 of ACS to a request that was signed with an access key: what was signed. */
  readonly signedParts?: SignedParts | undefined;
}

/** The answer to an operation, told apart by `ok`, then by `status`. Only the status decides. */
export type OperationResult<Status extends number, Data, Failure> =
  | Succeeded<Status, Data>
  | Refused<Failure>;

/** Says whether a parsed body is what the contract documents. */
export type IsBody<Body> = (body: unknown) => body is Body;

/** Operations that give their success and throw anything else. */
export type OrThrow<Operations> = {
  [Name in keyof Operations]: Operations[Name] extends (...args: infer Arguments) => Promise<infer Result>
    ? (...args: Arguments) => Promise<Extract<Result, { readonly ok: true }>>
    : never;
};

/** Narrows an answer by its status, and its body by what is documented for it. */
export function resultOf<Status extends number, Data>(
  { text, status, headers, requestId, attempts, fault }: Incoming,
  success: Status,
  isData: IsBody<Data>,
): OperationResult<Status, Data, VendorError> {
  const body = parsed(text);
  const answered = { headers, requestId, attempts, fault };
  // An empty body is nothing to keep.
  const strange = (known: unknown) => (known === undefined ? text || undefined : undefined);
  if (status === success) {
    const data = isData(body) ? body : undefined;
    return { ok: true, status: success, data, ...answered, text: strange(data) };
  }
  const error = isVendorError(body) ? body : undefined;
  return { ok: false, status, error, ...answered, text: strange(error) };
}

/** Makes operations that throw whatever is no success. */
export function throwing<Operations extends object>(
  service: string,
  operations: Operations,
): OrThrow<Operations> {
  const made = Object.entries(operations).map(([name, operation]) => [
    name,
    async (...args: unknown[]) => {
      const result = await operation(...args);
      if (result.ok) return result;
      const { status, headers, error, attempts, repeatability, signedParts } = result;
      const code = error ? ` (${error.error.code})` : "";
      // What was signed beside the time of the answer shows a clock that is wrong.
      const signed = signedParts
        ? ` Signed: ${JSON.stringify(signedParts)}, answered: ${headers.get("date")}.`
        : "";
      const message = `${service}.${name} was answered with ${status}${code}.${signed}`;
      throw new HandoffError("ERR_REFUSED", message, { attempts, repeatability, result });
    },
  ]);
  return Object.fromEntries(made);
}

/** For operations whose success has no documented body. */
export function isNothing(body: unknown): body is undefined {
  return body === undefined;
}

/** Whether a parsed body is an object. */
export function isRecord(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}

/** Whether a body is an error as both services document it. */
function isVendorError(body: unknown): body is VendorError {
  const error = isRecord(body) && body["error"];
  return isRecord(error) && typeof error["code"] === "string" && typeof error["message"] === "string";
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

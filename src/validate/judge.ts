import type { MessageValidators, Validator } from "../../generated/contract.ts";
import { versions, type VersionName } from "../../generated/versions.ts";
import { violationsOf, type Violation } from "./violation.ts";

/** `strict` judges as the specs say; `tolerant` lets unknown members and unknown event types pass. */
export type Mode = "strict" | "tolerant";

/** A request or a notification, taken apart. Header names are in lower case. */
export interface RequestMessage {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A response, taken apart. Header names are in lower case; `body` is absent where there is none. */
export interface ResponseMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Judges a request.
 *
 * @param operation - such as `graph.transfer`
 * @throws RangeError when that version has no such operation
 */
export function judgeRequest(
  version: VersionName,
  operation: string,
  message: RequestMessage,
  mode: Mode = "strict",
): Violation[] {
  return judged(validators(version, "operations", operation, mode).request, message);
}

/**
 * Judges a response by its status, or by what is documented for any other status.
 *
 * @throws RangeError when that version has no such operation
 */
export function judgeResponse(
  version: VersionName,
  operation: string,
  status: number,
  message: ResponseMessage,
  mode: Mode = "strict",
): Violation[] {
  return judged(forStatus(validators(version, "operations", operation, mode), status), message);
}

/**
 * Judges a notification.
 *
 * @param webhook - such as `commsNotifications`
 * @throws RangeError when that version has no such webhook
 */
export function judgeNotification(
  version: VersionName,
  webhook: string,
  message: RequestMessage,
  mode: Mode = "strict",
): Violation[] {
  return judged(validators(version, "webhooks", webhook, mode).request, message);
}

/**
 * Judges what a receiver answers to a notification. A status that the specs do not name is not judged.
 *
 * @throws RangeError when that version has no such webhook
 */
export function judgeAnswer(
  version: VersionName,
  webhook: string,
  status: number,
  message: ResponseMessage,
  mode: Mode = "strict",
): Violation[] {
  const validator = validators(version, "webhooks", webhook, mode).responses[String(status)];
  return validator ? judged(validator, message) : [];
}

/** Of a body that is nested so deeply that nobody can walk through it. */
const TOO_DEEP: Violation = {
  where: "/body",
  rule: "depth",
  expected: "JSON that is not nested deeply",
  received: "more levels than can be walked through",
};

function judged(validator: Validator, message: ResponseMessage): Violation[] {
  try {
    return violationsOf(validator, normalised(message));
  } catch (error) {
    // Where a type contains itself, its validator does too, and the stack ends at some ten thousand levels.
    if (error instanceof RangeError) return [TOO_DEEP];
    throw error;
  }
}

function validators(
  version: VersionName,
  kind: "operations" | "webhooks",
  name: string,
  mode: Mode,
): MessageValidators {
  const table: Readonly<Record<string, MessageValidators>> = versions[version][mode][kind];
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!found) throw new RangeError(`${version} has no ${name}; it has ${Object.keys(table).join(", ")}.`);
  return found;
}

function forStatus({ responses }: MessageValidators, status: number): Validator {
  const validator = responses[String(status)] ?? responses["default"];
  if (!validator) throw new RangeError(`Neither ${status} nor any other status is documented.`);
  return validator;
}

/** Media types are compared without regard to case, which JSON Schema cannot say. */
function normalised<Message extends ResponseMessage>(message: Message): Message {
  const type = message.headers["content-type"];
  const normal = type?.toLowerCase();
  if (normal === undefined || normal === type) return message;
  return { ...message, headers: { ...message.headers, "content-type": normal } };
}

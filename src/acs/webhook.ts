/**
 * Takes the mid-call events of Azure Communication Services: verified, typed, every event of a request in its order.
 *
 * @example
 * ```ts
 * import { createAcsReceiver } from "call-handoff/acs/webhook";
 *
 * const receive = createAcsReceiver({
 *   resourceId: "00000000-0000-0000-0000-000000000000",
 *   onNotification(notification) {
 *     if (notification.type === "Microsoft.Communication.CallTransferFailed")
 *       console.log(notification.data.operationContext, notification.data.resultInformation?.subCode);
 *   },
 * });
 * const response = await receive(request); // 202 when all of it was taken
 * ```
 *
 * @module
 */
import { callbackToken } from "../../generated/acs/received.ts";
import { digestKey } from "../webhooks/key.ts";
import type { InvalidNotification } from "../webhooks/notification.ts";
import {
  handled,
  receiver,
  warnUnverified,
  type Deliver,
  type Receiver,
  type ReceiverContext,
  type ReceiverOptions,
} from "../webhooks/receiver.ts";
import { secretVerifier, type SharedSecret } from "../webhooks/secret.ts";
import { texts, tokenVerifier, type TokenOptions } from "../webhooks/token.ts";
import { readEvents, type AcsNotification } from "./received.ts";

export type { InvalidNotification, Normalisation } from "../webhooks/notification.ts";
export type { Receiver, ReceiverContext, ReceiverOptions } from "../webhooks/receiver.ts";
export { readEvents } from "./received.ts";
export type { Unkeyed } from "../webhooks/read.ts";
export type { SharedSecret } from "../webhooks/secret.ts";
export type { TokenClaims, TokenOptions } from "../webhooks/token.ts";
export type {
  AcsNotification,
  CallAutomationEventType,
  KnownAcsNotification,
  UnknownAcsNotification,
} from "./received.ts";

/** How mid-call events of ACS are taken. */
export interface AcsReceiverOptions extends ReceiverOptions, TokenOptions {
  /**
   * The immutable resource id of the Communication Services resource, a GUID, which tokens name as their audience. Not
   * the id of Azure Resource Manager. Several where one address serves several resources.
   */
  readonly resourceId: string | readonly string[];
  /**
   * A secret in the query of the callback address, asked for beside the token: a token is good for five minutes at
   * any address, as nothing in it names the address or the call. Default: none.
   */
  readonly secret?: SharedSecret;
  /**
   * Takes events without a token: none is asked for, and one that comes is not looked at. A `secret` still is. For
   * tests behind a closed door alone; a warning is printed. Default: `false`.
   */
  readonly dangerouslyAcceptUnverified?: boolean;
  /** Your function. Awaited for each event, in their order; if it throws, the rest of the request is not taken. */
  readonly onNotification: (
    notification: AcsNotification | InvalidNotification,
    context: ReceiverContext,
  ) => unknown;
}

/**
 * Makes a receiver for the callback address of a call, or for the `operationCallbackUri` of a transfer.
 *
 * It answers 202 when your function is done with all events of a request, 401 for a token or secret that is missing or
 * bad, 503 while the keys cannot be read, 405, 413 and 415 for what is no notification, 400 for a body that is no JSON
 * or breaks the contract, and 500 when your function throws.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an option that cannot be used, or that there is none of
 */
export function createAcsReceiver(options: AcsReceiverOptions): Receiver {
  const {
    resourceId,
    secret,
    dangerouslyAcceptUnverified,
    maxBytes,
    violations,
    onRefused,
    onNotification,
    ...forTokens
  } = options;
  const audience = texts("resourceId", typeof resourceId === "string" ? [resourceId] : resourceId);
  const verify = tokenVerifier(callbackToken, audience, forTokens);
  const verifySecret = secret === undefined ? secret : secretVerifier(secret);
  const isOpen = dangerouslyAcceptUnverified === true;
  if (isOpen) warnUnverified();
  return receiver(
    { maxBytes, onRefused, onNotification },
    async ({ url, headers }) => {
      if (secret) await verifySecret?.(new URL(url).searchParams.get(secret.name));
      return isOpen ? undefined : verify(headers.get("authorization"));
    },
    async (body) =>
      Promise.all(
        readEvents(body, violations).map(async (read): Promise<Deliver> => {
          const key =
            read.type === "invalid"
              ? await digestKey(read.message)
              : `${read.message.source}#${read.message.id}`;
          return (context) => handled(() => onNotification({ ...read, key }, context));
        }),
      ),
  );
}

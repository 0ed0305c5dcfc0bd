/**
 * Takes the notifications of Microsoft Graph about calls: verified, typed, each item in its order.
 *
 * @example
 * ```ts
 * import { createGraphReceiver } from "call-handoff/graph/webhook";
 *
 * const receive = createGraphReceiver({
 *   appId: "00000000-0000-0000-0000-000000000000",
 *   onNotification(notification) {
 *     if (notification.type === "terminated") console.log(notification.callId, notification.data.terminationReason);
 *   },
 * });
 * const response = await receive(request); // 202 when all of it was taken
 * ```
 *
 * @module
 */
import { callbackToken } from "../../generated/graph/received.ts";
import {
  handled,
  receiver,
  warnUnverified,
  type Deliver,
  type Receiver,
  type ReceiverContext,
  type ReceiverOptions,
} from "../webhooks/receiver.ts";
import type { InvalidNotification } from "../webhooks/notification.ts";
import { digestKey } from "../webhooks/key.ts";
import { texts, tokenVerifier, type TokenClaims, type TokenOptions } from "../webhooks/token.ts";
import { readNotifications, type GraphNotification } from "./received.ts";

export type { InvalidNotification, Normalisation } from "../webhooks/notification.ts";
export type { Receiver, ReceiverContext, ReceiverOptions } from "../webhooks/receiver.ts";
export { readNotifications } from "./received.ts";
export type { Unkeyed } from "../webhooks/read.ts";
export type { TokenClaims, TokenOptions } from "../webhooks/token.ts";
export type {
  Call,
  CallNotification,
  CallState,
  CallStateNotification,
  CollectionNotification,
  CommsNotification,
  GraphNotification,
  OtherCommsNotification,
  UnknownGraphNotification,
} from "./received.ts";

/** How notifications of Graph are taken. */
export interface GraphReceiverOptions extends ReceiverOptions, TokenOptions {
  /** The app id of the bot, which tokens name as their audience. Several where one address serves several bots. */
  readonly appId: string | readonly string[];
  /** The tenants whose calls are taken, by their ids. Default: every tenant; a token without one is always refused. */
  readonly tenants?: readonly string[];
  /**
   * Takes notifications from anybody: no token is asked for, and one that comes is not looked at. For tests behind a
   * closed door alone; a warning is printed. Default: `false`.
   */
  readonly dangerouslyAcceptUnverified?: boolean;
  /** Your function. Awaited for each notification, in their order; if it throws, the rest of the request is not taken. */
  readonly onNotification: (
    notification: GraphNotification | InvalidNotification,
    context: ReceiverContext,
  ) => unknown;
}

/**
 * Makes a receiver for the callback address of a bot.
 *
 * It answers 202 when your function is done with all notifications of a request, 401 for a token that is missing or
 * bad, 503 while the keys cannot be read, 405, 413 and 415 for what is no notification, 400 for a body that is no JSON
 * or breaks the contract, and 500 when your function throws.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an option that cannot be used, or that there is none of
 */
export function createGraphReceiver(options: GraphReceiverOptions): Receiver {
  const {
    appId,
    tenants,
    dangerouslyAcceptUnverified,
    maxBytes,
    violations,
    onRefused,
    onNotification,
    ...forTokens
  } = options;
  const audience = texts("appId", typeof appId === "string" ? [appId] : appId);
  // What is empty in JavaScript is no list either.
  const allowed =
    tenants === undefined
      ? tenants
      : new Set(texts("tenants", tenants).map((tenant) => tenant.toLowerCase()));
  const verify = tokenVerifier(callbackToken, audience, forTokens, ({ tid }: TokenClaims) => {
    if (typeof tid !== "string" || tid === "") return "The token names no tenant.";
    if (allowed && !allowed.has(tid.toLowerCase())) return "The token's tenant is not among those allowed.";
    return undefined;
  });
  const isOpen = dangerouslyAcceptUnverified === true;
  if (isOpen) warnUnverified();
  return receiver(
    { maxBytes, onRefused, onNotification },
    async ({ headers }) => (isOpen ? undefined : verify(headers.get("authorization"))),
    async (body) =>
      // All keys before the first delivery, as what is nested too deeply shows here.
      Promise.all(
        readNotifications(body, violations).map(async (read): Promise<Deliver> => {
          // Graph gives its notifications no ids.
          const key = await digestKey(read.message);
          return (context) => handled(() => onNotification({ ...read, key }, context));
        }),
      ),
  );
}

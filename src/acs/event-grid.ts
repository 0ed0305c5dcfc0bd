/**
 * Takes what Event Grid tells of incoming calls of Azure Communication Services, in the Event Grid schema and in
 * CloudEvents, and answers the handshakes of both.
 *
 * @example
 * ```ts
 * import { createEventGridReceiver } from "call-handoff/acs/event-grid";
 *
 * const receive = createEventGridReceiver({
 *   secret: { name: "code", value: process.env.EVENT_GRID_SECRET ?? "" },
 *   async onNotification(notification) {
 *     if (notification.type !== "Microsoft.Communication.IncomingCall") return;
 *     const { incomingCallContext } = notification.data;
 *     await acs.redirectCall({ incomingCallContext, target });
 *   },
 * });
 * const response = await receive(request);
 * ```
 *
 * @module
 */
import { isSubscriptionValidationEvent } from "../../generated/acs/received.ts";
import { invalid, noOthers } from "../errors.ts";
import type { InvalidNotification } from "../webhooks/notification.ts";
import { digestKey } from "../webhooks/key.ts";
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
import { readDelivery, type EventGridNotification } from "./received-incoming.ts";

export type { InvalidNotification, Normalisation } from "../webhooks/notification.ts";
export type { Receiver, ReceiverContext, ReceiverOptions } from "../webhooks/receiver.ts";
export { readDelivery } from "./received-incoming.ts";
export type { Unkeyed } from "../webhooks/read.ts";
export type { SharedSecret } from "../webhooks/secret.ts";
export type { TokenClaims, TokenOptions } from "../webhooks/token.ts";
export type {
  EventGridMessage,
  EventGridNotification,
  IncomingCallNotification,
  UnknownEventGridNotification,
} from "./received-incoming.ts";

/** How tokens of Microsoft Entra are judged that Event Grid sends along ("secure webhook delivery"). */
export interface EventGridEntraOptions extends TokenOptions {
  /** The tenant that issues the tokens, by its id. */
  readonly tenantId: string;
  /** What the tokens are for: the app id of the application that stands for this receiver, or its application id URI. */
  readonly audience: string | readonly string[];
  /**
   * The applications that may send, by their ids, which tokens hold as `appid` or `azp`: any application of the tenant
   * can get a token for the audience. Default: that of Event Grid in the public cloud.
   */
  readonly senders?: readonly string[];
}

/** How Event Grid's events are taken. At least one of `secret` and `entra` is needed. */
export interface EventGridReceiverOptions extends ReceiverOptions {
  /** A secret of your own in the query of the endpoint, which handshakes have to carry too. */
  readonly secret?: SharedSecret;
  /** Asks for a token of Microsoft Entra. */
  readonly entra?: EventGridEntraOptions;
  /**
   * The origins that may deliver in CloudEvents, as they name themselves in `WebHook-Request-Origin`. Default:
   * `eventgrid.azure.net`.
   */
  readonly origins?: readonly string[];
  /**
   * Takes events from anybody where neither `secret` nor `entra` is given. For tests behind a closed door alone; a
   * warning is printed. Default: `false`.
   */
  readonly dangerouslyAcceptUnverified?: boolean;
  /** Your function. Awaited for each event, in their order; if it throws, the rest of the request is not taken. */
  readonly onNotification: (
    notification: EventGridNotification | InvalidNotification,
    context: ReceiverContext,
  ) => unknown;
}

/** The application of Event Grid in Microsoft Entra, public cloud. */
const EVENT_GRID = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

/**
 * Makes a receiver for the webhook endpoint of an Event Grid subscription.
 *
 * It answers both handshakes with 200, events with 202 when your function is done with all of them, 401 for a secret or
 * token that is missing or bad, 503 while the keys cannot be read, 405, 413 and 415 for what is no event, 400 for a body
 * that is no JSON or breaks the contract, and 500 when your function throws, so that Event Grid delivers again.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an option that cannot be used or that there is none of, and where nothing
 * would be verified
 */
export function createEventGridReceiver(options: EventGridReceiverOptions): Receiver {
  const {
    secret,
    entra,
    origins = ["eventgrid.azure.net"],
    dangerouslyAcceptUnverified,
    maxBytes,
    violations,
    onRefused,
    onNotification,
    ...others
  } = options;
  noOthers(others);
  const verifySecret = secret === undefined ? secret : secretVerifier(secret);
  const verifyToken = entra === undefined ? entra : entraVerifier(entra);
  texts("origins", origins);
  if (!secret && !entra) {
    if (dangerouslyAcceptUnverified !== true)
      throw invalid("secret or entra has to be given: without them anybody could announce calls.");
    warnUnverified();
  }
  return receiver(
    { maxBytes, onRefused, onNotification },
    async ({ url, headers, method }) => {
      if (secret) await verifySecret?.(new URL(url).searchParams.get(secret.name));
      // The handshake by OPTIONS gives nothing away and brings no event.
      return method === "OPTIONS" ? undefined : verifyToken?.(headers.get("authorization"));
    },
    async (body) => {
      const [first, ...rest]: unknown[] = Array.isArray(body) ? body : [];
      if (isSubscriptionValidationEvent(first) && rest.length === 0)
        return Response.json({ validationResponse: first.data.validationCode });
      return Promise.all(
        readDelivery(body, violations).map(async (read): Promise<Deliver> => {
          const key = read.type === "invalid" ? await digestKey(read.message) : keyOf(read.message);
          return (context) => handled(() => onNotification({ ...read, key }, context));
        }),
      );
    },
    (request) => allowed(request, origins),
  );
}

function keyOf(message: EventGridNotification["message"]): string {
  return `${"source" in message ? message.source : message.topic}#${message.id}`;
}

/** Answers the handshake of CloudEvents. */
function allowed({ headers }: Request, origins: readonly string[]): Response | undefined {
  const origin = headers.get("webhook-request-origin");
  if (origin === null || !origins.includes(origin)) return undefined;
  return new Response(null, {
    headers: { allow: "POST, OPTIONS", "webhook-allowed-origin": origin, "webhook-allowed-rate": "*" },
  });
}

function entraVerifier(entra: EventGridEntraOptions): ReturnType<typeof tokenVerifier> {
  const {
    audience,
    senders = [EVENT_GRID],
    tenantId: given,
    ...forTokens
  }: Omit<EventGridEntraOptions, "tenantId"> & { readonly tenantId: unknown } = Object(entra);
  const tenantId = String(given).toLowerCase();
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(tenantId))
    throw invalid("entra.tenantId has to be the id of a tenant, a GUID.");
  const from = new Set<unknown>(texts("entra.senders", senders).map((sender) => sender.toLowerCase()));
  const login = `https://login.microsoftonline.com/${tenantId}/v2.0`;
  const vendor = {
    openIdConfiguration: `${login}/.well-known/openid-configuration`,
    issuers: [`https://sts.windows.net/${tenantId}/`, login],
  };
  const accepted = texts("entra.audience", typeof audience === "string" ? [audience] : audience);
  return tokenVerifier(vendor, accepted, forTokens, ({ appid, azp }) =>
    from.has(appid ?? azp) ? undefined : "The token's application is not among those that may send.",
  );
}

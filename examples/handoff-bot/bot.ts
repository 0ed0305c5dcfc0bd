import { isHandoffError, type HandoffError } from "call-handoff";
import { createAcsClient, type AcsClientOptions } from "call-handoff/acs";
import { createEventGridReceiver, type IncomingCallNotification } from "call-handoff/acs/event-grid";
import { createAcsReceiver } from "call-handoff/acs/webhook";
import { createTracker, type TrackerOptions } from "call-handoff/flows";
import { createGraphClient, type GraphClientOptions } from "call-handoff/graph";
import {
  createGraphReceiver,
  type CallStateNotification,
  type TokenOptions,
} from "call-handoff/graph/webhook";
import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { oncePerKey } from "./once.ts";
import {
  acsCaller,
  acsTarget,
  byCountry,
  graphCaller,
  graphTarget,
  type Route,
  type Target,
} from "./routing.ts";
import { isTransfer, told, transferring } from "./transfers.ts";

/** All that a bot needs. */
export interface BotConfig {
  readonly acs: AcsClientOptions;
  /** Immutable resource id of the ACS resource, which its tokens name. */
  readonly acsResourceId: string;
  readonly graph: GraphClientOptions;
  /** App id of the bot, which the tokens of Graph name. */
  readonly graphAppId: string;
  /** Comes back as `code` in the query of the addresses that ACS is given. */
  readonly eventGridSecret: string;
  /** Whoever wants a transfer shows it as a bearer token. */
  readonly operatorToken: string;
  /** How tokens of notifications are verified. Default: by the vendor's keys. */
  readonly tokens?: TokenOptions;
  readonly tracker?: TrackerOptions;
  /** Default: `byCountry`. */
  readonly route?: Route;
  /** Told what the bot does, without names and numbers. */
  readonly log?: (line: string) => void;
}

/** A call rings for 15 seconds at a bot of Graph, for 30 through ACS. */
const REDIRECT = { timeout: 10_000 };

/**
 * Makes a bot that redirects incoming calls and transfers established ones.
 *
 * `/events` is for the Event Grid subscription, `/callbacks/acs` for ACS calls and `/callbacks/graph` for the bot's
 * registration; `POST /transfers` transfers a call and answers with what became of it.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a configuration that cannot be used
 */
export function createBot(config: BotConfig): Hono {
  const { acsResourceId, graphAppId, tokens, route = byCountry, log = () => {} } = config;
  const acs = createAcsClient(config.acs);
  const graph = createGraphClient(config.graph);
  const tracker = createTracker(config.tracker);
  const transfer = transferring(acs, graph, tracker);
  const once = oncePerKey();
  const secret = { name: "code", value: config.eventGridSecret };

  /** Throws where another try may help: the notification is then delivered again. */
  const redirect = async (
    name: string,
    target: Target | undefined,
    send: (target: Target) => Promise<{ readonly ok: boolean; readonly status: number }>,
  ): Promise<void> => {
    if (!target) return log(`${name}: left to ring`);
    const { ok, status } = await send(target);
    log(`${name}: ${ok ? "redirected" : `not redirected, ${status}`}`);
    if (status === 429 || status >= 500) throw new Error(`The redirect was answered with ${status}.`);
    return undefined;
  };
  const redirectAcs = ({ data }: IncomingCallNotification) =>
    redirect(`acs ${data.correlationId}`, route(acsCaller(data)), (target) =>
      acs.redirectCall(
        { incomingCallContext: data.incomingCallContext, target: acsTarget(target) },
        REDIRECT,
      ),
    );
  const redirectGraph = ({ callId = "", data }: CallStateNotification) =>
    redirect(`graph ${callId}`, route(graphCaller(data)), (target) =>
      graph.redirect(callId, { targets: [graphTarget(target)] }, REDIRECT),
    );

  const onRefused = ({ code, message }: HandoffError) => log(`refused: ${code} ${message}`);
  const events = createEventGridReceiver({
    secret,
    onRefused,
    async onNotification(notification) {
      if (notification.type === "Microsoft.Communication.IncomingCall")
        await once(notification.key, () => redirectAcs(notification));
    },
  });
  const acsCallbacks = createAcsReceiver({
    ...tokens,
    resourceId: acsResourceId,
    secret,
    onRefused,
    // The tracker itself takes nothing twice.
    onNotification: (notification) => tracker.receive(notification),
  });
  const graphCallbacks = createGraphReceiver({
    ...tokens,
    appId: graphAppId,
    onRefused,
    async onNotification(notification) {
      if (notification.type === "incoming" && notification.changeType === "created")
        await once(notification.key, () => redirectGraph(notification));
      else await tracker.receive(notification);
    },
  });

  return new Hono()
    .all("/events", ({ req }) => events(req.raw))
    .all("/callbacks/acs", ({ req }) => acsCallbacks(req.raw))
    .all("/callbacks/graph", ({ req }) => graphCallbacks(req.raw))
    .post("/transfers", bearerAuth({ token: config.operatorToken }), async (context) => {
      const wanted: unknown = await context.req.json().catch(() => undefined);
      if (!isTransfer(wanted))
        return context.json(
          {
            error:
              "A transfer has service (acs or graph), callId, and target with either phone or teamsUser.",
          },
          400,
        );
      try {
        return context.json(told(await transfer(wanted)));
      } catch (error) {
        if (!isHandoffError(error)) throw error;
        const { code, message } = error;
        return context.json({ error: `${code}: ${message}` }, code === "ERR_INVALID_ARGUMENT" ? 400 : 502);
      }
    });
}

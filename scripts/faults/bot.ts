import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import type { Receiver, ReceiverOptions } from "../../src/webhooks/receiver.ts";
import type { TokenOptions } from "../../src/webhooks/token.ts";
import type { GraphReceiverOptions } from "../../src/graph/webhook.ts";
import { acsWebhook, eventGrid, graphWebhook, node } from "./built.ts";
import { IDS, KINDS, tokenFor, type Kind } from "./keys.ts";
import { BODIES } from "./messages.ts";

/** Receivers of all kinds behind a port of this machine. */
export interface Bot {
  readonly port: number;
  /** Sends a notification with a good token, and gives the status and the code of the answer. */
  readonly send: (kind: Kind, given?: Sent) => Promise<string>;
  /** The types of what was handed on. */
  readonly taken: readonly string[];
  /** The codes of what was refused, and of what caused that. */
  readonly refused: readonly string[];
}

export interface Sent {
  readonly body?: unknown;
  readonly token?: Parameters<typeof tokenFor>[1];
}

export interface BotOptions extends TokenOptions {
  /** Whom tokens of Graph are for. */
  readonly appId?: string;
  /** Takes what comes from Graph. */
  readonly onGraph?: GraphReceiverOptions["onNotification"];
}

/** The codes of an error and its causes. */
function codesOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const own = "code" in error ? String(error.code) : error.name;
  return [own, codesOf(error.cause)].filter(Boolean).join(" ");
}

/** Serves them, over sockets. Closed when the test is over. */
export async function serveBot({ onGraph, appId = IDS.appId, ...tokens }: BotOptions): Promise<Bot> {
  const taken: string[] = [];
  const refused: string[] = [];
  const judged = { allowLoopbackHttp: true, ...tokens };
  const handed = {
    onRefused: (error: Error) => void refused.push(codesOf(error)),
    onNotification: ({ type }: { readonly type: string }) => void taken.push(type),
  } satisfies ReceiverOptions & { readonly onNotification: unknown };
  const { resourceId, tenantId } = IDS;
  const receivers: Readonly<Record<Kind, Receiver>> = {
    graph: graphWebhook.createGraphReceiver({
      ...judged,
      ...handed,
      appId,
      async onNotification(notification, context) {
        await onGraph?.(notification, context);
        taken.push(notification.type);
      },
    }),
    acs: acsWebhook.createAcsReceiver({ ...judged, ...handed, resourceId }),
    entra: eventGrid.createEventGridReceiver({
      ...handed,
      entra: { ...judged, tenantId, audience: appId },
    }),
  };
  const server = createServer(
    node.nodeListener((request) => {
      const kind = KINDS.find((name) => new URL(request.url).pathname === `/${name}`);
      return kind ? receivers[kind](request) : new Response(null, { status: 404 });
    }),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    port,
    taken,
    refused,
    async send(kind, { body = BODIES[kind], token = {} } = {}) {
      const authorization = `Bearer ${await tokenFor(kind, token)}`;
      const answer = await fetch(`http://127.0.0.1:${port}/${kind}`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const [, code] = /"code":"(\w+)"/.exec(await answer.text()) ?? [];
      return code === undefined ? String(answer.status) : `${answer.status} ${code}`;
    },
  };
}

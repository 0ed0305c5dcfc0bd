/** A program of a user, whose clock is set while it runs. It does what messages ask for, and sends what comes of it. */
import { createServer } from "node:http";
import { acs, flows, graphWebhook, node } from "./built.ts";
import { TAKEN, TRANSFER } from "./messages.ts";

/** What it is asked for. */
export type Work =
  | { readonly receive: { readonly configuration: string; readonly appId: string } }
  | { readonly handOn: string }
  | { readonly watch: number };

const began = performance.now();
const tell = (found: object) => process.send?.({ ...found, at: performance.now() - began });

/** Takes notifications of Graph. */
function receive(configuration: string, appId: string): void {
  const receiver = graphWebhook.createGraphReceiver({
    appId,
    openIdConfiguration: configuration,
    allowLoopbackHttp: true,
    keysTimeout: 2000,
    keysCooldown: 100,
    onNotification() {},
  });
  const server = createServer(node.nodeListener(receiver)).listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (typeof address === "object" && address !== null) tell({ port: address.port });
  });
}

/** Hands a call on, at a service that first wants it to wait. */
async function handOn(endpoint: string): Promise<void> {
  const client = acs.createAcsClient({ endpoint, accessKey: "a2V5", allowLoopbackHttp: true });
  const target = { kind: "communicationUser", communicationUser: { id: "8:acs:a" } } as const;
  const { status, attempts } = await client.redirectCall({ incomingCallContext: "context", target });
  tell({ status, attempts });
}

/** Waits for the outcome of a transfer of which nothing is told. */
async function watch(timeout: number): Promise<void> {
  const watched = flows.createTracker({ timeout }).watch(TAKEN, TRANSFER);
  tell({ waits: true });
  const { outcome } = await watched.outcome;
  tell({ outcome });
}

function isWork(message: unknown): message is Work {
  if (typeof message !== "object" || message === null) return false;
  return "receive" in message || "handOn" in message || "watch" in message;
}

process.on("message", (message) => {
  if (!isWork(message)) return;
  if ("receive" in message) receive(message.receive.configuration, message.receive.appId);
  else if ("handOn" in message) void handOn(message.handOn);
  else void watch(message.watch);
});
// That the clock alone would not keep it running is not what is wanted here.
process.channel?.ref();
tell({ ready: true });

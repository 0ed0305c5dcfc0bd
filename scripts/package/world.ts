/** What README's programs take for granted: two services with a call each, and an environment that names them. */

/** A program that makes this world before another begins, and in the end tells what reached the services. */
export const WORLD = `
import { createSimulator } from "call-handoff/simulator";

const simulator = createSimulator({ deliver: () => new Response(null, { status: 202 }) });
const { accessKey, token } = simulator.credentials;
const callbackUri = "http://127.0.0.1/api/calls";
const established = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
const ringing = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
// It can be handed on once the bot has been told of it.
await new Promise((resolve) => {
  const end = simulator.subscribe((entry) => entry.kind === "notification" && entry.outcome === "taken" && resolve(end()));
});

globalThis.fetch = simulator.fetch;
Object.assign(process.env, {
  ACS_CONNECTION_STRING: "endpoint=https://contoso.communication.azure.com/;accesskey=" + accessKey,
  CALL_CONNECTION_ID: established.id,
  GRAPH_TOKEN: token,
  CALL_ID: ringing.id,
});
process.on("exit", () => {
  for (const { kind, operation, status, verdict } of simulator.getJournal().entries)
    if (kind === "request") console.log("%j", { operation, status, verdict });
});
`;

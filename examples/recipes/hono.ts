// app.ts, with: npm install call-handoff hono
import { createAcsClient, phoneNumber } from "call-handoff/acs";
import { createEventGridReceiver } from "call-handoff/acs/event-grid";
import { createGraphReceiver } from "call-handoff/graph/webhook";
import { Hono } from "hono";

const { ACS_CONNECTION_STRING = "", CALLBACK_SECRET = "", GRAPH_APP_ID = "" } = process.env;
const target = phoneNumber("+14255550123");

const acs = createAcsClient({ connectionString: ACS_CONNECTION_STRING });
const events = createEventGridReceiver({
  secret: { name: "code", value: CALLBACK_SECRET }, // of the subscription's address: …/api/events?code=…
  async onNotification({ type, data }) {
    if (type !== "Microsoft.Communication.IncomingCall") return;
    const { incomingCallContext } = data;
    // Throws where it is not redirected: the event is then answered with 500, and comes again.
    await acs.orThrow.redirectCall({ incomingCallContext, target }, { timeout: 10_000 });
  },
  onRefused: ({ code, message, cause }) =>
    console.warn(code, message, cause instanceof Error ? cause.message : ""),
});
const graph = createGraphReceiver({
  appId: GRAPH_APP_ID,
  onNotification: ({ type }) => console.log("Graph tells", type),
  onRefused: ({ code, message }) => console.warn(code, message),
});

const app = new Hono()
  .all("/api/events", ({ req }) => events(req.raw)) // also answers the handshakes of Event Grid
  .all("/api/calls", ({ req }) => graph(req.raw));

export default app;

// app/api/calls/route.ts, with: npm install call-handoff
import { createGraphReceiver, type Receiver } from "call-handoff/graph/webhook";

export const runtime = "nodejs";

// Made for the first request: `next build` loads this file too, without the settings of production.
let receive: Receiver | undefined;

export function POST(request: Request): Promise<Response> {
  receive ??= createGraphReceiver({
    appId: process.env["GRAPH_APP_ID"] ?? "",
    onNotification: ({ type }) => console.log("Graph tells", type),
    onRefused: ({ code, message }) => console.warn(code, message),
  });
  return receive(request);
}

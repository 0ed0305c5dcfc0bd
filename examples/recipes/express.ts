// server.ts, with: npm install call-handoff express
import { createAcsReceiver } from "call-handoff/acs/webhook";
import { createGraphReceiver } from "call-handoff/graph/webhook";
import { nodeListener } from "call-handoff/node";
import express from "express";

const { GRAPH_APP_ID = "", ACS_RESOURCE_ID = "", CALLBACK_SECRET = "", PORT = "3978" } = process.env;

const graph = createGraphReceiver({
  appId: GRAPH_APP_ID,
  onNotification: ({ type }) => console.log("Graph tells", type),
  onRefused: ({ code, message }) => console.warn(code, message),
});
const acs = createAcsReceiver({
  resourceId: ACS_RESOURCE_ID,
  secret: { name: "code", value: CALLBACK_SECRET }, // of the callback address: …/api/acs?code=…
  onNotification: ({ type }) => console.log("ACS tells", type),
  onRefused: ({ code, message }) => console.warn(code, message),
});

const app = express();
app.all("/api/calls", nodeListener(graph)); // before express.json(): reads the request itself
app.use(express.json());
app.all("/api/acs", nodeListener(acs)); // after it: takes what was read

export const server = app.listen(Number(PORT), "127.0.0.1");

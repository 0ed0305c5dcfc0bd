// src/functions/callbacks.ts, with: npm install call-handoff @azure/functions
import { app } from "@azure/functions";
import { createAcsReceiver } from "call-handoff/acs/webhook";

const { ACS_RESOURCE_ID = "", CALLBACK_SECRET = "" } = process.env;

const receive = createAcsReceiver({
  resourceId: ACS_RESOURCE_ID,
  // Of the callback address: …/api/callbacks?secret=… (the host of the functions takes `code` for a key of its own).
  secret: { name: "secret", value: CALLBACK_SECRET },
  onNotification: ({ type }) => console.log("ACS tells", type),
  onRefused: ({ code, message }) => console.warn(code, message),
});

app.http("callbacks", {
  methods: ["POST"],
  authLevel: "anonymous", // the receiver verifies token and secret
  handler: async (request) => {
    const { url, method, headers } = request;
    const body = await request.arrayBuffer();
    const answer = await receive(new Request(url, { method, headers: [...headers], body }));
    return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
  },
});

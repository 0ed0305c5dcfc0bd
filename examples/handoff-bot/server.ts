import { createServer } from "node:http";
import { nodeDigest, nodeListener } from "call-handoff/node";
import { createBot, type BotConfig } from "./bot.ts";

const HOST = "127.0.0.1";

const NEEDED = [
  "CALL_HANDOFF_ACS_CONNECTION_STRING",
  "CALL_HANDOFF_ACS_RESOURCE_ID",
  "CALL_HANDOFF_GRAPH_APP_ID",
  "CALL_HANDOFF_GRAPH_TOKEN",
  "EVENT_GRID_SECRET",
  "OPERATOR_TOKEN",
] as const;

function configOf(env: NodeJS.ProcessEnv): BotConfig {
  const missing = NEEDED.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`These have to be set: ${missing.join(", ")}.`);
  const text = (name: (typeof NEEDED)[number]) => env[name] ?? "";
  // The simulator is on this machine; anything else has to be https all the same.
  const local = { allowLoopbackHttp: true };
  const baseUrl = env["CALL_HANDOFF_GRAPH_BASE_URL"];
  const keys = env["CALL_HANDOFF_OPENID_CONFIGURATION_URL"];
  return {
    acs: { ...local, connectionString: text("CALL_HANDOFF_ACS_CONNECTION_STRING"), digest: nodeDigest },
    acsResourceId: text("CALL_HANDOFF_ACS_RESOURCE_ID"),
    // In production a credential of @azure/identity: a token as text ends after an hour.
    graph: { ...local, credential: text("CALL_HANDOFF_GRAPH_TOKEN"), ...(baseUrl && { baseUrl }) },
    graphAppId: text("CALL_HANDOFF_GRAPH_APP_ID"),
    eventGridSecret: text("EVENT_GRID_SECRET"),
    operatorToken: text("OPERATOR_TOKEN"),
    tokens: { ...local, ...(keys && { openIdConfiguration: keys }) },
    log: (line) => process.stdout.write(`${line}\n`),
  };
}

const bot = createBot(configOf(process.env));
const server = createServer(nodeListener(async (request) => bot.fetch(request)));
// Callbacks come over https, which is the work of the tunnel or proxy in front of this.
server.listen(Number(process.env["PORT"] || 8080), HOST, () => {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : "?";
  process.stdout.write(`The bot listens at http://${HOST}:${port}\n`);
});
process.once("SIGTERM", () => server.close());

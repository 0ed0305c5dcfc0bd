import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serveSimulator, type SimulatorServer } from "call-handoff/node";
import { createControlClient, createSimulator, type ControlClient } from "call-handoff/simulator";
import { afterAll, assert, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addressFor, OPERATOR, SECRET } from "./bot.test-support.ts";

const SERVER = ["--import", "tsx", fileURLToPath(new URL("server.ts", import.meta.url))];
const SERVICES = ["acs", "graph"] as const;

let simulator: SimulatorServer;
let control: ControlClient;
let bot: ReturnType<typeof spawn>;
let url: string;

beforeAll(async () => {
  const made = createSimulator();
  const { accessKey, appId, resourceId, token } = made.credentials;
  simulator = await serveSimulator(made);
  control = createControlClient({ url: simulator.url });
  bot = spawn(process.execPath, SERVER, {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      CALL_HANDOFF_ACS_CONNECTION_STRING: `endpoint=${simulator.url}/;accesskey=${accessKey}`,
      CALL_HANDOFF_ACS_RESOURCE_ID: resourceId,
      CALL_HANDOFF_GRAPH_BASE_URL: `${simulator.url}/v1.0`,
      CALL_HANDOFF_GRAPH_TOKEN: token,
      CALL_HANDOFF_GRAPH_APP_ID: appId,
      CALL_HANDOFF_OPENID_CONFIGURATION_URL: `${simulator.url}/simulator/.well-known/openid-configuration`,
      EVENT_GRID_SECRET: SECRET,
      OPERATOR_TOKEN: OPERATOR,
      PORT: "0",
    },
  });
  if (!bot.stdout) throw new Error("The bot has no output.");
  const [line] = await once(createInterface(bot.stdout), "line");
  url = String(line).replace(/^.* at /, "");
});

afterAll(async () => {
  const ended = once(bot, "exit");
  bot.kill("SIGTERM");
  assert.deepEqual(await ended, [0, null]);
  assert.equal(await simulator.close(), 0);
});

beforeEach(() => control.reset());

async function transfer(service: "acs" | "graph", callId: string): Promise<unknown> {
  const answer = await fetch(`${url}/transfers`, {
    method: "POST",
    headers: { authorization: `Bearer ${OPERATOR}`, "content-type": "application/json" },
    body: JSON.stringify({ service, callId, target: { phone: "+14255550199" } }),
  });
  return answer.json();
}

/** What became of the requests of the bot, and of the notifications that it got. */
async function seen() {
  const { entries } = await control.journal();
  const requests = entries.filter((entry) => entry.kind === "request");
  for (const { violations, notes } of requests) expect([...violations, ...notes]).toEqual([]);
  return {
    requests: requests.map(({ status }) => status),
    notifications: entries.flatMap((entry) => (entry.kind === "notification" ? [entry.outcome] : [])),
  };
}

describe.each(SERVICES)("over sockets, through %s,", (service) => {
  it.each(["success", "throttled"])("an incoming call is redirected (%s)", async (scenario) => {
    const kind = "incoming";
    const callbackUri = addressFor({ service, kind }, url);
    const { id } = await control.createCall({ service, kind, scenario, callbackUri });
    await expect
      .poll(() => control.getCall(id), { timeout: 10_000 })
      .toMatchObject({ state: service === "acs" ? "disconnected" : "terminated" });
    expect((await seen()).requests).toEqual([
      ...(scenario === "throttled" ? [429] : []),
      service === "acs" ? 204 : 202,
    ]);
  });

  it.each([
    ["success", { outcome: "completed" }],
    ["throttled", { outcome: "completed" }],
    ["duplicated", { outcome: "completed" }],
    ["failure", { outcome: "failed", code: 500 }],
  ])("a transfer is told to the one who asked for it (%s)", async (scenario, end) => {
    const kind = "peerToPeer";
    const callbackUri = addressFor({ service, kind }, url);
    const { id } = await control.createCall({ service, kind, scenario, callbackUri });
    expect(await transfer(service, id)).toMatchObject(end);
    // Answered when everything that fell due on the way is delivered.
    await control.setClock({ advance: 1000 });
    expect(new Set((await seen()).notifications)).toEqual(new Set(["taken"]));
  });
});

it("refuses, over sockets, who does not know the secret", async () => {
  const callbackUri = `${url}/events?code=guessed-by-somebody`;
  await control.createCall({ service: "acs", kind: "incoming", callbackUri });
  await expect.poll(seen).toEqual({ requests: [], notifications: ["givenUp"] });
});

it("says what has to be set", async () => {
  const starting = promisify(execFile)(process.execPath, SERVER, { env: { PATH: process.env["PATH"] } });
  await expect(starting).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("EVENT_GRID_SECRET, OPERATOR_TOKEN"),
  });
});

import { setupServer } from "msw/node";
import { afterAll, expect, test } from "vitest";
import { createGraphClient } from "../graph/index.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { createControlClient, createSimulator } from "../simulator/index.ts";
import { simulatorHandlers } from "./index.ts";

const states: string[] = [];
const receive = createGraphReceiver({
  appId: "24701998-1a73-4d42-8085-bf46ed0ae039",
  onNotification: ({ type }) => void states.push(type),
});
const simulator = createSimulator({ running: false, deliver: receive });
const server = setupServer(...simulatorHandlers(simulator));
server.listen({ onUnhandledRequest: "error" });
afterAll(() => server.close());

const target = { transferTarget: { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } } };

test("clients and receivers as they are in production meet the simulator, keys included", async () => {
  const control = createControlClient({ url: "https://anywhere.example" });
  const { id } = await control.createCall({
    service: "graph",
    kind: "peerToPeer",
    callbackUri: "http://127.0.0.1/calls",
  });
  const graph = createGraphClient({ version: "beta", credential: simulator.credentials.token });
  expect((await graph.transfer(id, target)).status).toBe(202);
  await simulator.settle();
  expect(states).toEqual(["transferring", "transferAccepted", "terminated"]);
});

test("a broken connection is one for the client too", async () => {
  const { id } = simulator.createCall({
    service: "graph",
    kind: "peerToPeer",
    callbackUri: "http://127.0.0.1/calls",
  });
  simulator.addFault({ on: "request", disconnect: "before" });
  const graph = createGraphClient({ credential: simulator.credentials.token, retry: false });
  await expect(graph.transfer(id, target)).rejects.toMatchObject({ code: "ERR_NETWORK" });
});

// transfer.test.ts, with: npm install --save-dev call-handoff msw vitest
import { createGraphClient, phone } from "call-handoff/graph";
import { createGraphReceiver } from "call-handoff/graph/webhook";
import { simulatorHandlers } from "call-handoff/msw";
import { createSimulator } from "call-handoff/simulator";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";

const appId = "9d3a5f2e-6f6b-4c0a-9a51-2f7c1f1a8e11";
const token = "a-token-for-tests";

// What is tested, as it runs in production.
const told: string[] = [];
const graph = createGraphClient({ credential: async () => token });
const receive = createGraphReceiver({
  appId,
  onNotification: ({ type }) => void told.push(type),
});

// The services, in its place. Time stands still until the test lets it pass.
const simulator = createSimulator({ running: false, deliver: receive, credentials: { token, appId } });
const server = setupServer(...simulatorHandlers(simulator));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterAll(() => server.close());

test("a call is transferred, and what becomes of it is told", async () => {
  const { id } = simulator.createCall({
    service: "graph",
    kind: "peerToPeer",
    callbackUri: "https://127.0.0.1/api/calls",
    scenario: "no-answer",
  });
  const { status } = await graph.transfer(id, { transferTarget: { identity: phone("+14255550123") } });
  expect(status).toBe(202);
  await simulator.settle(); // a minute of ringing, in no time
  expect(told).toEqual(["transferring", "established"]); // nobody took it
});

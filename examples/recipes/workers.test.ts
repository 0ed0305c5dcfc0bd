import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { printed, startServices } from "./recipes.test-support.ts";
import worker from "./workers.ts";

const sent: unknown[] = [];
let isQueueDown = false;
const services = startServices((request) => worker.fetch(request, env));
const env = {
  GRAPH_APP_ID: services.simulator.credentials.appId,
  CALLS: {
    async send(message: unknown) {
      if (isQueueDown) throw new Error("The queue is down.");
      sent.push(message);
    },
  },
};
printed();
const ADDRESS = "https://127.0.0.1/api/calls";

beforeEach(() => {
  sent.length = 0;
  isQueueDown = false;
});
afterAll(() => {
  vi.restoreAllMocks();
  services.stop();
});

test("what Graph tells is put into the queue", async () => {
  expect(await services.announceGraph(ADDRESS)).toEqual(["incoming 202"]);
  expect(sent).toMatchObject([{ message: { resourceData: { state: "incoming" } } }]);
});

test("what is forged is not", async () => {
  expect(await services.announceGraph(ADDRESS, "wrongly-signed")).toEqual(["incoming 401"]);
  expect(sent).toEqual([]);
});

test("what the queue does not take comes again", async () => {
  isQueueDown = true;
  expect(await services.announceGraph(ADDRESS)).toEqual(["incoming 500,500,500,500"]);
});

test("there is one receiver for the isolate, and nothing at other paths", async () => {
  expect(services.keyReadings()).toBe(1);
  const elsewhere = await worker.fetch(new Request("https://127.0.0.1/api", { method: "POST" }), env);
  expect(elsewhere.status).toBe(404);
});

import { afterAll, expect, test, vi } from "vitest";
import { printed, startServices } from "./recipes.test-support.ts";

// As `next build` does: without any setting.
const { POST, runtime } = await import("./next.ts");
const services = startServices(POST);
const lines = printed();
const ADDRESS = "https://127.0.0.1/api/calls";

afterAll(() => {
  vi.restoreAllMocks();
  services.stop();
});

test("the route takes what Graph tells, and nothing else", async () => {
  expect(runtime).toBe("nodejs");
  expect(await services.announceGraph(ADDRESS)).toEqual(["incoming 202"]);
  expect(await services.announceGraph(ADDRESS, "wrongly-signed")).toEqual(["incoming 401"]);
  expect(await services.announceGraph(ADDRESS)).toEqual(["incoming 202"]);
  expect(lines).toEqual([
    "Graph tells incoming",
    expect.stringMatching(/^ERR_UNAUTHORIZED /),
    "Graph tells incoming",
  ]);
});

test("it reads the keys once for all requests", () => {
  expect(services.keyReadings()).toBe(1);
});

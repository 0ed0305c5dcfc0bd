import { createServer } from "node:http";
import { nodeListener } from "call-handoff/node";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { originOf, printed, SECRET, startServices } from "./recipes.test-support.ts";

const services = startServices();
const { default: app } = await import("./hono.ts");
const server = createServer(nodeListener(async (request) => app.fetch(request))).listen(0, "127.0.0.1");
let origin = "";
let lines: string[] = [];

beforeAll(async () => {
  origin = await originOf(server);
});
beforeEach(() => {
  lines = printed();
});
afterAll(() => {
  vi.restoreAllMocks();
  services.stop();
  server.close();
});

const incoming = (secret = SECRET) =>
  services.call({ service: "acs", kind: "incoming", callbackUri: `${origin}/api/events?code=${secret}` });

test("an incoming ACS call is redirected, after the handshake", async () => {
  const id = incoming();
  expect(await services.answers(id)).toEqual(["handshake 200", "incoming 202"]);
  expect(services.simulator.getCall(id)).toMatchObject({
    state: "disconnected",
    handedOn: { operation: "acs.redirectCall", targets: [{ phoneNumber: { value: "+14255550123" } }] },
  });
});

test("one that could not be redirected is announced again", async () => {
  services.simulator.addFault({ on: "request", operation: "acs.redirectCall", status: 403 });
  const id = incoming();
  // The address has proved itself before.
  expect(await services.answers(id)).toEqual(["incoming 500,202"]);
  expect(services.simulator.getCall(id)?.state).toBe("disconnected");
  expect(lines).toEqual([expect.stringMatching(/^ERR_HANDLER .* acs\.redirectCall was answered with 403/)]);
});

test("whoever does not know the secret is refused", async () => {
  const id = incoming("guessed-by-somebody");
  expect(await services.answers(id)).toEqual(["handshake 401"]);
});

test("notifications of Graph are taken, forged ones are not", async () => {
  expect(await services.announceGraph(`${origin}/api/calls`)).toEqual(["incoming 202"]);
  expect(await services.announceGraph(`${origin}/api/calls`, "wrongly-signed")).toEqual(["incoming 401"]);
  expect(lines).toEqual(["Graph tells incoming", expect.stringMatching(/^ERR_UNAUTHORIZED /)]);
});

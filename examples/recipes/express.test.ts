import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { originOf, printed, SECRET, startServices } from "./recipes.test-support.ts";

const services = startServices();
const { server } = await import("./express.ts");
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

const acsAddress = (secret = SECRET) => `${origin}/api/acs?code=${secret}`;

test("notifications of Graph are taken before the parser", async () => {
  expect(await services.announceGraph(`${origin}/api/calls`)).toEqual(["incoming 202"]);
  expect(lines).toEqual(["Graph tells incoming"]);
});

test("notifications of ACS are taken after the parser", async () => {
  expect(await services.transferAcs(acsAddress())).toEqual(["accepted 202", "disconnected 202"]);
  expect(lines).toEqual([
    "ACS tells Microsoft.Communication.CallTransferAccepted",
    "ACS tells Microsoft.Communication.CallDisconnected",
  ]);
});

test.each(["unsigned", "wrongly-signed", "expired-token"] as const)(
  "%s notifications are refused by both",
  async (scenario) => {
    expect(await services.announceGraph(`${origin}/api/calls`, scenario)).toEqual(["incoming 401"]);
    expect(await services.transferAcs(acsAddress(), scenario)).toEqual(["accepted 401", "disconnected 401"]);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^ERR_UNAUTHORIZED /);
  },
);

test("so is a good token at an address without the secret", async () => {
  const guessed = acsAddress("guessed-by-somebody");
  expect(await services.transferAcs(guessed)).toEqual(["accepted 401", "disconnected 401"]);
});

test("what is not to be had by GET is refused by the receivers, not by Express", async () => {
  for (const path of ["/api/calls", "/api/acs"]) expect((await fetch(origin + path)).status).toBe(405);
});

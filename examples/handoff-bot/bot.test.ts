import type { ScenarioName } from "call-handoff/simulator";
import { afterEach, assert, describe, expect, it } from "vitest";
import { addressFor, makeWorld, SECRET } from "./bot.test-support.ts";
import { byCountry, type Route } from "./routing.ts";

const SERVICES = ["acs", "graph"] as const;
const ALICE = { teamsUser: "11111111-2222-4333-8444-555555555555" };
const NUMBER = { phone: "+14255550199" };

let route: Route = byCountry;
const world = makeWorld({ route: (caller) => route(caller) });
const { simulator, call, transfer, settle, requests, notifications, log } = world;

afterEach(() => {
  // Whatever a test was about, the bot keeps to the contract.
  for (const { violations, notes } of requests()) assert.deepEqual([violations, notes], [[], []]);
  simulator.reset();
  log.length = 0;
  route = byCountry;
});

const statuses = () => requests().map(({ status }) => status);
const told = () =>
  notifications().map(
    ({ names, outcome, attempts }) =>
      `${names.join()} ${outcome} ${attempts.map(({ status, fault }) => status ?? fault).join()}`,
  );

describe("an incoming ACS call", () => {
  const incoming = { service: "acs", kind: "incoming" } as const;
  const from = (value: string) => ({ data: { from: { rawId: `4:${value}`, phoneNumber: { value } } } });

  it("is redirected, after the handshake", async () => {
    const { id } = call({ ...incoming, ...from("+14255550100") });
    await settle();
    expect(told()).toEqual(["handshake taken 200", "incoming taken 202"]);
    expect(statuses()).toEqual([204]);
    expect(simulator.getCall(id)).toMatchObject({
      state: "disconnected",
      handedOn: { operation: "acs.redirectCall", targets: [{ phoneNumber: { value: "+14255550123" } }] },
    });
  });

  it.each([
    ["+442079460000", { kind: "phoneNumber", phoneNumber: { value: "+442079460123" } }],
    ["+81355550100", { kind: "microsoftTeamsUser" }],
  ])("from %s goes where the rule says", async (number, target) => {
    const { id } = call({ ...incoming, ...from(number) });
    await settle();
    expect(simulator.getCall(id)?.handedOn?.targets).toMatchObject([target]);
  });

  it("without a number goes to the person on duty", async () => {
    const { id } = call(incoming);
    await settle();
    expect(simulator.getCall(id)?.handedOn?.targets).toMatchObject([{ kind: "microsoftTeamsUser" }]);
  });

  it.each(["", "?code=", "?code=guessed-by-somebody", `?secret=${SECRET}`])(
    "that is announced to the address with %o is refused",
    async (query) => {
      const callbackUri = addressFor(incoming).replace(/\?.*/, query);
      const { id } = call({ ...incoming, callbackUri });
      await settle();
      expect(told()).toEqual(["handshake givenUp 401"]);
      expect(log).toEqual([expect.stringContaining("ERR_UNAUTHORIZED")]);
      expect(requests()).toEqual([]);
      expect(simulator.getCall(id)?.state).toBe("incoming");
    },
  );
});

it("redirects an incoming Graph call by the caller's number", async () => {
  const source = { identity: { phone: { "@odata.type": "#microsoft.graph.identity", id: "+14255550100" } } };
  const { id } = call({ service: "graph", kind: "incoming", data: { source } });
  await settle();
  expect(told()).toEqual(["incoming taken 202", "terminated taken 202"]);
  expect(statuses()).toEqual([202]);
  expect(simulator.getCall(id)).toMatchObject({
    state: "terminated",
    handedOn: { operation: "graph.redirect", targets: [{ phone: { id: "+14255550123" } }] },
  });
});

it.each(["unsigned", "wrongly-signed", "expired-token"])(
  "does not believe a Graph call that is announced %s",
  async (scenario) => {
    const { id } = call({ service: "graph", kind: "incoming", scenario });
    await settle();
    expect(told()).toEqual(["incoming givenUp 401"]);
    expect(requests()).toEqual([]);
    expect(simulator.getCall(id)?.state).toBe("incoming");
  },
);

describe.each(SERVICES)("an incoming call of %s", (service) => {
  const incoming = { service, kind: "incoming" } as const;

  it("rings on where the rule has nobody", async () => {
    route = () => undefined;
    const { id } = call(incoming);
    await settle();
    expect(requests()).toEqual([]);
    expect(simulator.getCall(id)?.state).toBe("incoming");
    expect(log).toEqual([expect.stringContaining("left to ring")]);
  });

  it("that is announced twice is redirected once", async () => {
    const { id } = call({ ...incoming, scenario: "duplicated" });
    await settle();
    expect(told().filter((line) => line === "incoming taken 202")).toHaveLength(2);
    expect(requests()).toHaveLength(1);
    expect(simulator.getCall(id)?.handedOn).toBeDefined();
  });

  it("that could not be redirected is so when it is announced again", async () => {
    // Graph's client sends nothing again that may have been carried out, and ACS' would wait in a time that stands still.
    simulator.addFault({ on: "request", status: 501 });
    const { id } = call(incoming);
    await settle();
    expect(told()).toContain("incoming taken 500,202");
    expect(requests()).toHaveLength(2);
    expect(simulator.getCall(id)?.handedOn).toBeDefined();
  });

  it("that is gone is let go", async () => {
    simulator.addFault({ on: "request", status: 404 });
    call(incoming);
    await settle();
    expect(told()).toContain("incoming taken 202");
    expect(log).toEqual([expect.stringContaining("not redirected, 404")]);
  });
});

const completed = { outcome: "completed" };
const failed = { outcome: "failed" };
const timedOut = { outcome: "timedOut", at: "requested" };
const noAnswer = { ...failed, message: "The target did not answer." };

const OUTCOMES: Record<ScenarioName, { acs: object; graph: object }> = {
  success: { acs: completed, graph: completed },
  failure: {
    acs: { ...failed, reason: "failed", code: 500 },
    graph: { ...failed, reason: "transferFailed", code: 500, subcode: 7000 },
  },
  "failure-after-accepted": { acs: failed, graph: failed },
  "target-declines": { acs: { ...failed, code: 603, subcode: 8538 }, graph: failed },
  busy: { acs: { ...failed, code: 486, subcode: 8539 }, graph: failed },
  "no-answer": { acs: { ...noAnswer, code: 480, subcode: 8541 }, graph: noAnswer },
  "target-in-no-tenant": { acs: { ...failed, code: 404 }, graph: failed },
  "media-before": { acs: completed, graph: completed },
  "media-after": { acs: completed, graph: completed },
  "tenant-mismatch": { acs: completed, graph: { ...failed, reason: "refused", status: 403, code: "7505" } },
  "no-application-instance": { acs: completed, graph: { ...failed, reason: "refused", status: 403 } },
  throttled: { acs: completed, graph: completed },
  delayed: { acs: completed, graph: completed },
  duplicated: { acs: completed, graph: completed },
  batched: { acs: completed, graph: completed },
  reordered: { acs: completed, graph: completed },
  // Of ACS the end of the call is still told, and not what became of the transfer.
  dropped: { acs: { outcome: "ended", at: "requested" }, graph: { ...timedOut, at: "transferAccepted" } },
  unsigned: { acs: timedOut, graph: timedOut },
  "wrongly-signed": { acs: timedOut, graph: timedOut },
  "expired-token": { acs: timedOut, graph: timedOut },
  "extra-members": { acs: completed, graph: completed },
  "subcode-spelling": { acs: failed, graph: { ...failed, subcode: 7000 } },
};

describe.each(SERVICES)("a transfer through %s", (service) => {
  const established = { service, kind: "peerToPeer" } as const;

  it.each(Object.entries(OUTCOMES))("in the scenario %s", async (scenario, outcomes) => {
    const { id } = call({ ...established, scenario });
    const { status, body } = await transfer({ service, callId: id, target: NUMBER });
    expect(status).toBe(200);
    expect(body).toMatchObject(outcomes[service]);
    // What the bot tells is nobody's name or number.
    expect(body).not.toHaveProperty("notification");
  });

  it("to a Teams user", async () => {
    const { id } = call(established);
    expect(await transfer({ service, callId: id, target: ALICE })).toMatchObject({ body: completed });
    expect(JSON.stringify(simulator.getCall(id)?.handedOn?.targets)).toContain(ALICE.teamsUser);
  });

  it("that nobody answers is known to have failed when the target has rung in vain", async () => {
    const { id } = call({ ...established, scenario: "no-answer" });
    const before = world.passed();
    await transfer({ service, callId: id, target: NUMBER });
    expect(world.passed() - before).toBeGreaterThanOrEqual(60_000);
    expect(world.passed() - before).toBeLessThan(61_000);
  });

  it("that is throttled is asked for again when the service says so", async () => {
    const { id } = call({ ...established, scenario: "throttled" });
    const before = world.passed();
    await transfer({ service, callId: id, target: NUMBER });
    expect(statuses()).toEqual([429, 202]);
    expect(world.passed() - before).toBeGreaterThanOrEqual(1000);
    expect(world.passed() - before).toBeLessThan(2000);
  });

  it("is known to be over at two minutes, when only lies came", async () => {
    const { id } = call({ ...established, scenario: "wrongly-signed" });
    const before = world.passed();
    await transfer({ service, callId: id, target: NUMBER });
    expect(world.passed() - before).toBe(120_000);
    expect(notifications()).not.toEqual([]);
    for (const { outcome, attempts } of notifications()) {
      expect(outcome).toBe("givenUp");
      expect(attempts).toMatchObject([{ status: 401 }]);
    }
    expect(log).toHaveLength(notifications().length);
  });

  it("whose notifications come twice ends once, and another may follow", async () => {
    const { id } = call({ ...established, scenario: "failure" });
    simulator.addFault({ on: "notification", trouble: "duplicated", times: 10 });
    const wanted = { service, callId: id, target: NUMBER };
    expect(await transfer(wanted)).toMatchObject({ body: failed });
    expect(told().filter((line) => line.endsWith("taken 202")).length).toBeGreaterThan(1);
    // Graph's notifications have no ids: for a minute the same words may be those of the transfer before.
    await simulator.advance(60_000);
    await settle();
    expect(await transfer(wanted)).toMatchObject({ body: { ...failed, at: "failed" } });
    expect(statuses()).toEqual([202, 202]);
  });

  it("of which another asks meanwhile is not disturbed", async () => {
    const { id } = call({ ...established, scenario: "no-answer" });
    const wanted = { service, callId: id, target: NUMBER };
    const first = transfer(wanted);
    const second = await transfer(wanted);
    expect(second.body).toMatchObject({ ...failed, reason: "refused", status: 409 });
    expect((await first).body).toMatchObject(noAnswer);
  });

  it("of a call that there is not fails", async () => {
    expect(await transfer({ service, callId: "none", target: NUMBER })).toMatchObject({
      status: 200,
      body: { ...failed, reason: "refused", status: 404 },
    });
  });

  it("fails with the connection", async () => {
    const { id } = call(established);
    simulator.addFault({ on: "request", disconnect: "before", times: 10 });
    const { status, body } = await transfer({ service, callId: id, target: NUMBER });
    expect(status).toBe(502);
    expect(body).toEqual({ error: expect.stringContaining("ERR_NETWORK") });
  });

  it("to what is no phone number is refused before anything is sent", async () => {
    const { id } = call(established);
    const { status, body } = await transfer({ service, callId: id, target: { phone: "0800 CALL" } });
    expect(status).toBe(400);
    expect(body).toEqual({ error: expect.stringContaining("E.164") });
    expect(requests()).toEqual([]);
  });
});

describe("the endpoint for transfers", () => {
  it("is for the operator alone", async () => {
    const wanted = { service: "acs", callId: "any", target: NUMBER };
    expect(await transfer(wanted, "of-somebody-else")).toMatchObject({ status: 401 });
    expect(requests()).toEqual([]);
  });

  it.each([
    "no JSON",
    null,
    [[]],
    {},
    { service: "pstn", callId: "a", target: NUMBER },
    { service: "acs", callId: "", target: NUMBER },
    { service: "acs", callId: 1, target: NUMBER },
    { service: "acs", callId: "a" },
    { service: "acs", callId: "a", target: {} },
    { service: "acs", callId: "a", target: { ...NUMBER, ...ALICE } },
  ])("refuses %o", async (wanted) => {
    expect(await transfer(wanted)).toMatchObject({ status: 400 });
    expect(requests()).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { callbackUri, post, requests, simulated } from "./bot.test-support.ts";
import { valueAt } from "../pointer.ts";
import { destinationOf, withExtraMembers, withOtherSpelling } from "./notifications.ts";
import { forSingle, scenarioOf, type ScenarioName } from "./scenarios.ts";

/** The bodies that a bot gets of a call that is transferred. */
async function bodiesOf(service: "acs" | "graph", scenario: ScenarioName): Promise<unknown[]> {
  const { simulator, received } = simulated();
  const call = simulator.createCall({ service, kind: "peerToPeer", callbackUri, scenario });
  await simulator.settle();
  received.length = 0;
  const path =
    service === "acs"
      ? `/calling/callConnections/${call.id}:transferToParticipant?api-version=2026-03-12`
      : `/v1.0/communications/calls/${call.id}/transfer`;
  await post(simulator, path, requests[service === "acs" ? "acs.transferToParticipant" : "graph.transfer"]);
  await simulator.settle();
  return received.map(({ body }) => body);
}

function itemsOf(body: unknown): readonly unknown[] {
  const items = valueAt(body, "/value");
  return Array.isArray(items) ? items : [];
}

const statesOf = (bodies: readonly unknown[]) =>
  bodies.map((body) => itemsOf(body).map((item) => valueAt(item, "/resourceData/state")));

describe("notifications", () => {
  test("of a batch are the same ones in one request", async () => {
    const [single, batch] = [await bodiesOf("graph", "success"), await bodiesOf("graph", "batched")];
    expect(single.length).toBeGreaterThan(1);
    expect(statesOf(batch)).toEqual([statesOf(single).flat()]);
  });

  test("that are reordered are the same, the last two the other way round", async () => {
    const [plain, reordered] = [await bodiesOf("graph", "success"), await bodiesOf("graph", "reordered")];
    expect(statesOf(reordered)).toEqual([
      ...statesOf(plain).slice(0, -2),
      ...statesOf(plain).slice(-1),
      ...statesOf(plain).slice(-2, -1),
    ]);
  });

  test("that are dropped are the ones that tell the end", async () => {
    const [plain, dropped] = [await bodiesOf("graph", "success"), await bodiesOf("graph", "dropped")];
    expect(statesOf(dropped)).toEqual(statesOf(plain).slice(0, -1));
  });

  test("with extra members have them at every level, and else all that there was", async () => {
    const [plain] = await bodiesOf("acs", "success");
    const [extra] = await bodiesOf("acs", "extra-members");
    expect(JSON.stringify(extra).match(/simulatedExtraMember/g)?.length).toBeGreaterThan(2);
    expect(extra).toMatchObject([{ data: { simulatedExtraMember: {} }, simulatedExtraMember: {} }]);
    const names = (body: unknown) => Object.keys(Object(valueAt(body, "/0")));
    expect(names(extra)).toEqual([...names(plain), "simulatedExtraMember"]);
  });

  test("spell subcode as the documented failures do only where the scenario says so", async () => {
    const text = async (service: "acs" | "graph", scenario: ScenarioName) =>
      JSON.stringify(await bodiesOf(service, scenario));
    expect(await text("graph", "subcode-spelling")).toContain('"subCode":');
    expect(await text("graph", "subcode-spelling")).not.toContain('"subcode":');
    expect(await text("graph", "busy")).not.toContain('"subCode":');
    expect(await text("graph", "busy")).toContain('"subcode":');
  });

  test.each([
    ["target-declines", "The target declined the call."],
    ["busy", "The target is busy."],
    ["no-answer", "The target did not answer."],
    ["target-in-no-tenant", "The target was not found in the tenant."],
  ] as const)("of the scenario %s say why", async (scenario, message) => {
    const bodies = await bodiesOf("graph", scenario);
    const told = itemsOf(bodies.at(-1)).at(-1);
    expect(valueAt(told, "/resourceData/resultInfo/message")).toBe(message);
    const success = JSON.stringify(await bodiesOf("graph", "success"));
    expect(success).not.toContain(message);
  });
});

describe("parts of a message", () => {
  test("get members that nobody knows in objects alone", () => {
    const simulatedExtraMember = { any: [null, 1, "text"] };
    expect(withExtraMembers([{ a: { b: 1 } }, null, "x", 2])).toEqual([
      { a: { b: 1, simulatedExtraMember }, simulatedExtraMember },
      null,
      "x",
      2,
    ]);
  });

  test("get another spelling by name alone, at every level", () => {
    expect(
      withOtherSpelling([{ subcode: 1, a: { subcode: { subcode: "subcode" } } }, null, "subcode", 2]),
    ).toEqual([{ subCode: 1, a: { subCode: { subCode: "subcode" } } }, null, "subcode", 2]);
  });
});

test("a scenario that meets one notification keeps what the notification can have", () => {
  expect(scenarioOf("no such")).toBeUndefined();
  expect(scenarioOf("toString")).toBeUndefined();
  expect(forSingle({ trouble: "dropped", end: "failed" })).toEqual({ end: "failed" });
  expect(forSingle({ trouble: "unsigned", order: "batched" })).toEqual({ trouble: "unsigned" });
  expect(forSingle({ order: "reordered", way: "longest" })).toEqual({ way: "longest" });
});

test("a notification goes to the first of its destinations that there is", () => {
  const call = { addresses: { call: "the call", registration: "the registration" } };
  const of = (destinations: readonly object[], request: unknown) => {
    const flow = { notifications: { n: { destinations } } };
    // @ts-expect-error of a situation no more is looked at
    return destinationOf("n", { flow, call, request });
  };
  const [own, registered, inRequest] = [{ of: "call" }, { of: "registration" }, { of: "request", at: "/a" }];
  expect(of([inRequest, own], { a: "given" })).toBe("given");
  for (const a of ["", 7, undefined]) expect(of([inRequest, registered], { a })).toBe("the registration");
  expect(of([own, registered], {})).toBe("the call");
  expect(of([], {})).toBe("the call");
});

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { callStates } from "../../generated/graph/received.ts";
import { isRecord } from "../http/result.ts";
import { posted } from "../webhooks/unverified.test-support.ts";
import { item, take, URL_OF_CALL, type Delivered } from "./webhook.test-support.ts";

async function first(one: unknown): Promise<Delivered> {
  const { status, items } = await take(posted({ value: [one] }));
  expect(status).toBe(202);
  expect(items).toHaveLength(1);
  const [found] = items;
  if (!found) throw new Error("Nothing was delivered.");
  return found;
}

const documented = examples.filter(
  (one) => one.direction === "notification" && one.webhook === "commsNotifications",
);

describe("documented notifications", () => {
  test.each(documented.map((one) => [one.id, one] as const))("%s is taken as it stands", async (_, one) => {
    const body: unknown = "body" in one.message ? one.message.body : undefined;
    const { status, items } = await take(posted(body));
    expect(status).toBe(202);
    const value = isRecord(body) && Array.isArray(body["value"]) ? body["value"] : [];
    expect(items.map(({ message }) => message)).toEqual(value);
    expect(items.flatMap(({ normalised }) => normalised)).toEqual([]);
    expect(items.map(({ type }) => type)).toEqual(value.map((each) => each.resourceData.state));
  });

  const folder = "specs/examples/";
  const printed = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.startsWith("graph-") && file.includes("notification"))
    .map((file) => [file, String(JSON.parse(readFileSync(folder + file, "utf8")).documented)] as const);

  // Commas before a closing brace are all that keeps a third of them from being JSON.
  test.each(printed)(
    "%s is taken as the documents print it, wrong names and types included",
    async (_, text) => {
      const body = text.slice(text.indexOf("{")).replaceAll(/,(\s*[}\]])/g, "$1");
      const { status, items } = await take(posted(body));
      expect(status).toBe(202);
      const misspelled = text.includes("subCode");
      expect(items[0]?.normalised).toEqual(
        misspelled ? [{ where: "/resourceData/resultInfo/subcode", changed: "name", wire: "subCode" }] : [],
      );
      expect(JSON.stringify(items[0]?.message)).not.toContain("subCode");
    },
  );

  test("are 26", () => {
    expect([documented.length, printed.length]).toEqual([26, 26]);
  });
});

describe("the type of a notification", () => {
  const known = callStates.filter((state) => state !== "unknownFutureValue");
  test.each(known)("is the state of the call: %s", async (state) => {
    const found = await first(item({ "@odata.type": "#microsoft.graph.call", state }));
    expect(found).toMatchObject({ type: state, changeType: "updated", data: { state } });
  });

  test.each(["parked", "unknownFutureValue", "", "constructor", "__proto__"])(
    "is unknown for a call in the state %j, which is in wireType",
    async (state) => {
      expect(await first(item({ state }))).toMatchObject({
        type: "unknown",
        wireType: state,
        data: { state },
      });
    },
  );

  test("is call where something else of the call changed", async () => {
    for (const data of [{ mediaState: { audio: "inactive" } }, { state: null }, {}])
      expect(await first(item(data))).toMatchObject({ type: "call", data });
  });

  test("is collection for several resources, which are all there", async () => {
    const data = [{ id: "1", info: {} }, { id: "2" }];
    const roster = item(data, { resourceUrl: `${URL_OF_CALL}/participants` });
    expect(await first(roster)).toMatchObject({ type: "collection", collection: "participants", data });
    const elsewhere = item([], { resourceUrl: "/communications/onlineMeetings/1/participants/?x" });
    expect(await first(elsewhere)).toMatchObject({
      type: "collection",
      collection: "participants",
      data: [],
    });
  });

  test("is unknown for a resource that is no call", async () => {
    const operation = { "@odata.type": "#microsoft.graph.commsOperation", status: "completed" };
    const wireType = "#microsoft.graph.commsOperation";
    expect(await first(item(operation))).toMatchObject({ type: "unknown", wireType, data: operation });
    const below = item({ id: "1" }, { resourceUrl: `${URL_OF_CALL}/participants/1` });
    expect(await first(below)).toMatchObject({ type: "unknown", wireType: "participants" });
    const elsewhere = item({ state: "established" }, { resourceUrl: "/communications/onlineMeetings/1" });
    expect(await first(elsewhere)).toMatchObject({ type: "unknown", wireType: "" });
  });
});

test.each([
  [URL_OF_CALL, "341a0500-d4bf-4224-8b19-1581168d328b"],
  ["/app/calls/a", "a"],
  ["/communications/calls/a/participants/b", "a"],
  ["/communications/calls/a/", "a"],
  ["https://graph.microsoft.com/beta/communications/calls/a?x=1", "a"],
  ["communications/calls/a%2Fb%20c", "a b c".replace(" ", "/")],
  ["/communications/calls/%E0%A4%A", "%E0%A4%A"],
  ["/v1.0/app/calls/a", "a"],
  ["/Communications/Calls/a", "a"],
  ["/communications/onlineMeetings/9/calls/a", undefined],
  ["/a/b/communications/calls/a", undefined],
  ["/communications/calls/", undefined],
  ["", undefined],
])("of the resource %j the call id is %j", async (resourceUrl, callId) => {
  expect(await first(item({}, { resourceUrl }))).toMatchObject({ callId });
});

describe("what deviates in a known way is put right, and each change is told", () => {
  test("names, quoted numbers, capitals", async () => {
    const found = await first({
      changeType: "Deleted",
      resource: URL_OF_CALL,
      resourceData: { state: "Terminated", resultInfo: { code: "200", subCode: "-5001" } },
    });
    expect(found).toMatchObject({ type: "terminated", changeType: "deleted", resourceUrl: URL_OF_CALL });
    expect(found.message).toEqual({
      changeType: "deleted",
      resourceUrl: URL_OF_CALL,
      resourceData: { state: "terminated", resultInfo: { code: 200, subcode: -5001 } },
    });
    expect(found.normalised).toEqual([
      { where: "/resourceUrl", changed: "name", wire: "resource" },
      { where: "/changeType", changed: "case", wire: "Deleted" },
      { where: "/resourceData/state", changed: "case", wire: "Terminated" },
      { where: "/resourceData/resultInfo/subcode", changed: "name", wire: "subCode" },
      { where: "/resourceData/resultInfo/code", changed: "number", wire: "200" },
      { where: "/resourceData/resultInfo/subcode", changed: "number", wire: "-5001" },
    ]);
  });

  test("but nothing is where the right name is there too: real traffic has resource beside resourceUrl", async () => {
    const both = item({ resultInfo: { code: 0, subcode: 1, subCode: "x" } }, { resource: "/app/calls/1" });
    const found = await first(both);
    expect(found.normalised).toEqual([]);
    expect(found.message).toEqual(both);
  });

  test.each(["1.0", "0x1", "", " 1", "1e3", "99999999999", "NaN", "٣"])(
    "nor a code of %j, which is no whole number in quotes",
    async (code) => {
      const { status, error } = await take(posted({ value: [item({ resultInfo: { code, subcode: 1 } })] }));
      expect([status, error?.where]).toEqual([400, "/value/0/resourceData/resultInfo/code"]);
      const { items } = await take(posted({ value: [item({ resultInfo: { code, subcode: 1 } })] }), {
        violations: "deliver",
      });
      expect(items).toMatchObject([{ type: "invalid", message: { resourceData: { resultInfo: { code } } } }]);
    },
  );
});

test("members that the contract does not know are handed on, at every level", async () => {
  const strange = { "x-new": { deep: [1] }, __proto__: null, constructor: "c", toString: 1 };
  const one = {
    ...item({
      ...strange,
      resultInfo: { code: 0, subcode: 0, ...strange },
      source: { identity: { ...strange }, ...strange },
    }),
    ...strange,
  };
  const text = JSON.stringify({ value: [one], ...strange }).replace("{", '{"__proto__":{"polluted":true},');
  const { status, items } = await take(posted(text));
  expect(status).toBe(202);
  expect(JSON.parse(JSON.stringify(items[0]?.message))).toEqual(JSON.parse(JSON.stringify(one)));
  expect("polluted" in {}).toBe(false);
});

test("answeredBy, replacesContext and terminationReason are kept", async () => {
  const data = {
    state: "terminated",
    answeredBy: { identity: { encrypted: { id: "e" } } },
    replacesContext: "r",
    terminationReason: "AppTransferred",
  };
  expect(await first(item(data, { changeType: "deleted" }))).toMatchObject({ type: "terminated", data });
});

describe("what breaks the contract", () => {
  const broken: [string, unknown, string][] = [
    ["no list", {}, "/value"],
    ["an empty list", { value: [] }, "/value"],
    ["a list that is none", { value: {} }, "/value"],
    ["a list at the root", [item({})], ""],
    ["null", null, ""],
    ["text", '"x"', ""],
    ["an item that is none", { value: [null] }, "/value/0"],
    ["no changeType", { value: [item({}, { changeType: undefined })] }, "/value/0/changeType"],
    ["an unknown changeType", { value: [item({}, { changeType: "moved" })] }, "/value/0/changeType"],
    ["no resourceUrl", { value: [item({}, { resourceUrl: undefined })] }, "/value/0/resourceUrl"],
    ["no resourceData", { value: [item(undefined)] }, "/value/0/resourceData"],
    ["resourceData that is null", { value: [item(null)] }, "/value/0/resourceData"],
    ["a state that is a number", { value: [item({}), item({ state: 5 })] }, "/value/1/resourceData/state"],
    ["a collection of texts", { value: [item(["x"])] }, "/value/0/resourceData/0"],
    [
      "a result without subcode",
      { value: [item({ resultInfo: { code: 1 } })] },
      "/value/0/resourceData/resultInfo/subcode",
    ],
    [
      "a target without identity",
      { value: [item({ targets: [{ identity: {} }, {}] })] },
      "/value/0/resourceData/targets/1/identity",
    ],
  ];

  test.each(broken)("%s: 400, the place is told, nothing is handed on", async (_, body, where) => {
    const { status, items, error } = await take(posted(body));
    expect({ status, items, code: error?.code, where: error?.where }).toEqual({
      status: 400,
      items: [],
      code: "ERR_CONTRACT",
      where,
    });
  });

  test("is handed on by option, as invalid, among what is valid", async () => {
    const bad = item({ state: 5 });
    const { status, items } = await take(posted({ value: [item({}), bad, item({})] }), {
      violations: "deliver",
    });
    expect(status).toBe(202);
    expect(items.map(({ type }) => type)).toEqual(["call", "invalid", "call"]);
    expect(items[1]).toMatchObject({ where: "/resourceData/state", message: bad });
    expect((await take(posted({ value: [] }), { violations: "deliver" })).status).toBe(400);
  });
});

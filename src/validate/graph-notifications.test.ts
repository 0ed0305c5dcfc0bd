import { describe, expect, test } from "vitest";
import { graphVersions, type GraphVersion } from "../graph/index.ts";
import { judgeNotification, judgeResponse, type Mode, type Violation } from "./index.ts";

const headers = { "content-type": "application/json" };

function call(resourceData: unknown, version: GraphVersion = "beta", mode: Mode = "strict"): string[] {
  const item = { changeType: "updated", resourceUrl: "/communications/calls/call-1", resourceData };
  const message = { path: {}, query: {}, headers, body: { value: [item] } };
  return rules(judgeNotification(`graph@${version}`, "commsNotifications", message, mode));
}

function rules(violations: readonly Violation[]): string[] {
  return violations.map(({ where, rule }) => `${rule} ${where}`);
}

describe("notifications", () => {
  const at = "/body/value/0/resourceData";

  test("phone numbers may have any form", () => {
    const anonymous = { identity: { phone: { id: "anonymous" } } };
    expect(call({ state: "incoming", source: anonymous, targets: [anonymous] })).toEqual([]);
  });

  test("null stands in every nullable member of a call", () => {
    const names = [
      "state",
      "direction",
      "callOptions",
      "callRoutes",
      "chatInfo",
      "mediaConfig",
      "meetingInfo",
    ];
    const more = ["resultInfo", "source", "targets", "tenantId", "toneInfo", "subject", "incomingContext"];
    const nulls = Object.fromEntries([...names, ...more].map((name) => [name, null]));
    for (const version of graphVersions) expect(call(nulls, version)).toEqual([]);
    expect(call({ id: null, callbackUri: null }).toSorted()).toEqual([
      "type /body/value/0/resourceData/callbackUri",
      "type /body/value/0/resourceData/id",
    ]);
  });

  test("unknown members of a call are accepted, routingPolicies of v1.0 among them", () => {
    for (const version of graphVersions) {
      expect(call({ routingPolicies: ["disableForwarding"], extra: 1 }, version)).toEqual([]);
    }
  });

  test("unknown members are refused where the type is closed, names with an @ nowhere", () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [{ resultInfo: { code: 0, subcode: 0, extra: 1 } }, `${at}/resultInfo/extra`],
      [{ source: { identity: {}, extra: 1 } }, `${at}/source/extra`],
      [{ chatInfo: { extra: 1 } }, `${at}/chatInfo/extra`],
      [{ toneInfo: { sequenceId: 1, tone: "a", extra: 1 } }, `${at}/toneInfo/extra`],
    ];
    expect(call({ resultInfo: { code: 0, subcode: 0, "@odata.etag": "W/1", "a@odata.b": 1 } })).toEqual([]);
    for (const [resource, where] of cases) {
      for (const version of graphVersions) {
        expect(call(resource, version)).toEqual([`additionalProperties ${where}`]);
        expect(call(resource, version, "tolerant")).toEqual([]);
      }
    }
  });

  test("subcode is spelled in lower case, also for a tolerant judge", () => {
    expect(call({ resultInfo: { code: 500, subCode: 7000 } }).toSorted()).toEqual([
      `additionalProperties ${at}/resultInfo/subCode`,
      `required ${at}/resultInfo/subcode`,
    ]);
    expect(call({ resultInfo: { code: 500, subCode: 7000 } }, "beta", "tolerant")).toEqual([
      `required ${at}/resultInfo/subcode`,
    ]);
  });

  test("an unknown state is accepted and an unknown direction is not", () => {
    for (const mode of ["strict", "tolerant"] as const) {
      expect(call({ state: "someFutureState" }, "v1.0", mode)).toEqual([]);
      expect(call({ direction: "sideways" }, "v1.0", mode)).toEqual([`enum ${at}/direction`]);
    }
  });

  test("a resource is a call, something else that says what it is, or a list", () => {
    expect(call({})).toEqual([]);
    expect(call({ "@odata.type": "#microsoft.graph.call", state: "established" })).toEqual([]);
    expect(call({ "@odata.type": "#microsoft.graph.participant", state: 4 })).toEqual([]);
    expect(call([{ "@odata.type": "#microsoft.graph.participant" }, {}])).toEqual([]);
    expect(call({ "@odata.type": "#microsoft.graph.call", state: 4 })).toEqual([`type ${at}/state`]);
    expect(call({ state: 4 })).toEqual([`type ${at}/state`]);
    expect(call([4])).toEqual([`type ${at}/0`]);
    expect(call("call")).toEqual([`type ${at}`]);
  });

  test("a derived type is judged by what it says it is, and an unknown one refused only strictly", () => {
    const media = (name: string, more: object) => ({
      mediaConfig: { "@odata.type": `#microsoft.graph.${name}`, ...more },
    });
    expect(call(media("serviceHostedMediaConfig", { preFetchMedia: [] }))).toEqual([]);
    expect(call(media("serviceHostedMediaConfig", { blob: "b" }))).toEqual([
      `additionalProperties ${at}/mediaConfig/blob`,
    ]);
    expect(call(media("appHostedMediaConfig", { blob: "b" }))).toEqual([]);
    expect(call(media("someFutureMediaConfig", {}))).toEqual([`enum ${at}/mediaConfig/@odata.type`]);
    expect(call(media("someFutureMediaConfig", {}), "beta", "tolerant")).toEqual([]);
    expect(call({ mediaConfig: 5 }, "beta", "tolerant")).toEqual([`type ${at}/mediaConfig`]);
  });

  test("one request has at least one item, and each item names its resource", () => {
    const judgeBody = (body: unknown) =>
      rules(
        judgeNotification("graph@v1.0", "commsNotifications", { path: {}, query: {}, headers, body }),
      ).toSorted();
    expect(judgeBody({ value: [] })).toEqual(["minItems /body/value"]);
    expect(judgeBody({ value: [{ changeType: "moved" }] })).toEqual([
      "enum /body/value/0/changeType",
      "required /body/value/0/resourceData",
      "required /body/value/0/resourceUrl",
    ]);
  });

  test("the media type is asked for strictly and left to the receiver otherwise", () => {
    const message = { path: {}, query: {}, headers: {}, body: { value: [] } };
    const found = (mode: Mode) => rules(judgeNotification("graph@v1.0", "commsNotifications", message, mode));
    expect(found("strict")).toContain("required /headers/content-type");
    expect(found("tolerant")).toEqual(["minItems /body/value"]);
  });
});

describe("responses", () => {
  const answer = (status: number, message: { headers: Record<string, string>; body?: unknown }) =>
    rules(judgeResponse("graph@v1.0", "graph.transfer", status, message));

  test("202 may have a body, although none is documented", () => {
    expect(answer(202, { headers: {} })).toEqual([]);
    expect(answer(202, { headers, body: { id: "operation-1" } })).toEqual([]);
  });

  test.each([400, 403, 500])(
    "%i has the error envelope, with either spelling of the inner error",
    (status) => {
      const error = { code: "7505", message: null, target: null };
      const inner = { "request-id": "r", date: "d", extra: 1 };
      expect(answer(status, { headers, body: { error: { ...error, innerError: inner } } })).toEqual([]);
      expect(answer(status, { headers, body: { error: { ...error, innererror: inner } } })).toEqual([]);
      expect(answer(status, { headers, body: { error: { ...error, extra: 1 } } })).toEqual([
        "additionalProperties /body/error/extra",
      ]);
      expect(answer(status, { headers, body: { error: { code: 7505, message: null } } })).toEqual([
        "type /body/error/code",
      ]);
      expect(answer(status, { headers: {} }).toSorted()).toEqual([
        "required /body",
        "required /headers/content-type",
      ]);
    },
  );
});

test("a receiver overlooks that an abstract part does not say its type, which the contract demands", () => {
  expect(call({ mediaConfig: {} }, "beta", "tolerant")).toEqual([]);
  expect(call({ mediaConfig: {} })).not.toEqual([]);
});

import { describe, expect, test } from "vitest";
import { callAutomationEventTypes } from "../../generated/acs/received.ts";
import type { HandoffError } from "../errors.ts";
import { posted, unverified } from "../webhooks/unverified.test-support.ts";
import {
  createAcsReceiver,
  type AcsNotification,
  type AcsReceiverOptions,
  type InvalidNotification,
} from "./webhook.ts";

type Delivered = AcsNotification | InvalidNotification;

async function take(request: Request, options: Partial<AcsReceiverOptions> = {}) {
  const events: Delivered[] = [];
  let error: HandoffError | undefined;
  const receive = unverified(createAcsReceiver, {
    resourceId: "resource",
    onNotification: (one) => events.push(one),
    onRefused: (refused) => (error = refused),
    ...options,
  });
  const { status } = await receive(request);
  return { status, events, error };
}

const SOURCE = "calling/callConnections/441f1200-fd54-422e-9566-a867d187dca7";

function event(type: string, data: unknown, more: object = {}): Record<string, unknown> {
  return {
    id: "7dec6eed-129c-43f3-a2bf-134ac1978168",
    source: SOURCE,
    type: `Microsoft.Communication.${type}`,
    data,
    time: "2022-06-24T15:12:41.5556858+00:00",
    specversion: "1.0",
    datacontenttype: "application/json",
    subject: SOURCE,
    ...more,
  };
}

describe("the events of a request", () => {
  test("are all handed on, in their order, each with its own type", async () => {
    const body = [
      event(
        "CallTransferAccepted",
        { operationContext: "c", transferTarget: { rawId: "4:+14255550123" } },
        { id: "1" },
      ),
      event(
        "ParticipantsUpdated",
        { participants: [{ identifier: { rawId: "x" }, isMuted: false }] },
        { id: "2" },
      ),
      event("CallDisconnected", { callConnectionId: "441f" }, { id: "3" }),
      event(
        "CallTransferFailed",
        { resultInformation: { code: 500, subCode: 8501, message: "m" } },
        { id: "4" },
      ),
      event("TranscriptionCallSummaryUpdated", { anything: [1] }, { id: "5" }),
    ];
    const { status, events } = await take(posted(body));
    expect(status).toBe(202);
    expect(events.map(({ type }) => type)).toEqual([
      "Microsoft.Communication.CallTransferAccepted",
      "Microsoft.Communication.ParticipantsUpdated",
      "Microsoft.Communication.CallDisconnected",
      "Microsoft.Communication.CallTransferFailed",
      "unknown",
    ]);
    expect(events.map(({ message }) => message)).toEqual(body);
    expect(events[4]).toMatchObject({
      wireType: "Microsoft.Communication.TranscriptionCallSummaryUpdated",
      data: { anything: [1] },
    });
    expect(events.map(({ key }) => key)).toEqual(["1", "2", "3", "4", "5"].map((id) => `${SOURCE}#${id}`));
    expect(events.flatMap(({ normalised }) => normalised)).toEqual([]);
  });

  test.each(["CallConnected", "X", "constructor", ""])(
    "of the type %j are unknown, with or without data",
    async (type) => {
      for (const data of [{}, undefined, null, "text", [1]]) {
        const { status, events } = await take(posted([event(type, data)]));
        expect(status).toBe(202);
        expect(events[0]).toMatchObject({ type: "unknown", wireType: `Microsoft.Communication.${type}` });
      }
    },
  );

  test("of other publishers are unknown too", async () => {
    const { events } = await take(posted([event("", {}, { type: "Contoso.Event" })]));
    expect(events[0]).toMatchObject({ type: "unknown", wireType: "Contoso.Event" });
  });
});

describe("what deviates in a known way is put right, and each change is told", () => {
  test.each(callAutomationEventTypes)("%s in other capitals", async (right) => {
    for (const type of [right.toLowerCase(), right.replace(".Call", ".call"), right.toUpperCase()].filter(
      (one) => one !== right,
    )) {
      const { events } = await take(posted([event("", {}, { type })]));
      expect(events[0]).toMatchObject({
        type: right,
        normalised: [{ where: "/type", changed: "case", wire: type }],
      });
    }
  });

  test("a result in the spelling of Graph and in quotes", async () => {
    const result = { code: "500", subcode: "8501" };
    const { events } = await take(posted([event("CallTransferFailed", { resultInformation: result })]));
    expect(events[0]).toMatchObject({
      data: { resultInformation: { code: 500, subCode: 8501 } },
      normalised: [
        { where: "/data/resultInformation/subCode", changed: "name", wire: "subcode" },
        { where: "/data/resultInformation/code", changed: "number", wire: "500" },
        { where: "/data/resultInformation/subCode", changed: "number", wire: "8501" },
      ],
    });
  });
});

describe("what breaks the contract", () => {
  test.each<[string, unknown, string]>([
    ["one event without a list", event("CallTransferFailed", {}), ""],
    ["an empty list", [], ""],
    ["an event that is none", [event("CallTransferFailed", {}), 5], "/1"],
    ["no id", [event("CallConnected", {}, { id: undefined })], "/0/id"],
    ["an empty id", [event("CallConnected", {}, { id: "" })], "/0/id"],
    ["no source", [event("CallConnected", {}, { source: undefined })], "/0/source"],
    ["no type", [event("", {}, { type: undefined })], "/0/type"],
    [
      "another version of CloudEvents",
      [event("CallConnected", {}, { specversion: "0.3" })],
      "/0/specversion",
    ],
    [
      "specVersion instead",
      [event("X", {}, { specversion: undefined, specVersion: "1.0" })],
      "/0/specversion",
    ],
    ["a time that is none", [event("X", {}, { time: "yesterday" })], "/0/time"],
    ["no data where the type has some", [event("CallTransferFailed", undefined)], "/0/data"],
    ["data that is text", [event("CallTransferFailed", "x")], "/0/data"],
    [
      "a context that is a number",
      [event("CallTransferFailed", { operationContext: 5 })],
      "/0/data/operationContext",
    ],
    [
      "an identifier of two kinds",
      [
        event("CallTransferAccepted", {
          transferee: { communicationUser: { id: "a" }, phoneNumber: { value: "b" } },
        }),
      ],
      "/0/data/transferee/phoneNumber",
    ],
    [
      "an identifier of another kind than it says",
      [
        event("CallTransferAccepted", {
          transferee: { kind: "phoneNumber", communicationUser: { id: "a" } },
        }),
      ],
      "/0/data/transferee/kind",
    ],
  ])("%s: 400, the place is told, nothing is handed on", async (_, body, where) => {
    const { status, events, error } = await take(posted(body));
    expect({ status, events, where: error?.where }).toEqual({ status: 400, events: [], where });
  });

  test("is handed on by option, as invalid, with a key of its own", async () => {
    const body = [event("X", {}), event("CallTransferFailed", 5), 5];
    const { status, events } = await take(posted(body), { violations: "deliver" });
    expect(status).toBe(202);
    expect(events.map(({ type }) => type)).toEqual(["unknown", "invalid", "invalid"]);
    expect(events[1]).toMatchObject({ where: "/data", key: expect.stringMatching(/^[\da-f]{64}$/) });
  });
});

describe("a secret in the query", () => {
  const body = JSON.stringify([event("X", {})]);
  const value = "correct horse battery";
  const ask = async (query: string, secret: AcsReceiverOptions["secret"] = { name: "code", value }) => {
    const headers = { "content-type": "application/json" };
    return take(new Request(`https://app.example/callback${query}`, { method: "POST", headers, body }), {
      secret,
    });
  };

  test("is asked for beside the token", async () => {
    expect((await ask("?code=correct%20horse%20battery")).status).toBe(202);
    expect((await ask("?a=b&code=correct+horse+battery")).status).toBe(202);
    for (const query of [
      "",
      "?code=",
      "?code=correct horse batterx",
      "?CODE=correct horse battery",
      "?code=correct",
    ]) {
      const { status, error } = await ask(query);
      expect([status, error?.code]).toEqual([401, "ERR_UNAUTHORIZED"]);
      expect(error?.message).not.toContain("horse");
    }
    expect((await ask("?code=wrong&code=correct horse battery")).status).toBe(401);
  });

  test("may be one of several while it is changed", async () => {
    const secret = { name: "code", value: ["the one of yesterday", value] };
    expect((await ask("?code=the one of yesterday", secret)).status).toBe(202);
    expect((await ask("?code=correct horse battery", secret)).status).toBe(202);
    expect((await ask("?code=the one of tomorrow!", secret)).status).toBe(401);
  });

  test("does not stand in for the token", async () => {
    const secret = { name: "code", value };
    const receive = createAcsReceiver({ resourceId: "r", secret, onNotification: () => {} });
    const response = await receive(
      new Request(`https://app.example/?code=${value}`, { method: "POST", body }),
    );
    expect(response.status).toBe(401);
  });

  test.each(["short", "", [], ["long enough to be one", "short"]])("is refused as %j", (given) => {
    const make = () =>
      createAcsReceiver({
        resourceId: "r",
        secret: { name: "code", value: given },
        onNotification: () => {},
      });
    expect(make).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
  });
});

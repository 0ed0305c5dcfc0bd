import { describe, expect, test } from "vitest";
import { acsVersions, type AcsVersion } from "../acs/index.ts";
import { judgeNotification, judgeResponse, type Mode, type Violation } from "./index.ts";

const headers = { "content-type": "application/json" };

function events(body: unknown, version: AcsVersion = "2026-03-12", mode: Mode = "strict"): Violation[] {
  const message = { path: {}, query: {}, headers: {}, body };
  return judgeNotification(`acs@${version}`, "callAutomationEvents", message, mode);
}

function event(name: string, data: unknown): Record<string, unknown> {
  const type = `Microsoft.Communication.${name}`;
  return { id: "1", source: "calling/callConnections/call-1", type, specversion: "1.0", data };
}

function rules(violations: readonly Violation[]): string[] {
  return violations.map(({ where, rule }) => `${rule} ${where}`);
}

describe("notifications", () => {
  test("one event, and several of different types, are accepted", () => {
    const accepted = event("CallTransferAccepted", { operationContext: "c", transferTarget: { rawId: "x" } });
    const resultInformation = { code: 500, subCode: 560_000, message: "m" };
    for (const version of acsVersions) {
      expect(events([accepted], version)).toEqual([]);
      const several = [accepted, event("CallTransferFailed", { resultInformation }), event("PlayFailed", {})];
      expect(events(several, version)).toEqual([]);
    }
  });

  test("a list is asked for, and it is not empty", () => {
    expect(rules(events([]))).toEqual(["minItems /body"]);
    expect(rules(events(event("CallTransferAccepted", {})))).toEqual(["type /body"]);
  });

  test.each(["CallConnected", "RecognizeCompleted", "X", "Some_Future2"])(
    "the event %s, which this contract does not describe, may hold anything",
    (name) => {
      for (const mode of ["strict", "tolerant"] as const) {
        expect(events([event(name, { whatever: [1] })], "2026-03-12", mode)).toEqual([]);
        expect(events([event(name, "text")], "2026-03-12", mode)).toEqual([]);
      }
    },
  );

  test.each([
    "Microsoft.Communication.callTransferAccepted",
    "microsoft.communication.CallTransferAccepted",
    "Microsoft.Communication.",
    "Microsoft.Communication.Call-Connected",
    "Contoso.CallConnected",
  ])("the type %s is refused when judged strictly", (type) => {
    expect(rules(events([{ ...event("CallConnected", {}), type }]))).toEqual(["pattern /body/0/type"]);
  });

  test("an event is judged by its type: only the broken one is named", () => {
    const broken = event("CallTransferFailed", { resultInformation: { code: "500" } });
    expect(events([event("CallTransferAccepted", {}), broken])).toEqual([
      {
        where: "/body/1/data/resultInformation/code",
        rule: "type",
        expected: "integer",
        received: "text of 3 characters",
      },
    ]);
  });

  test("the envelope takes extension attributes, the data of 2026-03-12 no unknown members", () => {
    const extended = { ...event("CallTransferAccepted", {}), traceparent: "00-1", publicEndpoint: 1 };
    expect(events([extended])).toEqual([]);
    const members: readonly (readonly [string, unknown, string])[] = [
      ["CallTransferAccepted", { extra: 1 }, "/body/0/data/extra"],
      ["CallTransferFailed", { resultInformation: { subcode: 1 } }, "/body/0/data/resultInformation/subcode"],
      ["CallDisconnected", { extra: 1 }, "/body/0/data/extra"],
      ["ParticipantsUpdated", { participants: [{ extra: 1 }] }, "/body/0/data/participants/0/extra"],
    ];
    for (const [name, data, where] of members) {
      expect(rules(events([event(name, data)]))).toEqual([`additionalProperties ${where}`]);
      expect(events([event(name, data)], "2026-03-12", "tolerant")).toEqual([]);
      expect(events([event(name, data)], "2024-09-15")).toEqual([]);
    }
  });

  test("numbers are whole and fit into 32 bits", () => {
    const withCode = (code: number) => events([event("CallTransferFailed", { resultInformation: { code } })]);
    expect(withCode(2 ** 31 - 1)).toEqual([]);
    expect(withCode(-(2 ** 31))).toEqual([]);
    expect(withCode(2 ** 31)).toHaveLength(1);
    expect(withCode(500.5)).toHaveLength(1);
  });

  test("an incoming call needs its secret and the header of Event Grid", () => {
    const data = { to: {}, from: {}, incomingCallContext: "opaque" };
    const grid = {
      id: "1",
      topic: "/subscriptions/x",
      subject: "/caller/x",
      eventType: "Microsoft.Communication.IncomingCall",
      eventTime: "2026-03-12T08:49:37.1234567+00:00",
      dataVersion: "1.0",
    };
    const judge = (body: unknown, sent: Record<string, string>) =>
      rules(
        judgeNotification("acs@2026-03-12", "incomingCall", { path: {}, query: {}, headers: sent, body }),
      );
    const notification = { "aeg-event-type": "Notification" };
    expect(judge([{ ...grid, data }], notification)).toEqual([]);
    expect(judge([{ ...grid, data }], {})).toEqual(["required /headers/aeg-event-type"]);
    expect(judge([{ ...grid, data }], { "aeg-event-type": "SubscriptionValidation" })).toEqual([
      "enum /headers/aeg-event-type",
    ]);
    const { incomingCallContext: _secret, ...without } = data;
    expect(judge([{ ...grid, data: without }], notification)).toEqual([
      "required /body/0/data/incomingCallContext",
    ]);
    expect(judge([{ ...grid, data, eventTime: "yesterday" }], notification)).toEqual([
      "format /body/0/eventTime",
    ]);
    const recording = { ...grid, eventType: "Microsoft.Communication.RecordingFileStatusUpdated", data: {} };
    expect(judge([recording, { ...grid, data }], notification)).toEqual([]);
    expect(
      judge([{ ...recording, eventType: "Microsoft.Communication.incomingCall" }], notification),
    ).toEqual(["pattern /body/0/eventType"]);
  });
});

describe("responses", () => {
  const judge = (operation: string, status: number, body?: unknown, mode: Mode = "strict") =>
    rules(
      judgeResponse(
        "acs@2026-03-12",
        `acs.${operation}`,
        status,
        { headers: body === undefined ? {} : headers, ...(body === undefined ? {} : { body }) },
        mode,
      ),
    );

  test("204 to a redirect has no body", () => {
    expect(judge("redirectCall", 204)).toEqual([]);
    expect(judge("redirectCall", 204, {})).toEqual(["absent /body"]);
    expect(judge("redirectCall", 204, null, "tolerant")).toEqual(["absent /body"]);
  });

  test("202 to a transfer has a body with its media type", () => {
    expect(judge("transferToParticipant", 202, { operationContext: "c" })).toEqual([]);
    expect(judge("transferToParticipant", 202).toSorted()).toEqual([
      "required /body",
      "required /headers/content-type",
    ]);
    expect(judge("transferToParticipant", 202, { extra: 1 })).toEqual(["additionalProperties /body/extra"]);
  });

  test.each([400, 404, 429, 500, 302])("%i has the error envelope", (status) => {
    const inner = { code: "7509", message: "m" };
    const error = { ...inner, details: [inner], innererror: { ...inner, innererror: inner }, target: "t" };
    expect(judge("redirectCall", status, { error })).toEqual([]);
    expect(judge("redirectCall", status, { error: { code: 7509, message: "m" } })).toEqual([
      "type /body/error/code",
    ]);
    expect(judge("redirectCall", status, { error: { ...error, details: [{ code: "1" }] } })).toEqual([
      "required /body/error/details/0/message",
    ]);
    expect(judge("redirectCall", status, {})).toEqual(["required /body/error"]);
  });
});

test.each(["Microsoft.Communication.callConnected", "Contoso.Something"])(
  "a receiver overlooks the unknown event type %s, which the contract refuses",
  (type) => {
    const body = [{ id: "1", source: "a", type, specversion: "1.0", data: {} }];
    expect(events(body, "2026-03-12", "tolerant")).toEqual([]);
    expect(events(body).map(({ where, rule }) => `${where} ${rule}`)).toEqual(["/body/0/type pattern"]);
  },
);

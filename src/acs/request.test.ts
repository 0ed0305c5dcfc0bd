import { describe, expect, test } from "vitest";
import { phoneNumber, redirectCallRequest, transferToParticipantRequest, type AcsSchemas } from "./index.ts";
import { said } from "./request.test-support.ts";

type Transfer = AcsSchemas["TransferToParticipantRequest"];
type Redirect = AcsSchemas["RedirectCallRequest"];

const target = phoneNumber("+14255550123");
const ofTransfer = (request: Omit<Transfer, "targetParticipant">) =>
  said<Transfer>(transferToParticipantRequest, { targetParticipant: target, ...request });
const ofContext = (customCallingContext: AcsSchemas["CustomCallingContext"]) =>
  ofTransfer({ customCallingContext })?.replace(
    "The transfer breaks documented limits: customCallingContext.",
    "",
  );

function named(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`X-${index}`, "v"]));
}

describe("a transfer that breaks a limit is refused, and the message says where", () => {
  test.each<[string, AcsSchemas["CustomCallingContext"], string]>([
    [
      "six SIP headers",
      { sipHeaders: named(6) },
      "sipHeaders: at most 5 headers beside User-To-User, not 6.",
    ],
    [
      "six SIP headers and User-To-User",
      { sipHeaders: { ...named(6), "User-To-User": "00" } },
      "sipHeaders: at most 5 headers beside User-To-User, not 6.",
    ],
    [
      "User-To-User in another case, beside five",
      { sipHeaders: { ...named(5), "user-to-user": "00" } },
      "sipHeaders: at most 5 headers beside User-To-User, not 6.",
    ],
    ["1001 VoIP headers", { voipHeaders: named(1001) }, "voipHeaders: at most 1000 headers, not 1001."],
    [
      "a long name, of which the beginning is shown",
      { voipHeaders: { ["n".repeat(99)]: "v" } },
      `voipHeaders["${"n".repeat(64)}…"]: a name of at most 64 characters, not 99.`,
    ],
    [
      "a name of other characters",
      { sipHeaders: { 'X "A"': "v" } },
      String.raw`sipHeaders["X \"A\""]: a name that matches ^[A-Za-z0-9.!%*_+~-]+$.`,
    ],
    [
      "a long value of other characters",
      { sipHeaders: { "X-A": "ü".repeat(257) } },
      'sipHeaders["X-A"]: a value of at most 256 characters, not 257; ' +
        'customCallingContext.sipHeaders["X-A"]: a value that matches ^[A-Za-z0-9=;.!%*_+~-]*$.',
    ],
    [
      "a long call topic",
      { teamsPhoneCallDetails: { callTopic: "😀".repeat(49) } },
      "teamsPhoneCallDetails.callTopic: text of at most 48 characters, not 49.",
    ],
  ])("%s", (_name, context, expected) => {
    expect(ofContext(context)).toBe(expected);
  });

  test.each([
    [
      { ...phoneNumber("+1425"), rawId: "4:+1425", communicationUser: { id: "8:acs:r_u" } },
      "at most one model",
    ],
    [{ kind: "communicationUser", phoneNumber: { value: "+1425" } }, "kind: phoneNumber, as the model is"],
  ])("the identifier %j, wherever it stands", (identifier, expected) => {
    expect(said<Transfer>(transferToParticipantRequest, { targetParticipant: identifier })).toContain(
      expected,
    );
    expect(ofTransfer({ transferee: identifier })).toContain(expected);
    expect(said<Redirect>(redirectCallRequest, { incomingCallContext: "c", target: identifier })).toContain(
      expected,
    );
  });

  test("several at once, each by its place", () => {
    const message = ofTransfer({
      transferee: { communicationUser: { id: "8:acs:r_u" }, phoneNumber: { value: "+1" } },
      operationCallbackUri: "http://localhost/",
      customCallingContext: { sipHeaders: { "X A": "v" }, voipHeaders: named(1001) },
    });
    expect(message?.split("; ")).toEqual([
      "The transfer breaks documented limits: transferee: at most one model, not communicationUser and phoneNumber",
      'customCallingContext.sipHeaders["X A"]: a name that matches ^[A-Za-z0-9.!%*_+~-]+$',
      "customCallingContext.voipHeaders: at most 1000 headers, not 1001",
      "operationCallbackUri: an https:// address.",
    ]);
  });
});

describe("the callback address", () => {
  test.each(["https://app.contoso.com/callback?code=1", "HTTPS://app.contoso.com"])(
    "may be %s",
    (address) => {
      expect(ofTransfer({ operationCallbackUri: address })).toBeUndefined();
    },
  );

  test.each([
    "http://app.contoso.com",
    "http://localhost/",
    "http://127.0.0.1/",
    "/callback",
    "app.contoso.com",
    "https:app.contoso.com",
    "https://",
    " https://app.contoso.com",
    "",
  ])("may not be '%s'", (address) => {
    expect(ofTransfer({ operationCallbackUri: address })).toMatch(
      /operationCallbackUri: an https:\/\/ address\.$/,
    );
  });
});

test("no value is told", () => {
  const secret = "s3cr3t ü".repeat(200);
  const long = { "User-To-User": secret, "X-A": secret };
  const messages = [
    ofTransfer({
      operationCallbackUri: `http://localhost/?code=${secret}`,
      transferee: { kind: secret, phoneNumber: { value: secret } },
      customCallingContext: {
        sipHeaders: long,
        voipHeaders: long,
        teamsPhoneCallDetails: { callTopic: secret },
      },
    }),
    said<Redirect>(redirectCallRequest, {
      incomingCallContext: secret,
      target: { ...target, rawId: secret, communicationUser: { id: secret } },
    }),
  ];
  for (const message of messages) {
    expect(message).toContain("breaks documented limits");
    expect(message).not.toContain("s3cr3t");
  }
});

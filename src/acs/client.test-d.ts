import type { Client } from "openapi-fetch";
import { assertType, describe, expectTypeOf, test } from "vitest";
import { isHandoffError, type HandoffError, type HandoffErrorCode, type VersionTypes } from "../index.ts";
import { rawClient } from "../raw/index.ts";
import {
  type acsVersions,
  createAcsClient,
  type newestAcsVersion,
  type AcsClient,
  type AcsClientOptions,
  type AcsSchemas,
  type AcsVersion,
} from "./index.ts";

const options = { endpoint: "https://contoso.communication.azure.com", credential: () => "t" };
const newest = createAcsClient(options);
const spring2026 = createAcsClient({ ...options, apiVersion: "2026-03-12" });
const summer2025 = createAcsClient({ ...options, apiVersion: "2025-06-15" });
const autumn2024 = createAcsClient({ ...options, apiVersion: "2024-09-15" });

describe("versions", () => {
  test("without a version a client is one of the newest", () => {
    expectTypeOf(newest).toEqualTypeOf<AcsClient>();
    expectTypeOf(newest.apiVersion).toEqualTypeOf<typeof newestAcsVersion>();
    expectTypeOf(autumn2024).toEqualTypeOf<AcsClient<"2024-09-15">>();
  });

  test("a version that does not exist is no version", () => {
    expectTypeOf<AcsVersion>().toEqualTypeOf<(typeof acsVersions)[number]>();
    expectTypeOf<"2024-09-15" | "2025-06-15" | "2026-03-12">().toExtend<AcsVersion>();
    // @ts-expect-error such a version was never published
    createAcsClient({ ...options, apiVersion: "2022-02-22" });
    // @ts-expect-error a version of another service
    createAcsClient({ ...options, apiVersion: "v1.0" });
    // @ts-expect-error an absent version is left out
    createAcsClient({ ...options, apiVersion: undefined });
  });

  test("Teams Phone details belong to 2026-03-12 and to the default", () => {
    const customCallingContext = { teamsPhoneCallDetails: { intent: "billing" } };
    assertType(newest.transferToParticipant("id", { targetParticipant: {}, customCallingContext }));
    assertType(spring2026.transferToParticipant("id", { targetParticipant: {}, customCallingContext }));
    assertType(
      autumn2024.transferToParticipant("id", {
        targetParticipant: {},
        customCallingContext: {
          // @ts-expect-error not in this version
          teamsPhoneCallDetails: { intent: "billing" },
        },
      }),
    );
  });

  test("Teams extension users belong to 2025-06-15, to what is newer and to the default", () => {
    const teamsExtensionUser = { userId: "u", tenantId: "t", resourceId: "r" };
    const target = { teamsExtensionUser };
    assertType(newest.redirectCall({ incomingCallContext: "c", target }));
    assertType(spring2026.transferToParticipant("id", { targetParticipant: target }));
    assertType(summer2025.redirectCall({ incomingCallContext: "c", target }));
    // @ts-expect-error not in this version
    assertType(autumn2024.redirectCall({ incomingCallContext: "c", target: { teamsExtensionUser } }));
    // @ts-expect-error not in this version
    assertType(autumn2024.transferToParticipant("id", { targetParticipant: { teamsExtensionUser } }));
  });

  test("the openapi-fetch client knows the paths of its version", () => {
    expectTypeOf(rawClient(spring2026)).toEqualTypeOf<Client<VersionTypes["acs@2026-03-12"]["paths"]>>();
    expectTypeOf(rawClient(autumn2024)).toEqualTypeOf<Client<VersionTypes["acs@2024-09-15"]["paths"]>>();
    const body = { incomingCallContext: "c", target: {} };
    assertType(
      rawClient(autumn2024).POST("/calling/callConnections:redirect", {
        params: { query: { "api-version": "2024-09-15" } },
        body,
      }),
    );
    assertType(
      rawClient(autumn2024).POST("/calling/callConnections:redirect", {
        // @ts-expect-error the version of another client
        params: { query: { "api-version": "2026-03-12" } },
        body,
      }),
    );
    // @ts-expect-error a path of another service
    assertType(rawClient(autumn2024).POST("/communications/calls/{id}/transfer", {}));
  });
});

describe("requests", () => {
  test("a transfer needs its target", () => {
    assertType<AcsSchemas["TransferToParticipantRequest"]>({ targetParticipant: { rawId: "4:+1" } });
    // @ts-expect-error without a target
    assertType(newest.transferToParticipant("id", { operationContext: "order 4711" }));
    // @ts-expect-error without a request
    assertType(newest.transferToParticipant("id"));
  });

  test("a redirect needs its secret and its target, and takes nothing else", () => {
    assertType<AcsSchemas["RedirectCallRequest"]>({ incomingCallContext: "c", target: {} });
    // @ts-expect-error without the secret
    assertType(newest.redirectCall({ target: {} }));
    // @ts-expect-error without a target
    assertType(newest.redirectCall({ incomingCallContext: "c" }));
    // @ts-expect-error a redirect carries no context of yours
    assertType(newest.redirectCall({ incomingCallContext: "c", target: {}, operationContext: "order 4711" }));
  });

  test("null stands nowhere", () => {
    // @ts-expect-error absent is left out
    assertType(newest.transferToParticipant("id", { targetParticipant: {}, operationContext: null }));
    // @ts-expect-error absent is left out
    assertType(newest.transferToParticipant("id", { targetParticipant: {}, transferee: null }));
    // @ts-expect-error a target is an object
    assertType(newest.redirectCall({ incomingCallContext: "c", target: null }));
  });

  test("a misspelled member is refused", () => {
    // @ts-expect-error it is `transferee`
    assertType(newest.transferToParticipant("id", { targetParticipant: {}, transferree: {} }));
    // @ts-expect-error it is `rawId`
    assertType(newest.transferToParticipant("id", { targetParticipant: { rawID: "4:+1" } }));
  });

  test("a kind offers the values of its version and may be any other text", () => {
    // Not through `NonNullable`, which joins the known values and the rest into plain `string`.
    type Kind<V extends AcsVersion> = AcsSchemas<V>["CommunicationIdentifierModel"]["kind"];
    // Of plain `string` nothing could be extracted.
    expectTypeOf<Extract<Kind<"2024-09-15">, "phoneNumber">>().toEqualTypeOf<"phoneNumber">();
    expectTypeOf<Extract<Kind<"2026-03-12">, "teamsExtensionUser">>().toEqualTypeOf<"teamsExtensionUser">();
    expectTypeOf<Extract<Kind<"2024-09-15">, "teamsExtensionUser">>().toEqualTypeOf<never>();
    assertType<Kind<"2024-09-15">>("someFutureKind");
    // @ts-expect-error a kind is text
    assertType<Kind<"2024-09-15">>(1);
  });

  test("SIP headers are any names with text, and `User-To-User` is one of them", () => {
    type SipHeaders = NonNullable<AcsSchemas["CustomCallingContext"]["sipHeaders"]>;
    assertType<SipHeaders>({ "User-To-User": "00", "X-MS-Custom-A": "1" });
    assertType<SipHeaders>({ "X-MS-Custom-A": "1" });
    // @ts-expect-error a header is text
    assertType<SipHeaders>({ "X-MS-Custom-A": 1 });
  });

  test("a repeatability pair is whole or absent", () => {
    const request = { incomingCallContext: "c", target: {} };
    assertType(
      newest.redirectCall(request, {
        repeatability: { requestId: "id", firstSent: "Sun, 06 Nov 1994 08:49:37 GMT" },
      }),
    );
    // @ts-expect-error the time is missing
    assertType(newest.redirectCall(request, { repeatability: { requestId: "id" } }));
    // @ts-expect-error a time is text
    assertType(newest.redirectCall(request, { repeatability: { requestId: "id", firstSent: new Date() } }));
  });
});

describe("results", () => {
  test("a transfer narrows to 202 with its context, or to an error", async () => {
    const result = await newest.transferToParticipant("id", { targetParticipant: {} });
    expectTypeOf(result).not.toHaveProperty("data");
    expectTypeOf(result.headers).toEqualTypeOf<Headers>();
    expectTypeOf(result.fault).toEqualTypeOf<HandoffError | undefined>();
    if (result.ok) {
      expectTypeOf(result.status).toEqualTypeOf<202>();
      expectTypeOf(result.data).toEqualTypeOf<AcsSchemas["TransferCallResponse"] | undefined>();
      expectTypeOf(result).not.toHaveProperty("error");
    } else {
      expectTypeOf(result.status).toEqualTypeOf<number>();
      expectTypeOf(result.error).toEqualTypeOf<AcsSchemas["CommunicationErrorResponse"] | undefined>();
      expectTypeOf(result).not.toHaveProperty("data");
    }
  });

  test("a redirect narrows to 204 without data, or to an error", async () => {
    const result = await autumn2024.redirectCall({ incomingCallContext: "c", target: {} });
    if (result.ok) {
      expectTypeOf(result.status).toEqualTypeOf<204>();
      expectTypeOf(result.data).toEqualTypeOf<undefined>();
    } else {
      expectTypeOf(result.error).toEqualTypeOf<
        AcsSchemas<"2024-09-15">["CommunicationErrorResponse"] | undefined
      >();
    }
  });
});

test("a version in the types has to be the version that is sent", () => {
  // @ts-expect-error: without apiVersion the newest version is sent
  const client = createAcsClient<"2024-09-15">(options);
  expectTypeOf(client).not.toBeAny();
});

declare const events: AcsSchemas["CallAutomationEvents"];
declare const announcements: AcsSchemas["IncomingCallEvents"];

describe("notifications", () => {
  test("comparing the type of a mid-call event narrows its data to that event", () => {
    const [event] = events;
    if (!event) return;
    if (event.type === "Microsoft.Communication.CallTransferFailed") {
      expectTypeOf(event.data).toEqualTypeOf<AcsSchemas["CallTransferFailed"]>();
    }
    if (event.type === "Microsoft.Communication.CallTransferAccepted") {
      expectTypeOf(event.data).toEqualTypeOf<AcsSchemas["CallTransferAccepted"]>();
    }
  });

  test("comparing the type of an Event Grid event narrows its data to the incoming call", () => {
    const [event] = announcements;
    if (event?.eventType === "Microsoft.Communication.IncomingCall") {
      expectTypeOf(event.data).toEqualTypeOf<AcsSchemas["IncomingCall"]>();
    }
  });
});

test("options can be written down before the client is made", () => {
  const older: AcsClientOptions<"2024-09-15"> = { ...options, apiVersion: "2024-09-15" };
  expectTypeOf(createAcsClient(older)).toEqualTypeOf<AcsClient<"2024-09-15">>();
  const ours: AcsClientOptions = options;
  expectTypeOf(createAcsClient(ours)).toEqualTypeOf<AcsClient>();
  // @ts-expect-error an older version is named
  assertType<AcsClientOptions<"2024-09-15">>(options);
});

test("the guard of one code tells what such an error knows", () => {
  const error: unknown = undefined;
  if (isHandoffError(error, "ERR_REFUSED")) {
    expectTypeOf(error.result.error?.error.code).toEqualTypeOf<string | undefined>();
    expectTypeOf(error.code).toEqualTypeOf<"ERR_REFUSED">();
  }
  if (isHandoffError(error)) expectTypeOf(error.code).toEqualTypeOf<HandoffErrorCode>();
});

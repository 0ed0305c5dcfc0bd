import { assertType, describe, expectTypeOf, test } from "vitest";
import {
  createAcsClient,
  phoneNumber,
  redirectCallRequest,
  transferToParticipantRequest,
  type AcsSchemas,
} from "./index.ts";

const options = { endpoint: "https://contoso.communication.azure.com", credential: () => "t" };
const newest = createAcsClient(options);
const autumn2024 = createAcsClient({ ...options, apiVersion: "2024-09-15" });
const targetParticipant = phoneNumber("+14255550123");
const customCallingContext = { teamsPhoneCallDetails: { intent: "billing" } };

describe("a checked request", () => {
  test("is one of the newest version, or of the one that is named", () => {
    expectTypeOf(transferToParticipantRequest({ targetParticipant })).toEqualTypeOf<
      AcsSchemas["TransferToParticipantRequest"]
    >();
    expectTypeOf(transferToParticipantRequest<"2024-09-15">({ targetParticipant })).toEqualTypeOf<
      AcsSchemas<"2024-09-15">["TransferToParticipantRequest"]
    >();
    expectTypeOf(redirectCallRequest<"2024-09-15">({ incomingCallContext: "c", target: {} })).toEqualTypeOf<
      AcsSchemas<"2024-09-15">["RedirectCallRequest"]
    >();
  });

  test("goes where it is checked for", () => {
    assertType(
      newest.transferToParticipant(
        "id",
        transferToParticipantRequest({ targetParticipant, customCallingContext }),
      ),
    );
    assertType(
      autumn2024.transferToParticipant(
        "id",
        transferToParticipantRequest<"2024-09-15">({ targetParticipant, operationContext: "order 4711" }),
      ),
    );
    assertType(
      newest.redirectCall(redirectCallRequest({ incomingCallContext: "c", target: targetParticipant })),
    );
  });

  test("has what its version has, and nothing else", () => {
    assertType(transferToParticipantRequest({ targetParticipant, customCallingContext }));
    assertType(
      transferToParticipantRequest<"2024-09-15">({
        targetParticipant,
        customCallingContext: {
          // @ts-expect-error not in this version
          teamsPhoneCallDetails: { intent: "billing" },
        },
      }),
    );
    // @ts-expect-error without a target
    assertType(transferToParticipantRequest({ operationContext: "order 4711" }));
    // @ts-expect-error it is `transferee`
    assertType(transferToParticipantRequest({ targetParticipant, transferree: {} }));
    // @ts-expect-error without the secret
    assertType(redirectCallRequest({ target: {} }));
    // @ts-expect-error such a version was never published
    assertType(redirectCallRequest<"2025-01-01">({ incomingCallContext: "c", target: {} }));
  });
});

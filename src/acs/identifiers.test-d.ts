import { assertType, describe, expectTypeOf, test } from "vitest";
import {
  communicationUser,
  microsoftTeamsApp,
  microsoftTeamsUser,
  microsoftTeamsVisitor,
  parseRawId,
  phoneNumber,
  rawIdOf,
  teamsExtensionUser,
  unknownIdentifier,
  type AcsSchemas,
  type AcsVersion,
  type Identifier,
  type PhoneNumber,
} from "./index.ts";

type Model<V extends AcsVersion> = AcsSchemas<V>["CommunicationIdentifierModel"];
type Autumn2024 = Model<"2024-09-15">;
type Spring2026 = Model<"2026-03-12">;

declare const autumn2024: Autumn2024;
declare const spring2026: Spring2026;

describe("what the constructors make", () => {
  test("is an identifier of every version that knows its kind", () => {
    expectTypeOf(communicationUser).returns.toExtend<Autumn2024 & Spring2026>();
    expectTypeOf(phoneNumber).returns.toExtend<Autumn2024 & Spring2026>();
    expectTypeOf(microsoftTeamsUser).returns.toExtend<Autumn2024 & Spring2026>();
    expectTypeOf(microsoftTeamsVisitor).returns.toExtend<Autumn2024 & Spring2026>();
    expectTypeOf(microsoftTeamsApp).returns.toExtend<Autumn2024 & Spring2026>();
    expectTypeOf(unknownIdentifier).returns.toExtend<Autumn2024 & Spring2026>();
    expectTypeOf(teamsExtensionUser).returns.toExtend<Spring2026>();
    expectTypeOf(parseRawId).returns.toExtend<Spring2026>();
  });

  test("holds each model as the version has it", () => {
    type Held<Kind extends Identifier["kind"]> = Extract<Identifier, { kind: Kind }>;
    type Schemas = AcsSchemas;
    expectTypeOf<Held<"phoneNumber">["phoneNumber"]>().toExtend<Schemas["PhoneNumberIdentifierModel"]>();
    expectTypeOf<Held<"communicationUser">["communicationUser"]>().toExtend<
      Schemas["CommunicationUserIdentifierModel"]
    >();
    expectTypeOf<Held<"microsoftTeamsUser">["microsoftTeamsUser"]>().toExtend<
      Schemas["MicrosoftTeamsUserIdentifierModel"]
    >();
    expectTypeOf<Held<"microsoftTeamsApp">["microsoftTeamsApp"]>().toExtend<
      Schemas["MicrosoftTeamsAppIdentifierModel"]
    >();
    expectTypeOf<Held<"teamsExtensionUser">["teamsExtensionUser"]>().toExtend<
      Schemas["TeamsExtensionUserIdentifierModel"]
    >();
  });

  test("stands wherever a request takes one", () => {
    const target = phoneNumber("+14255550123");
    assertType<AcsSchemas["RedirectCallRequest"]>({ incomingCallContext: "c", target });
    assertType<AcsSchemas["TransferToParticipantRequest"]>({
      targetParticipant: target,
      transferee: communicationUser("8:acs:r_u"),
      sourceCallerIdNumber: target.phoneNumber,
    });
  });
});

describe("an identifier", () => {
  test("is told apart by its kind", () => {
    const identifier = parseRawId("4:+14255550123");
    if (identifier.kind === "phoneNumber") {
      expectTypeOf(identifier).toEqualTypeOf<PhoneNumber>();
      expectTypeOf(identifier.phoneNumber.assertedId).toEqualTypeOf<string | undefined>();
    }
    // @ts-expect-error which model it has is not known before
    assertType(identifier.phoneNumber);
  });

  test("of any version has a rawId", () => {
    assertType<string>(rawIdOf(autumn2024));
    assertType<string>(rawIdOf(spring2026));
    assertType<string>(rawIdOf(parseRawId("4:+14255550123")));
  });

  test("is not made of what is none", () => {
    // @ts-expect-error there is no such cloud
    assertType(microsoftTeamsUser("u", "china"));
    // @ts-expect-error a visitor has no cloud
    assertType(microsoftTeamsVisitor("u", "dod"));
    // @ts-expect-error a number is text
    assertType(phoneNumber(14_255_550_123));
    // @ts-expect-error without the resource
    assertType(teamsExtensionUser({ userId: "u", tenantId: "t" }));
  });
});

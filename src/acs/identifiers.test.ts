import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeRequest } from "../validate/index.ts";
import {
  acsVersions,
  communicationUser,
  microsoftTeamsApp,
  microsoftTeamsUser,
  microsoftTeamsVisitor,
  phoneNumber,
  teamsExtensionUser,
  unknownIdentifier,
  type AcsVersion,
  type Identifier,
} from "./index.ts";
import { identifiers } from "./identifiers.test-support.ts";

const teams = { userId: "u", tenantId: "t", resourceId: "r" };

describe("what goes over the wire", () => {
  test.each<[Identifier, object]>([
    [communicationUser("8:acs:r_u"), { communicationUser: { id: "8:acs:r_u" } }],
    [phoneNumber("+14255550123"), { phoneNumber: { value: "+14255550123" } }],
    [phoneNumber("+14255550123", "1"), { phoneNumber: { value: "+14255550123", assertedId: "1" } }],
    [phoneNumber("anonymous"), { phoneNumber: { value: "anonymous", isAnonymous: true } }],
    [microsoftTeamsUser("u"), { microsoftTeamsUser: { userId: "u" } }],
    [microsoftTeamsUser("u", "dod"), { microsoftTeamsUser: { userId: "u", cloud: "dod" } }],
    [microsoftTeamsVisitor("u"), { microsoftTeamsUser: { userId: "u", isAnonymous: true } }],
    [microsoftTeamsApp("a"), { microsoftTeamsApp: { appId: "a" } }],
    [microsoftTeamsApp("a", "gcch"), { microsoftTeamsApp: { appId: "a", cloud: "gcch" } }],
    [teamsExtensionUser(teams), { teamsExtensionUser: teams }],
    [teamsExtensionUser(teams, "public"), { teamsExtensionUser: { ...teams, cloud: "public" } }],
  ])("is the kind and its one model: %j", (identifier, model) => {
    expect(identifier).toStrictEqual({ kind: Object.keys(model)[0], ...model });
  });

  test("is the rawId, where that is all that is known", () => {
    expect(unknownIdentifier("9:x")).toStrictEqual({ kind: "unknown", rawId: "9:x" });
  });

  test("satisfies the contract of every version that knows the kind, strictly judged", () => {
    fc.assert(
      fc.property(identifiers, (identifier) => {
        for (const version of versionsWith(identifier.kind)) {
          expect(transferTo(identifier, version)).toEqual([]);
          expect(redirectTo(identifier, version)).toEqual([]);
        }
      }),
    );
  });
});

const nothing: string = JSON.parse('""');
/** As a caller without types might give it. */
const noText: string = JSON.parse("1");
const noCloud: "dod" = JSON.parse('"toString"');

describe("what identifies nobody is refused with a sentence that does not repeat it", () => {
  test.each<[string, RegExp, () => unknown]>([
    ["a user without id", /8:acs:/, () => communicationUser(nothing)],
    ["a user whose id ends early", /8:acs:/, () => communicationUser("8:acs:")],
    ["a user whose id is no text", /8:acs:/, () => communicationUser(noText)],
    ["a number as user", /8:acs:/, () => communicationUser("+14255550123")],
    ["the rawId of a number as user", /8:acs:/, () => communicationUser("4:+14255550123")],
    ["a Teams user as user", /8:acs:/, () => communicationUser("8:orgid:u")],
    ["a Teams Phone user as user", /8:acs:/, () => communicationUser("8:acs:r_t_u")],
    ["a number without plus", /E\.164/, () => phoneNumber("14255550123")],
    ["a number of a country that none has", /E\.164/, () => phoneNumber("+04255550123")],
    ["a number of 16 digits", /E\.164/, () => phoneNumber("+1234567890123456")],
    ["a number with spaces", /E\.164/, () => phoneNumber("+1 425 555 0123")],
    ["a number and a line break", /E\.164/, () => phoneNumber("+14255550123\n")],
    ["a number as rawId", /E\.164/, () => phoneNumber("4:+14255550123")],
    ["a number with the asserted id in it", /E\.164/, () => phoneNumber("+14255550123_1")],
    ["an asserted id of nothing", /assertedId.*not empty/, () => phoneNumber("+14255550123", nothing)],
    ["an asserted id with underscore", /assertedId.* "_"/, () => phoneNumber("+14255550123", "1_2")],
    ["a Teams user without id", /userId/, () => microsoftTeamsUser(nothing)],
    ["a Teams user by rawId", /userId.* ":"/, () => microsoftTeamsUser("8:orgid:u")],
    ["a Teams user of no text", /userId/, () => microsoftTeamsUser(noText)],
    ["a Teams user of no cloud", /public, dod, gcch/, () => microsoftTeamsUser("u", noCloud)],
    ["a Teams visitor by rawId", /userId.* ":"/, () => microsoftTeamsVisitor("8:teamsvisitor:u")],
    ["a Teams app without id", /appId/, () => microsoftTeamsApp(nothing)],
    ["a Teams app of no cloud", /public, dod, gcch/, () => microsoftTeamsApp("a", noCloud)],
    ["a Teams Phone user without user", /userId/, () => teamsExtensionUser({ ...teams, userId: "" })],
    ["one without tenant", /tenantId/, () => teamsExtensionUser({ ...teams, tenantId: "" })],
    ["one without resource", /resourceId/, () => teamsExtensionUser({ ...teams, resourceId: "" })],
    [
      "one of an id with underscore",
      /userId.* ":" or "_"/,
      () => teamsExtensionUser({ ...teams, userId: "u_u" }),
    ],
    [
      "one with it in the tenant",
      /tenantId.* ":" or "_"/,
      () => teamsExtensionUser({ ...teams, tenantId: "t_t" }),
    ],
    ["one with it in the resource", /resourceId/, () => teamsExtensionUser({ ...teams, resourceId: "r_r" })],
    ["one of no cloud", /public, dod, gcch/, () => teamsExtensionUser(teams, noCloud)],
    ["an unknown identifier of nothing", /parseRawId/, () => unknownIdentifier(nothing)],
    ["an unknown identifier of a known form", /parseRawId/, () => unknownIdentifier("4:+14255550123")],
  ])("%s", (_name, sentence, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message: expect.stringMatching(sentence) }),
    );
  });
});

const headers = { "content-type": "application/json" };

function versionsWith(kind: Identifier["kind"]): readonly AcsVersion[] {
  return kind === "teamsExtensionUser" ? ["2026-03-12"] : acsVersions;
}

function transferTo(identifier: Identifier, version: AcsVersion) {
  const body = { targetParticipant: identifier, transferee: identifier };
  const message = { path: { callConnectionId: "c" }, query: { "api-version": version }, headers, body };
  return judgeRequest(`acs@${version}`, "acs.transferToParticipant", message);
}

function redirectTo(identifier: Identifier, version: AcsVersion) {
  const body = { incomingCallContext: "c", target: identifier };
  return judgeRequest(`acs@${version}`, "acs.redirectCall", {
    path: {},
    query: { "api-version": version },
    headers,
    body,
  });
}

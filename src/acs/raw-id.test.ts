import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  serializeCommunicationIdentifier,
} from "@azure/communication-common";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRawId, rawIdOf, type AcsSchemas, type Identifier } from "./index.ts";
import { identifiers, rawIds, schemes } from "./identifiers.test-support.ts";

const invalid = { code: "ERR_INVALID_ARGUMENT" };

const table: [rawId: string, identifier: Identifier][] = [
  ["8:acs:r_u", { kind: "communicationUser", communicationUser: { id: "8:acs:r_u" } }],
  ["8:dod-acs:r_u", { kind: "communicationUser", communicationUser: { id: "8:dod-acs:r_u" } }],
  ["8:gcch-acs:r_u", { kind: "communicationUser", communicationUser: { id: "8:gcch-acs:r_u" } }],
  ["8:acs:r_t_u_x", { kind: "communicationUser", communicationUser: { id: "8:acs:r_t_u_x" } }],
  ["8:spool:r_t_u", { kind: "communicationUser", communicationUser: { id: "8:spool:r_t_u" } }],
  ["4:+14255550123", { kind: "phoneNumber", phoneNumber: { value: "+14255550123" } }],
  ["4:+14255550123_1", { kind: "phoneNumber", phoneNumber: { value: "+14255550123", assertedId: "1" } }],
  ["4:anonymous", { kind: "phoneNumber", phoneNumber: { value: "anonymous", isAnonymous: true } }],
  ["8:orgid:u", { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: "u", cloud: "public" } }],
  ["8:dod:u", { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: "u", cloud: "dod" } }],
  ["8:gcch:u", { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: "u", cloud: "gcch" } }],
  [
    "8:teamsvisitor:u",
    { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: "u", isAnonymous: true } },
  ],
  ["28:orgid:a", { kind: "microsoftTeamsApp", microsoftTeamsApp: { appId: "a", cloud: "public" } }],
  ["28:dod:a", { kind: "microsoftTeamsApp", microsoftTeamsApp: { appId: "a", cloud: "dod" } }],
  ["28:gcch:a", { kind: "microsoftTeamsApp", microsoftTeamsApp: { appId: "a", cloud: "gcch" } }],
  ...(["public", "dod", "gcch"] as const).map((cloud): [string, Identifier] => [
    `8:${cloud === "public" ? "acs" : `${cloud}-acs`}:r_t_u`,
    {
      kind: "teamsExtensionUser",
      teamsExtensionUser: { userId: "u", tenantId: "t", resourceId: "r", cloud },
    },
  ]),
  ...[
    "",
    ":",
    "48:x:y",
    "8:orgid:u:v",
    "28:acs:r_u",
    "8:toString:x",
    "28:teamsvisitor:x",
    "+14255550123",
  ].map((rawId): [string, Identifier] => [rawId, { kind: "unknown", rawId }]),
];

describe("a rawId and its identifier", () => {
  test.each(table)("%j", (rawId, identifier) => {
    expect(parseRawId(rawId)).toStrictEqual(identifier);
    expect(rawIdOf(identifier)).toBe(rawId);
  });

  test.each<[string, AcsSchemas["CommunicationIdentifierModel"]]>([
    ["8:orgid:u", { microsoftTeamsUser: { userId: "u" } }],
    ["28:orgid:a", { microsoftTeamsApp: { appId: "a" } }],
    ["8:acs:r_t_u", { teamsExtensionUser: { userId: "u", tenantId: "t", resourceId: "r" } }],
  ])("%s is in the public cloud, also where the identifier names no cloud", (rawId, identifier) => {
    expect(rawIdOf(identifier)).toBe(rawId);
  });
});

describe("nothing is lost", () => {
  test("any text comes back from what is read of it, and none is refused", () => {
    fc.assert(
      fc.property(rawIds, (rawId) => {
        expect(rawIdOf(parseRawId(rawId))).toBe(rawId);
      }),
      { numRuns: 2000 },
    );
  });

  test("whatever the constructors make comes back; where it names no cloud, with the cloud public", () => {
    fc.assert(
      fc.property(identifiers, (identifier) => {
        expect(parseRawId(rawIdOf(identifier))).toStrictEqual(withCloud(identifier));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the rawId of what the service sent", () => {
  test("is its own, whatever else it holds", () => {
    const sent = { rawId: "4:+1_2", kind: "phoneNumber", phoneNumber: { value: "+1_2", assertedId: "2" } };
    expect(rawIdOf(sent)).toBe("4:+1_2");
    expect(rawIdOf({ kind: "someFutureKind", rawId: "9:x" })).toBe("9:x");
    expect(rawIdOf({ rawId: "", phoneNumber: { value: "+1" } })).toBe("4:+1");
  });

  test.each<[string, AcsSchemas["CommunicationIdentifierModel"]]>([
    ["nothing", {}],
    ["a kind alone", { kind: "unknown" }],
    ["two models", { communicationUser: { id: "8:acs:r_u" }, phoneNumber: { value: "+1" } }],
    [
      "two models and an empty rawId",
      { rawId: "", communicationUser: { id: "a" }, phoneNumber: { value: "" } },
    ],
    ["a cloud that nobody knows", { microsoftTeamsApp: { appId: "a", cloud: "china" } }],
    ["a name of every object as cloud", { microsoftTeamsUser: { userId: "u", cloud: "toString" } }],
  ])("cannot be made of %s", (_name, identifier) => {
    expect(() => rawIdOf(identifier)).toThrow(expect.objectContaining(invalid));
  });
});

describe("what Microsoft's own library reads", () => {
  test("is the same for every form and for any text, but for numbers with an asserted id", () => {
    const examples = table.map(([rawId]): [string] => [rawId]);
    const near = schemes.flatMap((scheme): [string][] =>
      ["", "_", "__", "_a", "a_b_c"].map((end) => [`${scheme}:${end}`]),
    );
    fc.assert(
      fc.property(rawIds, (rawId) => {
        const theirs = createIdentifierFromRawId(rawId);
        const ours = parseRawId(rawId);
        expect(ours.kind).toBe(theirs.kind);
        expect(rawIdOf(ours)).toBe(getIdentifierRawId(theirs));
        const { rawId: _own, ...model } = serializeCommunicationIdentifier(theirs);
        expect(asTheirs(ours)).toEqual(model);
      }),
      { numRuns: 2000, examples: [...examples, ...near] },
    );
  });

  test("keeps the asserted id in the number too; ours does not, so that the number can be dialled", () => {
    expect(createIdentifierFromRawId("4:+14255550123_1")).toMatchObject({
      phoneNumber: "+14255550123_1",
      assertedId: "1",
    });
    expect(parseRawId("4:+14255550123_1")).toMatchObject({ phoneNumber: { value: "+14255550123" } });
    // A consequence: theirs takes this for a number, as `anonymous` is not all of it.
    expect(createIdentifierFromRawId("4:anonymous_1")).toMatchObject({ isAnonymous: false });
    expect(parseRawId("4:anonymous_1")).toMatchObject({ phoneNumber: { isAnonymous: true } });
  });
});

/** An absent cloud means `public`, which a rawId always says. */
function withCloud(identifier: Identifier): Identifier {
  const cloud = "public";
  switch (identifier.kind) {
    case "microsoftTeamsUser": {
      const { microsoftTeamsUser: user } = identifier;
      return user.isAnonymous ? identifier : { ...identifier, microsoftTeamsUser: { cloud, ...user } };
    }
    case "microsoftTeamsApp":
      return { ...identifier, microsoftTeamsApp: { cloud, ...identifier.microsoftTeamsApp } };
    case "teamsExtensionUser":
      return { ...identifier, teamsExtensionUser: { cloud, ...identifier.teamsExtensionUser } };
    default:
      return identifier;
  }
}

/** What their library would send: with every default, and numbers with the difference that is told above. */
function asTheirs(identifier: Identifier): AcsSchemas["CommunicationIdentifierModel"] {
  if (identifier.kind === "unknown") return {};
  const { kind: _kind, ...model } = withCloud(identifier);
  if ("microsoftTeamsUser" in model)
    return { microsoftTeamsUser: { isAnonymous: false, cloud: "public", ...model.microsoftTeamsUser } };
  if (!("phoneNumber" in model)) return model;
  const { value, isAnonymous = false, assertedId } = model.phoneNumber;
  if (assertedId === undefined) return { phoneNumber: { value, isAnonymous } };
  return { phoneNumber: { value: `${value}_${assertedId}`, isAnonymous: false, assertedId } };
}

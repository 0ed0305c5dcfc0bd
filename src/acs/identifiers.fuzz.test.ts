import fc from "fast-check";
import { expect, test } from "vitest";
import { isHandoffError } from "../errors.ts";
import { LIMIT, ODD_TEXT, runs } from "../fuzz.test-support.ts";
import { rawIds } from "./identifiers.test-support.ts";
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
  type Identifier,
} from "./index.ts";

const text = fc.oneof(ODD_TEXT, rawIds);

const constructors: Record<string, (one: string, two: string, three: string) => Identifier> = {
  communicationUser: (one) => communicationUser(one),
  phoneNumber: (one) => phoneNumber(one),
  "phoneNumber with an asserted id": (one) => phoneNumber("+14255550123", one),
  microsoftTeamsUser: (one) => microsoftTeamsUser(one, "public"),
  microsoftTeamsVisitor: (one) => microsoftTeamsVisitor(one),
  microsoftTeamsApp: (one) => microsoftTeamsApp(one, "dod"),
  teamsExtensionUser: (userId, tenantId, resourceId) =>
    teamsExtensionUser({ userId, tenantId, resourceId }, "gcch"),
  unknownIdentifier: (one) => unknownIdentifier(one),
};

test.each(Object.entries(constructors))(
  "%s makes of any text what its rawId reads back as, or refuses it without repeating it",
  (_, make) => {
    fc.assert(
      fc.property(text, text, text, (...given) => {
        let made: Identifier;
        try {
          made = make(...given);
        } catch (error) {
          expect(isHandoffError(error, "ERR_INVALID_ARGUMENT")).toBe(true);
          for (const one of given) if (one.length > 8) expect(String(error)).not.toContain(one);
          return;
        }
        expect(parseRawId(rawIdOf(made))).toStrictEqual(made);
      }),
      runs(60),
    );
  },
  LIMIT,
);

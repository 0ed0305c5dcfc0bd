import fc from "fast-check";
import {
  communicationUser,
  microsoftTeamsApp,
  microsoftTeamsUser,
  microsoftTeamsVisitor,
  phoneNumber,
  teamsExtensionUser,
  unknownIdentifier,
  type Cloud,
  type Identifier,
} from "./index.ts";

const without = (separators: RegExp) => fc.string({ minLength: 1 }).filter((text) => !separators.test(text));
const id = fc.oneof(fc.uuid(), without(/:/));
const part = fc.oneof(fc.uuid(), without(/[:_]/));
const cloud = fc.constantFrom<(Cloud | undefined)[]>(undefined, "public", "dod", "gcch");

/** A number in E.164 form. */
export const e164 = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.stringMatching(/^\d{1,14}$/))
  .map(([first, rest]) => `+${first}${rest}`);

const known = ["4", "8:acs", "8:dod-acs", "8:gcch-acs", "8:spool", "8:orgid", "8:dod", "8:gcch"];
const alsoKnown = ["8:teamsvisitor", "28:orgid", "28:dod", "28:gcch"];
const near = ["28:acs", "28:teamsvisitor", "48:orgid", "8:ORGID", "8:__proto__", "8:toString", "8", "28", ""];

/** What stands before the last colon in every known form of `rawId`, and in some that are near to one. */
export const schemes = [known, alsoKnown, near].flat();

const tails = ["anonymous", "anonymous_a", "+14255550123", "+14255550123_a_b", "a_b", "a_b_c", "a_b_c_d"];
const tail = fc.oneof(
  fc.string(),
  fc.constantFrom(...tails),
  fc.string({ unit: fc.constantFrom("_", ":", "a", "+", "1", "\n", "😀") }),
);

/** Any text, mostly near to a `rawId` of some form. */
export const rawIds = fc.oneof(
  fc.string(),
  fc.tuple(fc.constantFrom(...schemes), tail).map((parts) => parts.join(":")),
);

/** Everything that the constructors can make. */
export const identifiers: fc.Arbitrary<Identifier> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("acs", "dod-acs", "gcch-acs", "spool"),
      fc.oneof(fc.tuple(part), fc.tuple(part, part), fc.tuple(part, part, part, part)),
    )
    .map(([scheme, parts]) => communicationUser(`8:${scheme}:${parts.join("_")}`)),
  part.map((user) => communicationUser(`8:spool:${user}_${user}_${user}`)),
  fc
    .tuple(fc.oneof(e164, fc.constant("anonymous")), fc.option(without(/_/), { nil: undefined }))
    .map((args) => phoneNumber(...args)),
  fc.tuple(id, cloud).map((args) => microsoftTeamsUser(...args)),
  id.map(microsoftTeamsVisitor),
  fc.tuple(id, cloud).map((args) => microsoftTeamsApp(...args)),
  fc
    .tuple(fc.record({ userId: part, tenantId: part, resourceId: part }), cloud)
    .map((args) => teamsExtensionUser(...args)),
  fc
    .string({ minLength: 1 })
    .filter((text) => !/^(?:4|8|28):/.test(text))
    .map(unknownIdentifier),
);

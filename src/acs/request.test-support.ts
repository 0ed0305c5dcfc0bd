import fc from "fast-check";
import { features } from "../../generated/features.ts";
import { isHandoffError } from "../index.ts";
import type { AcsSchemas, AcsVersion } from "./index.ts";

/** What is said against a request, or nothing where the request itself is given back. */
export function said<Request>(check: (request: Request) => Request, request: Request): string | undefined {
  try {
    if (check(request) === request) return undefined;
  } catch (error) {
    if (isHandoffError(error, "ERR_INVALID_ARGUMENT")) return error.message;
    throw error;
  }
  throw new Error("Another request was given back.");
}

type Transfer = AcsSchemas["TransferToParticipantRequest"];
type Identifier = AcsSchemas["CommunicationIdentifierModel"];

/** Text at and about a limit, and some that is far from it. */
const near = (limit: number, ...others: string[]) =>
  fc.oneof(
    fc.constantFrom(...others),
    fc.stringMatching(/^[\w.!%*+~-]{1,8}$/),
    fc.string({ unit: "grapheme" }),
    fc
      .tuple(fc.constantFrom("a", "😀"), fc.integer({ min: -1, max: 1 }))
      .map(([one, more]) => one.repeat(limit + more)),
  );

const sipName = near(64, "User-To-User", "User-To-User", "user-to-user", "X-MS-Custom-A", "X A", "", "~/a");
const sipHeaders = fc.dictionary(sipName, near(256, "00;encoding=hex", "a b", "", "ü"), { maxKeys: 8 });
const manyHeaders = fc
  .integer({ min: 999, max: 1001 })
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, "v"])));
const voipHeaders = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(near(64, "", "any name", "~/a"), near(1024, ""), { maxKeys: 4 }) },
  { weight: 1, arbitrary: manyHeaders },
);

const kinds = ["communicationUser", "phoneNumber", "microsoftTeamsUser", "microsoftTeamsApp", "unknown"];
const models = {
  communicationUser: fc.constant({ id: "8:acs:r_u" }),
  phoneNumber: fc.constant({ value: "+14255550123" }),
  microsoftTeamsUser: fc.constant({ userId: "u" }),
  microsoftTeamsApp: fc.constant({ appId: "a" }),
};
const teamsExtensionUser = fc.constant({ userId: "u", tenantId: "t", resourceId: "r" });

/** Whether transfers of a version have a member. */
function offers(version: AcsVersion, name: string): boolean {
  const offered = features[`acs@${version}`]["acs.transferToParticipant"] ?? [];
  return offered.some(({ id }) => id === `acs.transferToParticipant/${name}`);
}

function identifiersOf(version: AcsVersion): fc.Arbitrary<Identifier> {
  const extended = offers(version, "targetParticipant/teamsExtensionUser");
  const kind = fc.constantFrom(...kinds, ...(extended ? ["teamsExtensionUser"] : []));
  const any = { kind, rawId: fc.constant("4:+1"), ...models, ...(extended ? { teamsExtensionUser } : {}) };
  return fc.oneof(
    fc.constantFrom<Identifier[]>({}, { rawId: "4:+1" }, { kind: "someFutureKind" }),
    ...Object.entries(models).map(([name, model]) =>
      model.map((held): Identifier => ({ kind: name, [name]: held })),
    ),
    fc.record({ kind, phoneNumber: models.phoneNumber }),
    fc.record(any, { requiredKeys: [] }),
  );
}

/** Well-typed requests of a version, at and about each of its limits. */
export function transfersOf(version: AcsVersion): fc.Arbitrary<Transfer> {
  const identifier = identifiersOf(version);
  const teamsPhoneCallDetails = fc.record(
    {
      callTopic: near(48, ""),
      teamsPhoneCallerDetails: fc.record({ caller: identifier, name: fc.string(), phoneNumber: fc.string() }),
      teamsPhoneSourceDetails: fc.record(
        {
          source: identifier,
          language: fc.string(),
          status: fc.string(),
          intendedTargets: fc.dictionary(fc.string(), identifier, { maxKeys: 2 }),
        },
        { requiredKeys: ["source", "language", "status"] },
      ),
    },
    { requiredKeys: [] },
  );
  const headers = { sipHeaders, voipHeaders };
  const context = offers(version, "customCallingContext/teamsPhoneCallDetails")
    ? { ...headers, teamsPhoneCallDetails }
    : headers;
  const rest = {
    transferee: identifier,
    operationContext: fc.string(),
    operationCallbackUri: fc.webUrl({ validSchemes: ["https"] }),
    customCallingContext: fc.record(context, { requiredKeys: [] }),
  };
  return fc.record({ targetParticipant: identifier, ...rest }, { requiredKeys: ["targetParticipant"] });
}

/** Well-typed requests of a version, with and without a context. */
export function redirectsOf(version: AcsVersion): fc.Arbitrary<AcsSchemas["RedirectCallRequest"]> {
  return fc.record({ incomingCallContext: fc.string({ maxLength: 2 }), target: identifiersOf(version) });
}

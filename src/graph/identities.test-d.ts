import { assertType, describe, expectTypeOf, test } from "vitest";
import {
  application,
  applicationInstance,
  azureCommunicationServicesUser,
  createGraphClient,
  encrypted,
  guest,
  onPremises,
  phone,
  readIdentities,
  user,
  type GraphSchemas,
} from "./index.ts";

const production = createGraphClient({ credential: "t", version: "v1.0" });
const beta = createGraphClient({ credential: "t", version: "beta" });

const identities = [
  user("u", { displayName: "Heidi Steen", tenantId: "t" }),
  phone("+12345678901"),
  application("a", { displayName: "Test bot" }),
  applicationInstance("a", { tenantId: "t" }),
  encrypted("e"),
  guest("g", { email: "a@contoso.com" }),
  onPremises("p"),
  azureCommunicationServicesUser("8:acs:r_u", { azureCommunicationServicesResourceId: "r" }),
] as const;

describe("an identity", () => {
  test("is one of every version", () => {
    expectTypeOf<(typeof identities)[number]>().toExtend<GraphSchemas<"beta">["communicationsIdentitySet"]>();
    expectTypeOf<(typeof identities)[number]>().toExtend<GraphSchemas["communicationsIdentitySet"]>();
  });

  test("stands for target and transferee of a transfer, and for the targets of a redirect", () => {
    for (const identity of identities) {
      assertType(production.transfer("id", { transferTarget: { identity }, transferee: { identity } }));
      assertType(beta.transfer("id", { transferTarget: { identity }, transferee: { identity } }));
      assertType(production.redirect("id", { targets: [{ identity }] }));
      assertType(beta.redirect("id", { targets: [{ identity }], maskCaller: true }));
    }
    assertType(
      beta.transfer("id", {
        transferTarget: { identity: phone("+12345678901"), replacesCallId: "c", endpointType: "voicemail" },
      }),
    );
  });

  test("says what its kind can say, and nothing else", () => {
    expectTypeOf(user("u").user.id).toEqualTypeOf<string>();
    expectTypeOf(user("u").user.tenantId).toEqualTypeOf<string | undefined>();
    // @ts-expect-error a number has no name
    assertType(phone("+12345678901", { displayName: "A" }));
    // @ts-expect-error an application has no tenant of its own
    assertType(application("a", { tenantId: "t" }));
    // @ts-expect-error a number is text
    assertType(phone(12_345_678_901));
    // @ts-expect-error an absent name is left out
    assertType(user("u", { displayName: undefined }));
  });
});

declare const call: GraphSchemas<"beta">["call"];

test("identities are read of what notifications hold", () => {
  const [identity] = readIdentities(call.source?.identity);
  expectTypeOf(identity?.id).toEqualTypeOf<string | undefined>();
  expectTypeOf(identity?.identity["tenantId"]).toEqualTypeOf<unknown>();
  expectTypeOf<Extract<NonNullable<typeof identity>["kind"], "phone">>().toEqualTypeOf<"phone">();
  for (const target of call.targets ?? []) assertType(readIdentities(target.identity));
});

import type { Client } from "openapi-fetch";
import { assertType, describe, expectTypeOf, test } from "vitest";
import type { VersionTypes } from "../index.ts";
import { rawClient } from "../raw/index.ts";
import {
  createGraphClient,
  type graphVersions,
  type newestGraphVersion,
  type GraphClient,
  type GraphSchemas,
  type GraphVersion,
} from "./index.ts";

const newest = createGraphClient({ credential: "t" });
const production = createGraphClient({ credential: "t", version: "v1.0" });
const beta = createGraphClient({ credential: "t", version: "beta" });
const target = { identity: { user: { id: "u" } } };

describe("versions", () => {
  test("without a version a client is one of the newest", () => {
    expectTypeOf(newest).toEqualTypeOf<GraphClient>();
    expectTypeOf(newest.version).toEqualTypeOf<typeof newestGraphVersion>();
    expectTypeOf(beta).toEqualTypeOf<GraphClient<"beta">>();
  });

  test("a version that does not exist is no version", () => {
    expectTypeOf<GraphVersion>().toEqualTypeOf<(typeof graphVersions)[number]>();
    expectTypeOf<"beta" | "v1.0">().toExtend<GraphVersion>();
    // @ts-expect-error there is no such version
    createGraphClient({ credential: "t", version: "v0.9" });
    // @ts-expect-error the name has a v
    createGraphClient({ credential: "t", version: "1.0" });
  });

  test("masks and disposition of a redirect belong to beta only", () => {
    assertType(beta.redirect("id", { targets: [target], maskCallee: true }));
    assertType(beta.redirect("id", { targets: [target], maskCaller: null }));
    assertType(beta.redirect("id", { targets: [target], targetDisposition: "forward" }));
    // @ts-expect-error not in the default version
    assertType(newest.redirect("id", { targets: [target], maskCallee: true }));
    // @ts-expect-error not in the default version
    assertType(newest.redirect("id", { targets: [target], maskCaller: true }));
    // @ts-expect-error not in the default version
    assertType(newest.redirect("id", { targets: [target], targetDisposition: "forward" }));
    // @ts-expect-error not in this version
    assertType(production.redirect("id", { targets: [target], maskCallee: true }));
    // @ts-expect-error not in this version
    assertType(production.redirect("id", { targets: [target], maskCaller: true }));
    // @ts-expect-error not in this version
    assertType(production.redirect("id", { targets: [target], targetDisposition: "forward" }));
  });

  test("a disposition is one of three", () => {
    type Disposition = NonNullable<GraphSchemas<"beta">["redirectRequest"]["targetDisposition"]>;
    expectTypeOf<Disposition>().toEqualTypeOf<"default" | "simultaneousRing" | "forward">();
  });

  test("the openapi-fetch client knows the paths of its version", () => {
    expectTypeOf(rawClient(production)).toEqualTypeOf<Client<VersionTypes["graph@v1.0"]["paths"]>>();
    expectTypeOf(rawClient(beta)).toEqualTypeOf<Client<VersionTypes["graph@beta"]["paths"]>>();
    const init = { params: { path: { id: "id" } }, body: { transferTarget: target } };
    assertType(rawClient(beta).POST("/app/calls/{id}/transfer", init));
    assertType(rawClient(newest).POST("/communications/calls/{id}/transfer", init));
    // @ts-expect-error v1.0 has no such path
    assertType(rawClient(newest).POST("/app/calls/{id}/transfer", init));
  });
});

describe("requests", () => {
  test("a transfer needs its target, and a redirect its targets", () => {
    assertType(newest.transfer("id", { transferTarget: target }));
    // @ts-expect-error without a target
    assertType(newest.transfer("id", { transferee: target }));
    // @ts-expect-error a redirect names a list
    assertType(newest.redirect("id", { targets: target }));
    // @ts-expect-error without targets
    assertType(newest.redirect("id", { timeout: 30 }));
    // @ts-expect-error a target says who it is
    assertType(newest.redirect("id", { targets: [{ replacesCallId: "other" }] }));
  });

  test("a phone is a typed member of an identity", () => {
    type Identity = GraphSchemas["communicationsIdentitySet"];
    expectTypeOf<NonNullable<NonNullable<Identity["phone"]>["id"]>>().toEqualTypeOf<string>();
    assertType(newest.redirect("id", { targets: [{ identity: { phone: { id: "+12345678901" } } }] }));
    // @ts-expect-error a number is text
    assertType(newest.redirect("id", { targets: [{ identity: { phone: { id: 12_345_678_901 } } }] }));
    // @ts-expect-error a phone is an object
    assertType(newest.transfer("id", { transferTarget: { identity: { phone: "+12345678901" } } }));
  });

  test("null stands where the metadata allows it", () => {
    assertType(newest.redirect("id", { targets: [target], timeout: null, callbackUri: null }));
    assertType(
      newest.transfer("id", {
        transferTarget: { ...target, replacesCallId: null, hidden: null },
        transferee: null,
      }),
    );
    assertType(newest.transfer("id", { transferTarget: { identity: { user: null, phone: { id: null } } } }));
    // @ts-expect-error a target is never null
    assertType(newest.transfer("id", { transferTarget: null }));
    // @ts-expect-error a list of targets is never null
    assertType(newest.redirect("id", { targets: null }));
    // @ts-expect-error an identity is never null
    assertType(newest.transfer("id", { transferTarget: { identity: null } }));
  });

  test("open types take members that are not declared", () => {
    assertType(
      newest.transfer("id", {
        transferTarget: {
          languageId: "en-us",
          identity: {
            someFutureIdentity: { id: "x" },
            user: { id: "u", tenantId: "t", displayName: "Heidi Steen", somethingNew: 1 },
          },
        },
      }),
    );
    expectTypeOf<GraphSchemas["identity"]["somethingNew"]>().toEqualTypeOf<unknown>();
    expectTypeOf<GraphSchemas["call"]["somethingNew"]>().toEqualTypeOf<unknown>();
  });

  test("closed types refuse members that are not declared", () => {
    assertType<GraphSchemas["participantInfo"]>({ identity: {}, region: "amer" });
    // @ts-expect-error no such member
    assertType<GraphSchemas["participantInfo"]>({ identity: {}, replacesCallId: "other" });
    // @ts-expect-error no such member
    assertType(newest.transfer("id", { transferTarget: target, transferee: { ...target, hidden: true } }));
    // @ts-expect-error no such member
    assertType(newest.redirect("id", { targets: [target], routingPolicies: ["disableForwarding"] }));
    assertType<GraphSchemas["resultInfo"]>({ code: 0, subcode: 7015 });
    // @ts-expect-error the member is spelled in lower case
    assertType<GraphSchemas["resultInfo"]>({ code: 500, subCode: 7000 });
    // @ts-expect-error no such member
    assertType<GraphSchemas["resultInfo"]>({ code: 500, subcode: 7000, replacesContext: "c" });
  });

  test("what a call declares keeps its type although calls are open", () => {
    type Call = GraphSchemas<"beta">["call"];
    assertType<Call>({ state: "transferring" });
    assertType<Call>({ state: "someFutureState" });
    // @ts-expect-error a state is text
    assertType<Call>({ state: 1 });
    // @ts-expect-error a direction is one of two
    assertType<Call>({ direction: "sideways" });
    expectTypeOf<Call["terminationReason"]>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<GraphSchemas["call"]["terminationReason"]>().toEqualTypeOf<unknown>();
  });
});

describe("results", () => {
  test("both operations narrow to 202 with data that nobody documents, or to an error", async () => {
    for (const result of [
      await newest.transfer("id", { transferTarget: target }),
      await beta.redirect("id", { targets: [target] }),
    ]) {
      if (result.ok) {
        expectTypeOf(result.status).toEqualTypeOf<202>();
        expectTypeOf(result.data).toEqualTypeOf<undefined>();
        expectTypeOf(result).not.toHaveProperty("error");
      } else {
        expectTypeOf(result.status).toEqualTypeOf<number>();
        expectTypeOf(result).not.toHaveProperty("data");
      }
    }
    const result = await newest.transfer("id", { transferTarget: target });
    if (result.ok) return;
    expectTypeOf(result.error).toEqualTypeOf<GraphSchemas["graphErrorResponse"] | undefined>();
  });
});

test("a version in the types has to be the version that is sent", () => {
  // @ts-expect-error: without version the newest version is sent
  const client = createGraphClient<"beta">({ credential: "t" });
  expectTypeOf(client).not.toBeAny();
});

declare const notification: GraphSchemas<"beta">["commsNotification"];

test("the resource of a notification is a call, or several resources", () => {
  const { resourceData } = notification;
  if (!Array.isArray(resourceData)) {
    expectTypeOf(resourceData).toEqualTypeOf<GraphSchemas<"beta">["call"]>();
  }
});

import { assertType, expectTypeOf, test } from "vitest";
import { createGraphClient, phone, redirectRequest, transferRequest, type GraphSchemas } from "./index.ts";

const production = createGraphClient({ credential: "t" });
const beta = createGraphClient({ credential: "t", version: "beta" });
const targets = [{ identity: phone("+12345678901") }];

test("a checked request is one of the newest version, or of the one that is named", () => {
  expectTypeOf(redirectRequest({ targets })).toEqualTypeOf<GraphSchemas["redirectRequest"]>();
  expectTypeOf(redirectRequest<"beta">({ targets })).toEqualTypeOf<GraphSchemas<"beta">["redirectRequest"]>();
  expectTypeOf(transferRequest<"beta">({ transferTarget: { identity: {} } })).toEqualTypeOf<
    GraphSchemas<"beta">["transferRequest"]
  >();
});

test("it goes where it is checked for", () => {
  assertType(production.redirect("id", redirectRequest({ targets, timeout: 30 })));
  assertType(beta.redirect("id", redirectRequest<"beta">({ targets, maskCaller: true })));
  const [transferTarget] = targets;
  if (transferTarget)
    assertType(production.transfer("id", transferRequest({ transferTarget, transferee: null })));
});

test("it has what its version has, and nothing else", () => {
  assertType(redirectRequest<"beta">({ targets, maskCaller: true }));
  // @ts-expect-error not in the default version
  assertType(redirectRequest({ targets, maskCaller: true }));
  // @ts-expect-error without targets
  assertType(redirectRequest({ timeout: 30 }));
  // @ts-expect-error without a target
  assertType(transferRequest({ transferee: null }));
  // @ts-expect-error there is no such version
  assertType(redirectRequest<"v0.9">({ targets }));
});

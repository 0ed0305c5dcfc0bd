import { expect, expectTypeOf, test } from "vitest";
import type { ContractMatchers } from "./index.ts";

declare const response: Response;
declare const request: Request;

test("operations and versions are typed", () => {
  expect({ status: 202 }).toConformTo("graph.transfer", { apiVersion: "beta", mode: "tolerant" });
  // @ts-expect-error no such operation
  expect({ status: 202 }).toConformTo("graph.fly");
  // @ts-expect-error a webhook is not answered to
  expect({ status: 202 }).toConformTo("graph.commsNotifications");
  // @ts-expect-error a version of the other service
  expect({ status: 202 }).toConformTo("graph.transfer", { apiVersion: "2026-03-12" });
  expect({ url: "/" }).toSatisfyRequest("acs.callAutomationEvents", { apiVersion: "2024-09-15" });
  expect([]).toFollowFlow("acs.redirectCall", { request: {}, ends: false });
  // @ts-expect-error the request decides what may follow
  expect([]).toFollowFlow("acs.redirectCall", {});
});

test("what has to be read has to be awaited", () => {
  expectTypeOf(expect(response).toConformTo("graph.transfer")).toEqualTypeOf<Promise<void>>();
  expectTypeOf(expect(request).not.toSatisfyRequest("graph.transfer")).toEqualTypeOf<Promise<void>>();
  expectTypeOf(expect({ status: 202 }).toConformTo("graph.transfer")).toEqualTypeOf<void>();
  expectTypeOf(expect([]).toFollowFlow("graph.transfer", { request: {} })).toEqualTypeOf<void>();
});

test("the matchers have a type of their own", () => {
  expectTypeOf(expect([])).toExtend<ContractMatchers<never[]>>();
});

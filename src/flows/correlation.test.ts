import { describe, expect, test } from "vitest";
import { callOf, contextOf } from "./correlation.ts";

describe("the call of a notification of Graph", () => {
  test.each([
    ["/communications/calls/7", "7", true],
    ["communications/calls/7", "7", true],
    ["/app/calls/7", "7", true],
    ["/v1.0/communications/calls/7", "7", true],
    ["/beta/app/calls/7/", "7", true],
    ["https://graph.microsoft.com/beta/communications/calls/7", "7", true],
    ["https://graph.microsoft.com/communications/calls/7?$select=id#part", "7", true],
    ["/Communications/Calls/7", "7", true],
    ["/communications/calls/a%2Fb%20c", "a/b c", true],
    ["/communications/calls/%E0%A4%A", "%E0%A4%A", true],
    ["/communications/calls/7/participants", "7", false],
    ["/app/calls/7/operations/8", "7", false],
  ])("at %s", (resourceUrl, id, whole) => {
    expect(callOf("graph", { resourceUrl })).toEqual({ id, whole });
  });

  const paths = ["communications", "app"].flatMap((root) =>
    ["", "/", "/v1.0/", "/beta/", "https://graph.microsoft.com/v1.0/"].flatMap((before) =>
      ["", "/", "?$select=id", "/?a=/b#c"].map((after) => `${before}${root}/calls/%7B7%7d${after}`),
    ),
  );
  test.each(paths)("however it is written: %s", (resourceUrl) => {
    expect(callOf("graph", { resourceUrl })).toEqual({ id: "{7}", whole: true });
  });

  test.each([
    "",
    "/",
    "/communications/calls",
    "/communications/calls/",
    "/communications/onlineMeetings/7",
    "/a/b/communications/calls/7",
    "https://communications/calls/7",
    "//",
    7,
    null,
    undefined,
    { communications: "calls" },
  ])("is none at %s", (resourceUrl) => {
    expect(callOf("graph", { resourceUrl })).toBeUndefined();
  });

  test("is not that of ACS", () => {
    expect(callOf("graph", { data: { callConnectionId: "7" } })).toBeUndefined();
    expect(callOf("acs", { resourceUrl: "/communications/calls/7" })).toBeUndefined();
  });
});

describe("the call of an event of ACS", () => {
  test.each([
    [{ data: { callConnectionId: "7" }, source: "calling/callConnections/8" }, "7"],
    [{ data: { callConnectionId: "" }, source: "calling/callConnections/8" }, "8"],
    [{ data: {}, source: "/calling/callConnections/8", subject: "calling/callConnections/9" }, "8"],
    [{ source: "elsewhere", subject: "calling/callConnections/9" }, "9"],
    [{ source: "https://contoso.communication.azure.com/calling/callConnections/a%20b" }, "a b"],
  ])("%j", (event, id) => {
    expect(callOf("acs", event)).toEqual({ id, whole: true });
  });

  test("may be told by what it repeats of the request alone", () => {
    const event = { data: { operationContext: "order 4711" } };
    expect(callOf("acs", event)).toBeUndefined();
    expect(contextOf("acs", event)).toBe("order 4711");
    expect(contextOf("acs", { data: { operationContext: "" } })).toBeUndefined();
    expect(contextOf("graph", event)).toBeUndefined();
  });
});

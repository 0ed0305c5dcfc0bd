import { describe, expect, test } from "vitest";
import { newestAcsVersion } from "../acs/index.ts";
import { examples } from "../../generated/examples.ts";
import { routes } from "../../generated/routes.ts";
import { anyRoutePattern, findRoute } from "./route.ts";

const transfer = "/calling/callConnections/call-1:transferToParticipant";
const redirect = "/calling/callConnections:redirect";

function find(address: string, method = "POST") {
  return findRoute(method, new URL(address, "https://contoso.communication.azure.com"));
}

const documented = examples.flatMap((example) => (example.direction === "request" ? [example] : []));

describe("what has a route", () => {
  test.each(documented)("the documented request $id has the route of its operation", (example) => {
    const { operation, apiVersion, message } = example;
    const service = operation.split(".")[0];
    expect(findRoute(message.method, new URL(message.url))).toMatchObject({
      kind: "matched",
      version: `${service}@${apiVersion}`,
      route: { operation, deprecated: false },
    });
  });

  test.each([
    [`${transfer}?api-version=2024-09-15`, "acs@2024-09-15", "acs.transferToParticipant"],
    [`${transfer}?api-version=2026-03-12`, "acs@2026-03-12", "acs.transferToParticipant"],
    [`${redirect}?api-version=2024-09-15`, "acs@2024-09-15", "acs.redirectCall"],
    [`${redirect}?other=1&api-version=2026-03-12`, "acs@2026-03-12", "acs.redirectCall"],
    ["/v1.0/communications/calls/call-1/transfer", "graph@v1.0", "graph.transfer"],
    ["/v1.0/communications/calls/call-1/redirect?x=1", "graph@v1.0", "graph.redirect"],
    ["/beta/communications/calls/call-1/transfer", "graph@beta", "graph.transfer"],
    ["/beta/communications/calls/call-1/redirect", "graph@beta", "graph.redirect"],
  ])("%s is %s %s", (address, version, operation) => {
    expect(find(address)).toMatchObject({
      kind: "matched",
      version,
      route: { operation, deprecated: false },
    });
  });

  test.each(["transfer", "redirect"])("the path /app of %s exists in beta, and is deprecated", (verb) => {
    expect(find(`/beta/app/calls/call-1/${verb}`)).toMatchObject({
      kind: "matched",
      version: "graph@beta",
      route: { operation: `graph.${verb}`, deprecated: true },
      path: { id: "call-1" },
    });
    expect(find(`/v1.0/app/calls/call-1/${verb}`)).toEqual({ kind: "notFound" });
  });

  test.each([
    ["call-1", "call-1"],
    ["a%2Fb", "a/b"],
    ["a%3Ab", "a:b"],
    ["a:b", "a:b"],
    ["n%C3%A9%F0%9F%98%80", "né😀"],
    ["a%20b+c", "a b+c"],
    ["a%252Fb", "a%2Fb"],
    ["x:transferToParticipant", "x:transferToParticipant"],
  ])("the id %s is given decoded as %s", (sent, id) => {
    expect(
      find(`/calling/callConnections/${sent}:transferToParticipant?api-version=2026-03-12`),
    ).toMatchObject({ kind: "matched", path: { callConnectionId: id } });
    expect(find(`/v1.0/communications/calls/${sent}/transfer`)).toMatchObject({ path: { id } });
  });
});

describe("what has no route", () => {
  test.each([
    ["an encoded colon before the verb", "/calling/callConnections/call-1%3AtransferToParticipant"],
    ["an encoded colon of a redirect", "/calling/callConnections%3Aredirect"],
    ["a longer collection", "/calling/callConnectionsXYZ:redirect"],
    ["a longer collection without a verb", "/calling/callConnectionsXYZ"],
    ["a longer verb", `${transfer}Now`],
    ["another verb", "/calling/callConnections/call-1:transfer"],
    ["a verb in other letters", "/calling/callConnections/call-1:TransferToParticipant"],
    ["an id that is empty", "/calling/callConnections/:transferToParticipant"],
    ["a redirect with an id", "/calling/callConnections/call-1:redirect"],
    ["a slash at the end", `${transfer}/`],
    ["an extra segment after", `${transfer}/status`],
    ["an extra segment between", "/v1.0/communications/calls/call-1/extra/transfer"],
    ["an extra segment before", `/api${transfer}`],
    ["a literal slash in the id", "/v1.0/communications/calls/a/b/transfer"],
    ["an empty Graph id", "/v1.0/communications/calls//transfer"],
    ["another Graph version", "/v2.0/communications/calls/call-1/transfer"],
    ["no Graph version", "/communications/calls/call-1/transfer"],
    ["a dot of the version that is any character", "/v1x0/communications/calls/call-1/transfer"],
    ["percent-encoding that is broken", "/v1.0/communications/calls/%E0%A4%A/transfer"],
    ["percent-encoding that is no UTF-8", "/v1.0/communications/calls/%FF/transfer"],
    ["broken percent-encoding of ACS", "/calling/callConnections/%:transferToParticipant"],
    ["nothing", "/"],
  ])("%s", (_name, path) => {
    expect(find(`${path}?api-version=2026-03-12`)).toEqual({ kind: "notFound" });
  });

  test.each(["GET", "PUT", "DELETE", "OPTIONS"])("%s is not allowed where POST is", (method) => {
    const refused = { kind: "methodNotAllowed", allowed: ["POST"] };
    expect(find(`${transfer}?api-version=2026-03-12`, method)).toEqual(refused);
    expect(find("/beta/app/calls/call-1/redirect", method)).toEqual(refused);
    expect(find(redirect, method)).toEqual(refused);
  });
});

test.each(["?api-version=2023-03-06", "?api-version=", "", "?API-VERSION=2026-03-12"])(
  "the query '%s' names no known version; the newest is offered",
  (query) => {
    expect(find(transfer + query)).toMatchObject({
      kind: "unknownVersion",
      version: `acs@${newestAcsVersion}`,
      route: { operation: "acs.transferToParticipant" },
      path: { callConnectionId: "call-1" },
    });
    expect(find(redirect + query)).toMatchObject({
      kind: "unknownVersion",
      version: `acs@${newestAcsVersion}`,
    });
  },
);

describe("the one expression for all routes", () => {
  const sample = (template: string) => template.replaceAll(/\{[^}]+\}/g, "call-1");
  const paths = Object.values(routes).flatMap((list) =>
    list.map(({ basePath, template }) => basePath + sample(template)),
  );

  test.each(["https://contoso.communication.azure.com", "http://127.0.0.1:8080", "https://[::1]:1"])(
    "matches every path below %s",
    (origin) => {
      expect(paths).toHaveLength(2 * Object.keys(routes).length + 2);
      for (const path of paths) expect(origin + path).toMatch(anyRoutePattern());
    },
  );

  test("matches nothing longer or elsewhere", () => {
    for (const path of paths) {
      for (const address of [`https://h${path}/`, `https://h/x${path}`, `https://h${path}x`, path]) {
        expect(address).not.toMatch(anyRoutePattern());
      }
      expect(`https://h/?u=https://h${path}`).not.toMatch(anyRoutePattern());
    }
  });
});

import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { bundledDocument, versionNames } from "./documents.ts";
import { officialTypes } from "./fixtures/official.ts";
import { isObject, objectAt, strings, type JsonObject } from "./schema/schema.ts";

/** A type with all that it takes over by `allOf`. */
function whole(schemas: JsonObject, type: JsonObject): JsonObject {
  const parts = Array.isArray(type["allOf"]) ? type["allOf"].filter(isObject) : [];
  const all = parts.map((part) => {
    const name = typeof part["$ref"] === "string" ? part["$ref"].replace("#/components/schemas/", "") : "";
    return whole(schemas, name === "" ? part : objectAt(schemas, name));
  });
  const members = [...all, type].map((part) => objectAt(part, "properties"));
  const closed = [...all, type].some((part) => part["additionalProperties"] === false);
  return { properties: Object.assign({}, ...members), ...(closed ? { additionalProperties: false } : {}) };
}

/** Names of the members; those with an `@` are annotations and legal everywhere. */
function memberNames(type: JsonObject): string[] {
  return Object.keys(objectAt(type, "properties")).filter((name) => !name.includes("@"));
}

function operations(document: JsonObject): JsonObject[] {
  return Object.values(objectAt(document, "paths")).map((item) => objectAt(item, "post"));
}

test("definitions are kept that speak of the types read here", () => {
  const kept = versionNames.filter((version) => Object.keys(officialTypes(version)).length > 15);
  expect(kept).toEqual(
    expect.arrayContaining(["acs@2024-09-15", "acs@2026-03-12", "graph@beta", "graph@v1.0"]),
  );
});

describe.each([...versionNames])("%s", (version) => {
  const document = bundledDocument(version);
  const schemas = objectAt(document, "components", "schemas");
  const official = Object.entries(officialTypes(version)).filter(([name]) => name in schemas);

  test.each(official.filter(([, type]) => "properties" in type && !("x-abstract" in type)))(
    "%s has the official members, and is closed as it is",
    (name, type) => {
      const own = whole(schemas, objectAt(schemas, name));
      expect(memberNames(own)).toEqual(expect.arrayContaining(memberNames(type)));
      expect(own["additionalProperties"] === false).toBe(type["additionalProperties"] === false);
    },
  );

  test("a member that is not official names the documented message that shows it", () => {
    for (const [name, schema] of Object.entries(schemas)) {
      for (const [member, part] of Object.entries(objectAt(schema, "properties"))) {
        if (!isObject(part) || !("x-shown-by" in part)) continue;
        const shown = examples.find(({ id }) => id === part["x-shown-by"]);
        expect(JSON.stringify(shown?.message), `${name}.${member}`).toContain(`"${member}"`);
      }
    }
  });

  test.each(official.filter(([, type]) => "enum" in type || "x-extensible-enum" in type))(
    "%s has the official values, and is open for others as it is",
    (name, type) => {
      const own = objectAt(schemas, name);
      expect(strings(own["enum"]).toSorted()).toEqual(strings(type["enum"]).toSorted());
      expect(strings(own["x-extensible-enum"]).toSorted()).toEqual(
        strings(type["x-extensible-enum"]).toSorted(),
      );
    },
  );

  test("every operation and notification names its callbacks, security and headers as documented", () => {
    const acs = version.startsWith("acs@");
    const found = operations(document).map((operation) => [
      operation["operationId"],
      Object.values(objectAt(operation, "callbacks")).flatMap((callback) =>
        Object.keys(isObject(callback) ? callback : {}),
      ),
      objectAt(operation, "x-dependent-parameters"),
      Object.keys(objectAt(operation, "responses")),
    ]);
    const bot = ["https://bot.contoso.com/api/calls"];
    const redirected = ["{$request.body#/callbackUri}"];
    const pair = { "Repeatability-Request-ID": ["Repeatability-First-Sent"] };
    const graph = [
      ["graph.transfer", bot, {}, ["202", "default"]],
      ["graph.redirect", redirected, {}, ["202", "default"]],
      ["graph.transfer.app", bot, {}, ["202", "default"]],
      ["graph.redirect.app", redirected, {}, ["202", "default"]],
    ];
    const expected = acs
      ? [
          ["acs.transferToParticipant", ["{$request.body#/operationCallbackUri}"], pair, ["202", "default"]],
          ["acs.redirectCall", [], pair, ["204", "default"]],
        ]
      : graph.slice(0, version === "graph@beta" ? 4 : 2);
    expect(found).toEqual(expected);
    expect(document["security"]).toEqual(
      acs
        ? [{ accessKeySignature: [], accessKeyDate: [], accessKeyContentHash: [] }, { entra: [] }]
        : [{ entra: ["Calls.Initiate.All"] }],
    );
  });

  test("what the documents call deprecated is marked so", () => {
    const paths = operations(document).filter((operation) => operation["deprecated"] === true);
    const beta = version === "graph@beta";
    expect(paths.map((operation) => operation["operationId"])).toEqual(
      beta ? ["graph.transfer.app", "graph.redirect.app"] : [],
    );
    const disposition = objectAt(schemas, "redirectRequest", "properties", "targetDisposition");
    expect(disposition["deprecated"]).toBe(beta ? true : undefined);
  });

  test("notifications are signed by tokens of the vendor's key server; Event Grid's are not", () => {
    const security = Object.fromEntries(
      Object.entries(objectAt(document, "webhooks")).map(([name, item]) => [
        name,
        objectAt(item, "post")["security"],
      ]),
    );
    const token = [{ callbackToken: [] }];
    expect(security).toEqual(
      version.startsWith("acs@")
        ? {
            callAutomationEvents: token,
            incomingCall: [],
            incomingCallCloudEvent: [],
            subscriptionValidation: [],
          }
        : { commsNotifications: token },
    );
    expect(objectAt(document, "components", "securitySchemes", "callbackToken")["openIdConnectUrl"]).toBe(
      version.startsWith("acs@")
        ? "https://acscallautomation.communication.azure.com/calling/.well-known/acsopenidconfiguration"
        : "https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration",
    );
  });
});

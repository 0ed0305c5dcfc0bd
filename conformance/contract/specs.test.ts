import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { bundledDocument, versionNames } from "./documents.ts";
import { official } from "./fixtures/official.ts";
import { isObject, objectAt, strings, type JsonObject } from "./schema/schema.ts";

/**
 * The members of a type as the table of official definitions writes them; annotations are not members, and what a
 * documented message alone shows is not official.
 */
function membersOf(schema: JsonObject): string {
  const required = strings(schema["required"]);
  const names = Object.entries(objectAt(schema, "properties"))
    .filter(([name, member]) => !name.includes("@") && !(isObject(member) && "x-shown-by" in member))
    .map(([name]) => name);
  const marked = names.toSorted().map((name) => (required.includes(name) ? `${name}*` : name));
  return [...marked, ...(schema["additionalProperties"] === false ? ["closed"] : [])].join(" ");
}

function operations(document: JsonObject): JsonObject[] {
  return Object.values(objectAt(document, "paths")).map((item) => objectAt(item, "post"));
}

describe.each([...versionNames])("%s", (version) => {
  const document = bundledDocument(version);
  const schemas = objectAt(document, "components", "schemas");
  const { members, enums } = official[version];

  test.each(Object.entries(members))(
    "%s has the official members, required and closed as they are",
    (name, expected) => {
      expect(membersOf(objectAt(schemas, name)).split(" ").toSorted()).toEqual(
        expected.split(" ").toSorted(),
      );
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

  test.each(Object.entries(enums))("%s has the official values", (name, expected) => {
    const schema = objectAt(schemas, name);
    expect(strings(schema["enum"] ?? schema["x-extensible-enum"]).join(" ")).toBe(expected);
  });

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

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { acsIdentifierModels, acsLimits, graphLimits } from "../../generated/limits.ts";
import { at, type VersionDocument } from "./document.ts";
import { limitsModule } from "./limits.ts";
import { isRecord } from "./schema.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The bundled version, with one member of its schemas set anew or, without a value, taken away. */
function version(name: string, place?: string, value?: unknown): VersionDocument {
  const [service = "", apiVersion = ""] = name.split("@");
  const file = join(root, "generated", service, apiVersion, "openapi.json");
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(document)) throw new Error(`${file} holds no document.`);
  if (place !== undefined) {
    const names = place.split("/");
    const holder = at(document, "components", "schemas", ...names.slice(0, -1));
    Reflect.deleteProperty(holder, names.at(-1) ?? "");
    if (value !== undefined) Object.assign(holder, { [names.at(-1) ?? ""]: value });
  }
  return { service, apiVersion, name, document };
}

const sound = ["acs@2024-09-15", "acs@2026-03-12", "graph@beta", "graph@v1.0"].map((name) => version(name));

function changed(...change: Parameters<typeof version>): VersionDocument[] {
  return sound.map((one) => (one.name === change[0] ? version(...change) : one));
}

const sip = "CustomCallingContext/properties/sipHeaders";
const voip = "CustomCallingContext/properties/voipHeaders";
const models = "CommunicationIdentifierModel/dependentSchemas";
const phone = "dialledIdentity/properties/identity/properties/phone/properties/id/pattern";

test("the limits are those that the documents name", () => {
  expect(acsLimits).toEqual({
    incomingCallContext: { minLength: 1 },
    sipHeaders: {
      maxProperties: 5,
      uncounted: "User-To-User",
      name: { maxLength: 64, pattern: "^[A-Za-z0-9.!%*_+~-]+$" },
      value: { maxLength: 256, pattern: "^[A-Za-z0-9=;.!%*_+~-]*$" },
    },
    voipHeaders: { maxProperties: 1000, name: { maxLength: 64 }, value: { maxLength: 1024 } },
    callTopic: { maxLength: 48 },
  });
  expect(graphLimits).toEqual({
    targets: { minItems: 1, maxItems: 25 },
    timeout: { minimum: 15, maximum: 90 },
    callbackUri: { pattern: "^https://" },
    phone: { pattern: String.raw`^\+[1-9]\d{1,14}$` },
  });
});

test("an identifier has the models of every version, each once", () => {
  expect(acsIdentifierModels.toSorted()).toEqual([
    "communicationUser",
    "microsoftTeamsApp",
    "microsoftTeamsUser",
    "phoneNumber",
    "teamsExtensionUser",
  ]);
});

describe("where versions differ, the widest limit counts:", () => {
  test.each([
    ["acs@2026-03-12", `${voip}/maxProperties`, 999, 1000],
    ["acs@2024-09-15", `${voip}/maxProperties`, 1001, 1001],
    ["acs@2026-03-12", "TeamsPhoneCallDetails/properties/callTopic/maxLength", 40, 40],
    ["graph@v1.0", "redirectRequest/properties/targets/maxItems", 26, 26],
    ["graph@beta", "redirectRequest/properties/timeout/minimum", 16, 15],
    ["graph@v1.0", "redirectRequest/properties/timeout/minimum", 14, 14],
  ])("%s, %s: of %d it is %d", (name, place, value, expected) => {
    const text = limitsModule(changed(name, place, value));
    expect(text).toMatch(new RegExp(String.raw`"${place.split("/").at(-1)}": ${expected}\b`));
  });
});

describe("generating fails", () => {
  test("not on the specs as they are", () => {
    expect(limitsModule(sound)).toContain("export const acsLimits = {");
  });

  test.each([
    ["acs@2024-09-15", "RedirectCallRequest/properties/incomingCallContext/minLength"],
    ...["else/maxProperties", "then/maxProperties", "propertyNames/maxLength", "propertyNames/pattern"].map(
      (end) => ["acs@2026-03-12", `${sip}/${end}`],
    ),
    ["acs@2024-09-15", `${sip}/additionalProperties/maxLength`],
    ["acs@2024-09-15", `${sip}/properties/User-To-User/pattern`],
    ["acs@2026-03-12", `${voip}/maxProperties`],
    ["acs@2026-03-12", `${voip}/propertyNames/maxLength`],
    ["acs@2024-09-15", `${voip}/additionalProperties/maxLength`],
    ["acs@2026-03-12", "TeamsPhoneCallDetails/properties/callTopic/maxLength"],
    ["graph@v1.0", "redirectRequest/properties/targets/minItems"],
    ["graph@beta", "redirectRequest/properties/targets/maxItems"],
    ["graph@beta", "redirectRequest/properties/timeout/minimum"],
    ["graph@v1.0", "redirectRequest/properties/timeout/maximum"],
    ["graph@v1.0", "redirectRequest/properties/callbackUri/pattern"],
    ["graph@beta", phone],
  ])("where %s lacks %s", (name = "", place = "") => {
    const message = `${name}: ${place.replace(/\/(\w+)$/, " has no $1")}.`;
    expect(() => limitsModule(changed(name, place))).toThrow(message);
  });

  test("where a limit is no number", () => {
    const place = "redirectRequest/properties/timeout/maximum";
    expect(() => limitsModule(changed("graph@beta", place, "90"))).toThrow("has no maximum.");
  });

  test.each([
    ["graph@v1.0", phone, "^.$", "only numbers can be weighed"],
    ["acs@2026-03-12", `${sip}/then/maxProperties`, 7, "does not let one header go uncounted"],
    ["acs@2026-03-12", `${sip}/if/required`, [], "does not let one header go uncounted"],
    ["acs@2026-03-12", `${sip}/properties/User-To-User/maxLength`, 255, "User-To-User has limits of its own"],
    ["acs@2024-09-15", `${models}/phoneNumber/properties/kind/const`, "x", "phoneNumber does not exclude"],
    ["acs@2024-09-15", `${models}/phoneNumber/properties/microsoftTeamsApp`, true, "does not exclude every"],
  ])("where %s has another %s: %j", (name, place, value, message) => {
    expect(() => limitsModule(changed(name, place, value))).toThrow(`${name}: `);
    expect(() => limitsModule(changed(name, place, value))).toThrow(message);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { at } from "../../generate/document.ts";
import { LACKS } from "../definition.ts";
import { readFolder } from "../official.ts";

const home = mkdtempSync(join(tmpdir(), "call-handoff-csdl-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const scope = {
  paths: new Set<string>(),
  actions: new Set(["hand"]),
  types: new Set(["call", "info", "state", "named"]),
};

const schema = (content: string) =>
  `<Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">${content}</Schema>`;
const whole = (content: string) =>
  `<?xml version="1.0"?><edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>${content}</edmx:DataServices></edmx:Edmx>`;

const types = `
  <EnumType Name="state"><Member Name="one" Value="0" /><Member Name="unknownFutureValue" Value="1" /></EnumType>
  <EnumType Name="kind"><Member Name="a" Value="0" /><Member Name="b" Value="1" /></EnumType>
  <ComplexType Name="info" Abstract="true"><Property Name="shared" Type="Edm.String" /></ComplexType>
  <ComplexType Name="oneInfo" BaseType="graph.info"><Property Name="token" Type="Edm.String" Nullable="false" /></ComplexType>
  <ComplexType Name="twoInfo" BaseType="microsoft.graph.info" OpenType="true" />
  <ComplexType Name="named" OpenType="true"><Property Name="kind" Type="graph.kind" /></ComplexType>
  <ComplexType Name="unrelated"><Property Name="x" Type="Edm.String" /></ComplexType>
  <EntityType Name="call" BaseType="graph.entity" OpenType="true">
    <Property Name="callbackUri" Type="Edm.String" Nullable="false" />
    <Property Name="state" Type="graph.state" />
    <Property Name="info" Type="graph.info" />
    <Property Name="numbers" Type="Collection(Edm.Int64)" Nullable="false" />
    <Property Name="names" Type="Collection(graph.named)" />
    <NavigationProperty Name="others" Type="Collection(graph.other)" ContainsTarget="true" />
  </EntityType>`;
const entity = `<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id" /></Key><Property Name="id" Type="Edm.String" Nullable="false" /></EntityType>`;
const actions = `
  <Action Name="hand" IsBound="true">
    <Parameter Name="bindingParameter" Type="graph.call" />
    <Parameter Name="target" Type="graph.named" Nullable="false" />
    <Parameter Name="seconds" Type="Edm.Int32" />
    <Parameter Name="who" Type="graph.named"><Annotation Term="Org.OData.Core.V1.OptionalParameter" /></Parameter>
  </Action>
  <Action Name="hand" IsBound="true"><Parameter Name="bindingParameter" Type="graph.printJob" /></Action>
  <Action Name="drop" IsBound="true"><Parameter Name="bindingParameter" Type="graph.call" /></Action>`;
const container = `
  <EntityType Name="communications"><NavigationProperty Name="calls" Type="Collection(graph.call)" /></EntityType>
  <EntityContainer Name="service"><Singleton Name="communications" Type="microsoft.graph.communications" /></EntityContainer>`;

let count = 0;

function folder(files: Readonly<Record<string, string>>): string {
  count += 1;
  const place = join(home, String(count));
  mkdirSync(place);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  return place;
}

async function read(files: Readonly<Record<string, string>>) {
  const [definition] = await readFolder("graph", folder(files), scope);
  if (definition === undefined) throw new Error("There is no definition.");
  return definition.document;
}

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const annotations = { additionalProperties: false, patternProperties: { "@": true } };

describe("whole metadata", () => {
  const text = whole(
    schema(types + entity + actions + container) +
      schema("").replaceAll("microsoft.graph", "microsoft.graph.other"),
  );

  test("becomes the types in scope, with the members of their bases and the names of what is derived", async () => {
    const document = await read({ "beta-Prod.csdl": text });
    expect(at(document, "components", "schemas")).toEqual({
      call: {
        type: "object",
        "x-base": "entity",
        required: ["id", "callbackUri"],
        additionalProperties: true,
        properties: {
          "@odata.type": { type: "string", const: "#microsoft.graph.call" },
          id: { type: "string" },
          callbackUri: { type: "string" },
          state: { anyOf: [ref("state"), { type: "null" }] },
          info: { anyOf: [ref("info"), { type: "null" }] },
          numbers: { type: "array", items: { type: "integer", format: "int64" } },
          names: { type: "array", items: { anyOf: [ref("named"), { type: "null" }] } },
          others: { type: "array", items: { type: "object" } },
        },
      },
      info: { "x-abstract": true, oneOf: [ref("oneInfo"), ref("twoInfo")] },
      kind: { type: "string", enum: ["a", "b"] },
      named: {
        type: "object",
        additionalProperties: true,
        properties: {
          "@odata.type": { type: "string", const: "#microsoft.graph.named" },
          kind: { anyOf: [ref("kind"), { type: "null" }] },
        },
      },
      oneInfo: {
        type: "object",
        "x-base": "info",
        required: ["@odata.type", "token"],
        ...annotations,
        properties: {
          "@odata.type": { type: "string", const: "#microsoft.graph.oneInfo" },
          shared: { type: ["string", "null"] },
          token: { type: "string" },
        },
      },
      state: { type: "string", "x-extensible-enum": ["one", "unknownFutureValue"] },
      twoInfo: {
        type: "object",
        "x-base": "info",
        required: ["@odata.type"],
        additionalProperties: true,
        properties: {
          "@odata.type": { type: "string", const: "#microsoft.graph.twoInfo" },
          shared: { type: ["string", "null"] },
        },
      },
    });
  });

  test("becomes the paths of its container, with the parameters of the actions that are bound to calls", async () => {
    const document = await read({ "beta-Prod.csdl": text });
    expect(document[LACKS]).toEqual(["servers", "security"]);
    expect(Object.keys(at(document, "paths"))).toEqual(["/communications/calls/{id}/hand"]);
    const operation = at(document, "paths", "/communications/calls/{id}/hand", "post");
    expect(operation["parameters"]).toEqual([
      { name: "id", in: "path", required: true, schema: { type: "string" } },
    ]);
    expect(operation["responses"]).toEqual({ "204": { description: "" } });
    expect(at(operation, "requestBody", "content", "application/json", "schema")).toEqual({
      type: "object",
      required: ["target", "seconds"],
      ...annotations,
      properties: {
        target: ref("named"),
        seconds: { type: ["integer", "null"], format: "int32" },
        who: { anyOf: [ref("named"), { type: "null" }] },
      },
    });
  });
});

test("an extract says what it leaves out: paths, the base of a call, and types", async () => {
  const document = await read({
    "v1.0-Prod.extract.csdl": schema(types.replace(/<EnumType Name="kind".*\n/, "") + actions),
  });
  expect(document[LACKS]).toEqual(["servers", "security", "paths"]);
  expect(at(document, "paths", "/call/{id}/hand", "post")[LACKS]).toEqual(["errors", "parameters"]);
  expect(at(document, "components", "schemas", "call")[LACKS]).toEqual(["base"]);
  expect(at(document, "components", "schemas", "kind")).toEqual({ [LACKS]: ["definition"] });
});

test("an abstract type of which nothing derived is declared says so", async () => {
  const document = await read({ "beta.csdl": schema(`<ComplexType Name="info" Abstract="true" />`) });
  expect(at(document, "components", "schemas", "info")).toMatchObject({
    "x-abstract": true,
    [LACKS]: ["derived"],
  });
});

describe("a .defs.json", () => {
  const named = {
    base: null,
    open: true,
    abstract: false,
    properties: { kind: { type: "graph.kind", nullable: true, navigation: false } },
  };
  const definitions = (type: unknown) =>
    JSON.stringify({ enums: { kind: ["a", "b"] }, types: { named: type }, actions: {} });

  test("adds what the CSDL of the same version leaves out", async () => {
    const csdl = schema(types.replace(/<EnumType Name="kind".*\n/, ""));
    const other = definitions(named).replace('["a","b"]', '["b","a"]');
    await expect(read({ "beta-Prod.csdl": schema(types), "beta.defs.json": other })).resolves.toBeDefined();
    const document = await read({ "beta-Prod.extract.csdl": csdl, "beta.defs.json": definitions(named) });
    expect(at(document, "components", "schemas", "kind")).toEqual({ type: "string", enum: ["a", "b"] });
  });

  test("brings back no action that the CSDL has no longer", async () => {
    const target = { name: "target", type: "graph.named", nullable: false, optionalAnnotation: false };
    const text = JSON.stringify({ enums: {}, types: {}, actions: { hand: { parameters: [target] } } });
    const pathsOf = async (files: Readonly<Record<string, string>>) => at(await read(files), "paths");
    const without = schema(
      types + actions.replace('<Action Name="hand" IsBound="true">', '<Action Name="wave" IsBound="true">'),
    );
    const path = "/call/{id}/hand";
    expect(await pathsOf({ "beta.csdl": schema(types + actions) })).toHaveProperty([path]);
    expect(await pathsOf({ "beta.csdl": without, "beta.defs.json": text })).not.toHaveProperty([path]);
    expect(await pathsOf({ "beta.defs.json": text })).toHaveProperty([path]);
  });

  test("may not contradict it", async () => {
    const contents = {
      "beta-Prod.csdl": schema(types),
      "beta.defs.json": definitions({ ...named, open: false }),
    };
    await expect(read(contents)).rejects.toThrow(
      "named is declared in beta-Prod.csdl and otherwise in beta.defs.json.",
    );
  });
});

test.each([
  ["malformed XML", { "beta-Prod.csdl": schema("<ComplexType>") }, /line 1: /],
  ["what is no CSDL", { "beta-Prod.csdl": "<html></html>" }, /no Schema element/],
  ["malformed JSON", { "beta.defs.json": "{" }, /beta\.defs\.json: /],
  ["JSON without types", { "beta.defs.json": "{}" }, /no enums, types or actions/],
  ["metadata of another cloud alone", { "beta-Fairfax.csdl": schema(types) }, /holds no definitions/],
  [
    "a type that is derived from itself",
    { "beta.csdl": schema(`<ComplexType Name="info" BaseType="graph.info" />`) },
    /derived from itself/,
  ],
])("%s is told", async (_name, files, message) => {
  await expect(read(files)).rejects.toThrow(message);
});

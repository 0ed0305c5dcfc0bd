import { readFileSync } from "node:fs";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { UpstreamInputError } from "../input-error.ts";
import {
  BOUND_TO,
  shortType,
  type CsdlModel,
  type CsdlParameter,
  type CsdlProperty,
  type CsdlType,
} from "./model.ts";

const REPEATED = new Set([
  "Schema",
  "EnumType",
  "Member",
  "ComplexType",
  "EntityType",
  "Property",
  "NavigationProperty",
  "Action",
  "Parameter",
  "Annotation",
  "Singleton",
  "EntitySet",
]);
const OPTIONAL = "Org.OData.Core.V1.OptionalParameter";

/**
 * Reads a CSDL file, a whole `$metadata` or a schema alone.
 *
 * @throws UpstreamInputError where it is no XML, or no CSDL
 */
export function readCsdl(file: string): CsdlModel {
  const text = readFileSync(file, "utf8");
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new UpstreamInputError(`${file}: line ${valid.err.line}: ${valid.err.msg}`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    removeNSPrefix: true,
    parseAttributeValue: false,
    isArray: (name) => REPEATED.has(name),
  });
  const document: unknown = parser.parse(text);
  const root = isRecord(document) ? document : {};
  const services = record(record(root["Edmx"])["DataServices"]);
  const schemas = [...list(root["Schema"]), ...list(services["Schema"])];
  if (schemas.length === 0) throw new UpstreamInputError(`${file} has no Schema element: it is no CSDL.`);

  const enums = new Map<string, string[]>();
  const types = new Map<string, CsdlType>();
  const actions = new Map<string, CsdlParameter[]>();
  for (const schema of schemas) {
    const named = (element: SchemaObject) =>
      shortType(`${attribute(schema, "Namespace")}.${attribute(element, "Name")}`);
    for (const element of list(schema["EnumType"]))
      enums.set(
        named(element),
        list(element["Member"]).map((member) => attribute(member, "Name")),
      );
    for (const element of [...list(schema["ComplexType"]), ...list(schema["EntityType"])])
      types.set(named(element), typeOf(element));
    for (const element of list(schema["Action"])) {
      const [binding, ...parameters] = list(element["Parameter"]).map(parameterOf);
      if (binding?.type === BOUND_TO) actions.set(attribute(element, "Name"), parameters);
    }
  }
  const collections = collectionsOf(schemas, types);
  return { enums, types, actions, ...(collections === undefined ? {} : { collections }) };
}

function typeOf(element: SchemaObject): CsdlType {
  const base = element["BaseType"];
  const properties = [
    ...list(element["Property"]).map((property) => propertyOf(property, false)),
    ...list(element["NavigationProperty"]).map((property) => propertyOf(property, true)),
  ];
  return {
    base: typeof base === "string" ? shortType(base) : undefined,
    open: element["OpenType"] === "true",
    abstract: element["Abstract"] === "true",
    properties: new Map(properties),
  };
}

function propertyOf(element: SchemaObject, navigation: boolean): [string, CsdlProperty] {
  return [attribute(element, "Name"), { ...typed(element), navigation }];
}

function parameterOf(element: SchemaObject): CsdlParameter {
  const optional = list(element["Annotation"]).some((annotation) => annotation["Term"] === OPTIONAL);
  return { name: attribute(element, "Name"), ...typed(element), optional };
}

function typed(element: SchemaObject): { type: string; nullable: boolean } {
  return { type: shortType(attribute(element, "Type")), nullable: element["Nullable"] !== "false" };
}

/** Where the container has calls: as a set of its own, or as a member of a singleton. */
function collectionsOf(
  schemas: readonly SchemaObject[],
  types: ReadonlyMap<string, CsdlType>,
): string[] | undefined {
  const containers = schemas.map((schema) => schema["EntityContainer"]).filter(isRecord);
  if (containers.length === 0) return undefined;
  return containers.flatMap((container) => [
    ...list(container["EntitySet"])
      .filter((set) => shortType(attribute(set, "EntityType")) === BOUND_TO)
      .map((set) => `/${attribute(set, "Name")}`),
    ...list(container["Singleton"]).flatMap((singleton) =>
      [...(types.get(shortType(attribute(singleton, "Type")))?.properties ?? [])]
        .filter(([, property]) => property.navigation && property.type === `Collection(${BOUND_TO})`)
        .map(([name]) => `/${attribute(singleton, "Name")}/${name}`),
    ),
  ]);
}

function list(value: unknown): SchemaObject[] {
  // An element without attributes or content is read as an empty text.
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function record(value: unknown): SchemaObject {
  return isRecord(value) ? value : {};
}

function attribute(element: SchemaObject, name: string): string {
  const value = element[name];
  return typeof value === "string" ? value : "";
}

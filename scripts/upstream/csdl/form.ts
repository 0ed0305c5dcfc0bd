/** Says in OpenAPI what CSDL metadata says of the types and actions in scope, by the rules of OData 4.01. */
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { ABSTRACT, BASE, EXTENSIBLE, LACKS, schemaReference } from "../definition.ts";
import type { Scope } from "../documents.ts";
import { basesOf, callKey, derivedOf, isAbstract, isEntity } from "./family.ts";
import { BOUND_TO, type CsdlModel, type CsdlParameter, type CsdlProperty, type CsdlType } from "./model.ts";
import { primitive } from "./primitives.ts";

/** An enumeration with this value may get further ones. */
const EVOLVABLE = "unknownFutureValue";
/** Annotations are legal everywhere, also in closed types. */
const ANNOTATIONS = { "@": true };
const TYPE_NAME = "@odata.type";

/** The metadata in the one form. */
export function csdlForm(model: CsdlModel, apiVersion: string, scope: Scope): SchemaObject {
  const schemas = new Map<string, SchemaObject>();

  /** The schema of a type name, whose declaration is taken over too. */
  function reference(type: string): SchemaObject {
    const known = primitive(type);
    if (known !== undefined) return known;
    take(type);
    return { $ref: schemaReference(type) };
  }

  function take(name: string): void {
    if (schemas.has(name)) return;
    // Set before it is made, as types refer to each other.
    schemas.set(name, { [LACKS]: ["definition"] });
    const values = model.enums.get(name);
    const type = model.types.get(name);
    if (values !== undefined)
      schemas.set(name, { type: "string", [values.includes(EVOLVABLE) ? EXTENSIBLE : "enum"]: values });
    else if (type !== undefined) schemas.set(name, object(name, type));
  }

  function object(name: string, type: CsdlType): SchemaObject {
    const bases = basesOf(type, model);
    const lacks = [
      ...(bases.every((base) => model.types.has(base)) ? [] : ["base"]),
      ...(type.abstract ? ["derived"] : []),
    ];
    const derived = derivedOf(name, model).filter((other) => type.abstract || scope.types.has(other));
    const base = type.base === undefined ? {} : { [BASE]: type.base };
    const concrete = bases.slice(0, 1).filter((other) => model.types.get(other)?.abstract === false);
    for (const other of [...derived, ...concrete]) take(other);
    if (type.abstract && derived.length > 0)
      return { [ABSTRACT]: true, oneOf: derived.map((other) => ({ $ref: schemaReference(other) })) };
    const members = [
      ...bases.flatMap((other) => [...(model.types.get(other)?.properties ?? [])]),
      ...type.properties,
    ];
    const required = [
      // Told apart by its name alone where the declared type is abstract.
      ...(isAbstract(type.base, model) && !isEntity(bases, model) ? [TYPE_NAME] : []),
      ...members.filter(([, member]) => mustBeThere(member)).map(([member]) => member),
    ];
    const names = [name, ...derived].map((other) => `#microsoft.graph.${other}`);
    const typeName =
      derived.length > 0 ? { type: "string", [EXTENSIBLE]: names } : { type: "string", const: names[0] };
    return {
      type: "object",
      ...base,
      ...(lacks.length > 0 ? { [LACKS]: lacks } : {}),
      ...(type.abstract ? { [ABSTRACT]: true } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(type.open
        ? { additionalProperties: true }
        : { additionalProperties: false, patternProperties: ANNOTATIONS }),
      properties: {
        ...(type.abstract ? {} : { [TYPE_NAME]: typeName }),
        ...Object.fromEntries(members.map(([member, property]) => [member, usage(property)])),
      },
    };
  }

  function usage({ type, nullable, navigation }: CsdlProperty): SchemaObject {
    const item = /^Collection\((.*)\)$/.exec(type)?.[1];
    // What a navigation property leads to is another resource: it is named by this contract, not described.
    const schema = (name: string) => (navigation ? { type: "object" } : reference(name));
    if (item === undefined) return nullable ? orNull(schema(type)) : schema(type);
    return { type: "array", items: nullable && !navigation ? orNull(schema(item)) : schema(item) };
  }

  function operation(parameters: readonly CsdlParameter[]): SchemaObject {
    const key = callKey(model);
    const required = parameters.filter(({ optional }) => !optional).map(({ name }) => name);
    return {
      [LACKS]: ["errors", ...(key === undefined ? ["parameters"] : [])],
      ...(key === undefined
        ? {}
        : { parameters: [{ name: key.name, in: "path", required: true, schema: reference(key.type) }] }),
      requestBody: {
        required: required.length > 0,
        content: {
          "application/json": {
            schema: {
              type: "object",
              required,
              additionalProperties: false,
              patternProperties: ANNOTATIONS,
              properties: Object.fromEntries(
                parameters.map((parameter) => [parameter.name, usage({ ...parameter, navigation: false })]),
              ),
            },
          },
        },
      },
      // An action without a return type answers 204.
      responses: { "204": { description: "" } },
    };
  }

  const actions = [...model.actions].filter(([name]) => scope.actions.has(name));
  const places = model.collections ?? [`/${BOUND_TO}`];
  const paths = places.flatMap((place) =>
    actions.map(([name, parameters]) => [`${place}/{id}/${name}`, { post: operation(parameters) }] as const),
  );
  for (const name of [...model.types.keys(), ...model.enums.keys()]) if (scope.types.has(name)) take(name);
  return {
    openapi: "3.1.0",
    info: { title: "", version: apiVersion },
    [LACKS]: ["servers", "security", ...(model.collections === undefined ? ["paths"] : [])],
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries([...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1))) },
  };
}

/** A property that may not be null is always there; a collection may be left out, as it is empty then. */
function mustBeThere({ type, nullable, navigation }: CsdlProperty): boolean {
  return !nullable && !navigation && !type.startsWith("Collection(");
}

function orNull(schema: SchemaObject): SchemaObject {
  if (typeof schema["type"] === "string" && !isRecord(schema["properties"]))
    return { ...schema, type: [schema["type"], "null"] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: "null" }] };
}

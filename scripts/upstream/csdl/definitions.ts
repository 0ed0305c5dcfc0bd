import { at } from "../../generate/document.ts";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { UpstreamInputError } from "../input-error.ts";
import { readJson } from "../json-file.ts";
import { shortType, type CsdlModel, type CsdlParameter, type CsdlProperty, type CsdlType } from "./model.ts";

/**
 * Reads a `.defs.json`: `enums`, `types` and `actions` of CSDL metadata as JSON.
 *
 * @throws UpstreamInputError where it has none of them
 */
export function readDefinitions(file: string): CsdlModel {
  const document = readJson(file);
  const [enums, types, actions] = [at(document, "enums"), at(document, "types"), at(document, "actions")];
  if (Object.keys({ ...enums, ...types, ...actions }).length === 0)
    throw new UpstreamInputError(`${file} has no enums, types or actions.`);
  return {
    enums: new Map(Object.entries(enums).map(([name, values]) => [shortType(name), strings(values)])),
    types: new Map(Object.entries(types).map(([name, type]) => [shortType(name), typeOf(at(type))])),
    actions: new Map(
      Object.entries(actions).map(([name, action]) => [
        name,
        records(at(action)["parameters"]).map(parameterOf),
      ]),
    ),
  };
}

function typeOf(type: SchemaObject): CsdlType {
  const base = type["base"];
  return {
    base: typeof base === "string" ? shortType(base) : undefined,
    open: type["open"] === true,
    abstract: type["abstract"] === true,
    properties: new Map(
      Object.entries(at(type, "properties")).map(([name, property]): [string, CsdlProperty] => [
        name,
        { ...typed(at(property)), navigation: at(property)["navigation"] === true },
      ]),
    ),
  };
}

function parameterOf(parameter: SchemaObject): CsdlParameter {
  const { name } = parameter;
  return {
    name: typeof name === "string" ? name : "",
    ...typed(parameter),
    optional: parameter["optionalAnnotation"] === true,
  };
}

function typed({ type, nullable }: SchemaObject): { type: string; nullable: boolean } {
  return { type: shortType(typeof type === "string" ? type : ""), nullable: nullable !== false };
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
}

function records(value: unknown): SchemaObject[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

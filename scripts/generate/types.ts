import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { VersionDocument } from "./document.ts";
import { isRecord, mapSchema, type Schema, type SchemaObject } from "./schema.ts";

/** Keywords that narrow a value at run time but would only blur or break its TypeScript type. */
const UNTYPED = new Set([
  "if",
  "then",
  "else",
  "dependentSchemas",
  "patternProperties",
  "propertyNames",
  "not",
]);

/** The TypeScript types of one document. */
export async function typeModule({ document }: Pick<VersionDocument, "document">): Promise<string> {
  const nodes = await openapiTS(JSON.stringify(typed(document)), {
    alphabetize: false,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    silent: true,
    transform: (schema) =>
      "x-extensible-enum" in schema ? extensible(schema["x-extensible-enum"]) : undefined,
  });
  return astToString(nodes);
}

/** Known values first, so that editors offer them; any other string is allowed. */
function extensible(known: unknown): ts.TypeNode {
  const values: unknown[] = Array.isArray(known) ? known : [];
  const literals = values.map((value) =>
    ts.factory.createLiteralTypeNode(ts.factory.createStringLiteral(String(value))),
  );
  const anyOther = ts.factory.createIntersectionTypeNode([
    ts.factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    ts.factory.createTypeLiteralNode([]),
  ]);
  return ts.factory.createUnionTypeNode([...literals, anyOther]);
}

/** Callbacks name webhooks that are typed already, and openapi-typescript would drop them anyway. */
function typed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typed);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "callbacks" && name !== "examples")
      .map(([name, part]) => [
        name,
        name === "schema" || name === "schemas" ? typedSchemas(name, part) : typed(part),
      ]),
  );
}

function typedSchemas(name: string, part: unknown): unknown {
  if (!isRecord(part)) return part;
  if (name === "schema") return mapSchema(part, typedSchema);
  return Object.fromEntries(
    Object.entries(part).map(([key, schema]) => [
      key,
      isRecord(schema) ? mapSchema(schema, typedSchema) : schema,
    ]),
  );
}

/**
 * A branch for everything else would stay in every comparison of a tag, so that nothing could be narrowed. It is
 * left out of the types: what it admits can still arrive, and has to be handled by a default.
 */
function typedSchema(schema: SchemaObject): Schema {
  const kept = Object.entries(schema).filter(([keyword]) => !UNTYPED.has(keyword));
  return Object.fromEntries(
    kept.map(([keyword, value]) => [
      keyword,
      keyword === "oneOf" && Array.isArray(value) ? value.filter((branch) => !isOther(branch)) : value,
    ]),
  );
}

function isOther(branch: unknown): boolean {
  return isRecord(branch) && branch["x-other"] === true;
}

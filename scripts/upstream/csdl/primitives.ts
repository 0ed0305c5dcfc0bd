import type { SchemaObject } from "../../generate/schema.ts";

const PRIMITIVES: Readonly<Record<string, SchemaObject>> = {
  "Edm.String": { type: "string" },
  "Edm.Boolean": { type: "boolean" },
  "Edm.Byte": { type: "integer", format: "uint8" },
  "Edm.SByte": { type: "integer", format: "int8" },
  "Edm.Int16": { type: "integer", format: "int16" },
  "Edm.Int32": { type: "integer", format: "int32" },
  "Edm.Int64": { type: "integer", format: "int64" },
  "Edm.Single": { type: "number", format: "float" },
  "Edm.Double": { type: "number", format: "double" },
  "Edm.Decimal": { type: "number", format: "decimal" },
  "Edm.Guid": { type: "string", format: "uuid" },
  "Edm.Date": { type: "string", format: "date" },
  "Edm.DateTimeOffset": { type: "string", format: "date-time" },
  "Edm.TimeOfDay": { type: "string", format: "time" },
  "Edm.Duration": { type: "string", format: "duration" },
  "Edm.Binary": { type: "string", format: "base64url" },
  "Edm.Stream": { type: "string", format: "base64url" },
};

/** The schema of a type that OData itself defines; nothing for a type of the metadata. An abstract one admits anything. */
export function primitive(type: string): SchemaObject | undefined {
  if (!type.startsWith("Edm.")) return undefined;
  return PRIMITIVES[type] ?? {};
}

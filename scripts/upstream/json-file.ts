import { readFileSync } from "node:fs";
import { isRecord, type SchemaObject } from "../generate/schema.ts";
import { UpstreamInputError } from "./input-error.ts";

/**
 * Reads a JSON object.
 *
 * @throws UpstreamInputError that names the file
 */
export function readJson(file: string): SchemaObject {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isRecord(value)) return value;
  } catch (error) {
    throw new UpstreamInputError(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  throw new UpstreamInputError(`${file} is not a JSON object.`);
}

import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { UpstreamInputError } from "../input-error.ts";
import { withoutProse } from "../prose.ts";

/**
 * Converts a bundled Swagger document to the one form.
 *
 * @throws UpstreamInputError where it is no Swagger 2.0
 */
export async function swaggerForm(swagger: SchemaObject, file: string): Promise<SchemaObject> {
  // Loaded when it is needed, as what is stored is compared without it.
  const { default: converter } = await import("swagger2openapi");
  let openapi: unknown;
  try {
    ({ openapi } = await converter.convertObj(structuredClone(swagger), {
      patch: true,
      refSiblings: "preserve",
    }));
  } catch (error) {
    throw new UpstreamInputError(
      `${file} is no Swagger 2.0 document: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  if (!isRecord(openapi)) throw new UpstreamInputError(`${file} cannot be converted.`);
  return withoutProse(openapi);
}

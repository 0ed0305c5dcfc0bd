import { readFileSync } from "node:fs";
import type { VersionName } from "../../generated/operations.ts";
import { routes } from "../../generated/routes.ts";
import { isObject, type JsonObject } from "./schema/schema.ts";

/** Every version by name, in the order of the generated table. */
export const versionNames: readonly VersionName[] = Object.keys(routes).filter(isVersionName);

function isVersionName(name: string): name is VersionName {
  return Object.hasOwn(routes, name);
}

/** The bundled OpenAPI document of a version. */
export function bundledDocument(version: VersionName): JsonObject {
  const file = new URL(`../../generated/${version.replace("@", "/")}/openapi.json`, import.meta.url);
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(parsed)) throw new TypeError(`${version}: the bundled document is not an object.`);
  return parsed;
}

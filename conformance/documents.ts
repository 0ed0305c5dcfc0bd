import { readFileSync } from "node:fs";
import { versions, type VersionName } from "../generated/versions.ts";
import { isObject, type JsonObject } from "./schema/schema.ts";

/** Every version by name, in the order of the generated table. */
export const versionNames: readonly VersionName[] = Object.keys(versions).filter(isVersionName);

function isVersionName(name: string): name is VersionName {
  return Object.hasOwn(versions, name);
}

/** The bundled OpenAPI document of a version. */
export function bundledDocument(version: VersionName): JsonObject {
  const { service, apiVersion } = versions[version];
  const file = new URL(`../generated/${service}/${apiVersion}/openapi.json`, import.meta.url);
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isObject(parsed)) throw new TypeError(`${version}: the bundled document is not an object.`);
  return parsed;
}

import { readFileSync } from "node:fs";
import { examples } from "../generated/examples.ts";
import type { DocumentedMessage } from "../generated/contract.ts";
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

/** The operations of a version. */
export function operationsOf(version: VersionName): string[] {
  return Object.keys(versions[version].strict.operations);
}

/** The version whose document shows a message. */
export function documentedVersion(message: DocumentedMessage): VersionName {
  const service = message.operation.split(".")[0];
  const name = versionNames.find((version) => version === `${service}@${message.apiVersion}`);
  if (!name) throw new RangeError(`${message.id} names a version that is not specified.`);
  return name;
}

/** The messages that a service's documents show for an operation. */
export function messagesOf(operation: string): DocumentedMessage[] {
  return examples.filter((message) => message.operation === operation);
}

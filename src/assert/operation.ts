import type { FlowName } from "../../generated/flows.ts";
import { versions, type VersionName } from "../../generated/versions.ts";
import { invalid } from "../errors.ts";

type Versions = typeof versions;

/** The name of an operation, such as `graph.transfer`. */
export type OperationName = FlowName;

/** The name of something that a service tells a receiver, such as `graph.commsNotifications`. */
export type WebhookName = {
  [
    Name in VersionName
  ]: `${Versions[Name]["service"]}.${keyof Versions[Name]["strict"]["webhooks"] & string}`;
}[VersionName];

/** The API versions of the service of an operation or webhook, such as `beta` and `v1.0`. */
export type ApiVersionOf<Name extends string> = {
  [Version in VersionName]: Name extends `${Versions[Version]["service"]}.${string}`
    ? Versions[Version]["apiVersion"]
    : never;
}[VersionName];

/** What a name turned out to be, in one version. */
export interface Meant {
  readonly version: VersionName;
  readonly apiVersion: string;
  readonly kind: "operation" | "webhook";
  /** Without the service where it is a webhook, as the tables have it. */
  readonly name: string;
}

/**
 * Finds an operation or a webhook by its name.
 *
 * @param apiVersion - the newest of its service where there is none
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a name or a version that does not exist
 */
export function meant(name: string, apiVersion?: string): Meant {
  const service = name.slice(0, name.indexOf("."));
  const own = Object.keys(versions)
    .filter(isVersionName)
    .filter((version) => versions[version].service === service);
  const version =
    apiVersion === undefined ? own.at(-1) : own.find((one) => one === `${service}@${apiVersion}`);
  if (own.length === 0 || (version && !holds(version, name)))
    throw invalid(`There is no operation "${name}".`);
  if (!version) {
    const known = own.map((one) => versions[one].apiVersion).join(", ");
    throw invalid(`There is no version "${apiVersion}" of ${service}; there are ${known}.`);
  }
  const { apiVersion: found, strict } = versions[version];
  if (Object.hasOwn(strict.operations, name)) return { version, apiVersion: found, kind: "operation", name };
  return { version, apiVersion: found, kind: "webhook", name: name.slice(service.length + 1) };
}

function holds(version: VersionName, name: string): boolean {
  const { service, strict } = versions[version];
  return (
    Object.hasOwn(strict.operations, name) || Object.hasOwn(strict.webhooks, name.slice(service.length + 1))
  );
}

function isVersionName(name: string): name is VersionName {
  return Object.hasOwn(versions, name);
}

import type { VersionDocument } from "./document.ts";
import { at } from "./document.ts";
import { listOperations } from "./operations.ts";
import { serverUrl, versionSelector } from "./routes.ts";
import { isRecord } from "./schema.ts";
import { validatorNames } from "./validators.ts";

/** Declarations of a validator module, with one table over its functions. */
export function validatorTables(version: VersionDocument): { code: string; declarations: string } {
  const names = validatorNames(version);
  const table = (kind: "operation" | "webhook") =>
    names
      .filter((entry) => entry.kind === kind)
      .map(({ operation, request, responses }) => {
        const statuses = Object.entries(responses).map(
          ([status, name]) => `${JSON.stringify(status)}: ${name}`,
        );
        return `    ${JSON.stringify(operation)}: { request: ${request}, responses: { ${statuses.join(", ")} } },`;
      })
      .join("\n");
  const functions = names.flatMap(({ request, responses }) => [request, ...Object.values(responses)]);
  const declared = names.map(({ operation, kind, responses }) => ({ operation, kind, responses }));
  const type = (kind: string) =>
    declared
      .filter((entry) => entry.kind === kind)
      .map(({ operation, responses }) => {
        const statuses = Object.keys(responses).map(
          (status) => `readonly ${JSON.stringify(status)}: Validator`,
        );
        return `    readonly ${JSON.stringify(operation)}: { readonly request: Validator; readonly responses: { ${statuses.join("; ")} } };`;
      })
      .join("\n");
  return {
    code: `export const validators = {\n  operations: {\n${table("operation")}\n  },\n  webhooks: {\n${table("webhook")}\n  },\n};\n`,
    declarations: [
      'import type { Validator } from "../../contract.ts";',
      "",
      ...functions.map((name) => `export declare const ${name}: Validator;`),
      `export declare const validators: {\n  readonly operations: {\n${type("operation")}\n  };\n  readonly webhooks: {\n${type("webhook")}\n  };\n};`,
      "",
    ].join("\n"),
  };
}

/** `generated/versions.ts`: every version with its types, routes and validators. */
export function versionsModule(versions: readonly VersionDocument[]): string {
  const stem = ({ name }: VersionDocument) => name.replaceAll(/\W/g, "_");
  const folder = ({ service, apiVersion }: VersionDocument) => `./${service}/${apiVersion}`;
  const lines = ['import type { Version } from "./contract.ts";', 'import { routes } from "./routes.ts";'];
  for (const version of versions) {
    lines.push(
      `import { validators as ${stem(version)}_strict } from "${folder(version)}/validators.strict.js";`,
      `import { validators as ${stem(version)}_tolerant } from "${folder(version)}/validators.tolerant.js";`,
    );
  }
  lines.push("", 'export type { VersionName, VersionTypes } from "./operations.ts";', "");
  lines.push("/** Every version, oldest first within its service. */", "export const versions = {");
  for (const version of versions) {
    lines.push(
      `  ${JSON.stringify(version.name)}: {`,
      `    service: ${JSON.stringify(version.service)},`,
      `    apiVersion: ${JSON.stringify(version.apiVersion)},`,
      `    server: ${JSON.stringify(serverUrl(version.document))},`,
      `    routes: routes[${JSON.stringify(version.name)}],`,
      `    strict: ${stem(version)}_strict,`,
      `    tolerant: ${stem(version)}_tolerant,`,
      "  },",
    );
  }
  lines.push("} as const satisfies Record<string, Version>;", "");
  return lines.join("\n");
}

/** `generated/routes.ts`: the routes of every version, without the validators. */
export function routesModule(versions: readonly VersionDocument[]): string {
  const stem = ({ name }: VersionDocument) => name.replaceAll(/\W/g, "_");
  return [
    'import type { Route } from "./contract.ts";',
    ...versions.map(
      (version) =>
        `import { routes as ${stem(version)} } from "./${version.service}/${version.apiVersion}/routes.ts";`,
    ),
    "",
    "/** The routes of every version. */",
    "export const routes = {",
    ...versions.map((version) => `  ${JSON.stringify(version.name)}: ${stem(version)},`),
    "} as const satisfies Record<string, readonly Route[]>;",
    "",
  ].join("\n");
}

/** `generated/operations.ts`: the little that a client needs at run time, and the types by version. */
export function operationsModule(versions: readonly VersionDocument[]): string {
  const stem = ({ name }: VersionDocument) => name.replaceAll(/\W/g, "_");
  const lines = versions.map(
    (version) =>
      `import type * as ${stem(version)} from "./${version.service}/${version.apiVersion}/types.ts";`,
  );
  lines.push("", "/** The types of every version. */", "export interface VersionTypes {");
  for (const version of versions) {
    const types = stem(version);
    lines.push(
      `  ${JSON.stringify(version.name)}: { paths: ${types}.paths; webhooks: ${types}.webhooks; schemas: ${types}.components["schemas"]; operations: ${types}.operations };`,
    );
  }
  lines.push("}", "", "/** The name of a version, such as the service, `@` and the API version. */");
  lines.push("export type VersionName = keyof VersionTypes;", "");
  for (const service of new Set(versions.map((version) => version.service))) {
    const own = versions.filter((version) => version.service === service);
    const upper = service[0]?.toUpperCase() + service.slice(1);
    const newest = JSON.stringify(newestOf(own)?.apiVersion);
    lines.push(
      `/** The API versions of ${service}, oldest first. */`,
      `export const ${service}Versions = [${own.map(({ apiVersion }) => JSON.stringify(apiVersion)).join(", ")}] as const;`,
      `/** The name of an API version of ${service}. */`,
      `export type ${upper}Version = (typeof ${service}Versions)[number];`,
      `/** The newest API version of ${service} that is no preview. */`,
      `export const newest${upper}Version = ${newest};`,
      `/** The name of the newest API version of ${service} that is no preview. */`,
      `export type Newest${upper}Version = typeof newest${upper}Version;`,
      `/** Where each API version of ${service} is served. */`,
      `export const ${service}Servers = {${own.map(({ apiVersion, document }) => ` ${JSON.stringify(apiVersion)}: ${JSON.stringify(serverUrl(document))}`).join(",")} } as const;`,
      `/** Method, path, status of success and the query parameter that names the version, the same in every version. */`,
      `export const ${service}Operations = ${JSON.stringify(currentOperations(own), undefined, 2)} as const;`,
      "",
    );
  }
  const sensitive = JSON.stringify(sensitiveMembers(versions));
  lines.push(
    "/** Members whose values are secrets and never belong in a log, a report or an error. */",
    `export const sensitiveMembers: readonly string[] = ${sensitive};`,
    "",
  );
  return lines.join("\n");
}

/** Clients are of the newest version where none is named; of a preview only where there is nothing else. */
export function newestOf(versions: readonly VersionDocument[]): VersionDocument | undefined {
  return versions.findLast(({ apiVersion }) => !/preview|beta/.test(apiVersion)) ?? versions.at(-1);
}

/** What every version of an operation agrees on, by the operation's verb. */
function currentOperations(versions: readonly VersionDocument[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const { document, name, apiVersion } of versions) {
    for (const { operation, kind, method, template, definition } of listOperations(document)) {
      if (kind === "webhook" || definition["deprecated"] === true) continue;
      const verb = operation.split(".").at(-1) ?? operation;
      const status = Object.keys(at(definition, "responses")).find((key) => key.startsWith("2"));
      const versionParameter = versionSelector(document, definition, apiVersion)?.["name"];
      const facts = {
        method,
        path: template,
        status: Number(status),
        ...(versionParameter === undefined ? {} : { versionParameter }),
      };
      if (found[verb] !== undefined && JSON.stringify(found[verb]) !== JSON.stringify(facts)) {
        throw new Error(
          `${name}: ${operation} differs from the version before; the client table holds one entry.`,
        );
      }
      found[verb] = facts;
    }
  }
  return found;
}

function sensitiveMembers(versions: readonly VersionDocument[]): string[] {
  const found = new Set<string>();
  const walk = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isRecord(value)) return;
    for (const [name, member] of Object.entries(at(value, "properties"))) {
      if (isRecord(member) && member["x-sensitive"] === true) found.add(name);
    }
    Object.values(value).forEach(walk);
  };
  for (const { document } of versions) walk(document);
  return [...found].toSorted();
}

import type { Flow } from "../../generated/contract.ts";
import { at, schemaLookup, type VersionDocument } from "./document.ts";
import { stringFormats } from "./formats.ts";
import { predicates } from "./predicates.ts";
import * as runtime from "./runtime/predicates.ts";
import { fixedMembers, isRecord, isSchema, type Lookup, type SchemaObject } from "./schema.ts";
import { componentName, forValidators } from "./transform.ts";

/** The version of each service that receivers read notifications by. */
export function receivedVersions(versions: readonly VersionDocument[]): VersionDocument[] {
  return [...new Set(versions.map(({ service }) => service))].map((service) => {
    const [marked, ...others] = versions.filter(
      (version) => version.service === service && "x-received" in version.document,
    );
    if (!marked || others.length > 0)
      throw new Error(`Exactly one version of ${service} has to say x-received.`);
    return marked;
  });
}

/**
 * `generated/<service>/received.ts`: what a receiver needs of the contract. Says yes or no and where, as tolerantly as
 * the validators of that mode, in a fraction of their size.
 */
export function receivedModule(
  { document, apiVersion, service }: VersionDocument,
  flows: readonly (readonly [string, Flow])[],
): string {
  const lookup = schemaLookup(document);
  const schemas = at(document, "components", "schemas");
  const judged = (name: string) => {
    const schema = schemas[name];
    if (!isSchema(schema)) throw new Error(`x-received: there is no schema ${name}.`);
    return forValidators(schema, "tolerant", lookup);
  };
  const compiled = predicates(judged, stringFormats());
  const listed: unknown = document["x-received"];
  const names = Array.isArray(listed) ? listed.map(String) : [];
  const exported = names.flatMap((name) => {
    const schema = lookup(`#/components/schemas/${name}`);
    const lower = `${name[0]?.toLowerCase()}${name.slice(1)}`;
    const known: unknown = schema["x-extensible-enum"] ?? schema["enum"];
    if (Array.isArray(known))
      return [
        `/** Known values of ${name}. */`,
        `export const ${lower}s = ${JSON.stringify(known)} as const;`,
      ];
    const upper = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const tags = tagsOf(schema, lookup);
    return [
      `/** Whether a value is what the contract says of ${name}; where not, \`brokenAt\` tells the place. */`,
      `export function is${upper}(v: unknown): v is ${typesOf(name, schema).join(" | ")} {`,
      `  return judged(${compiled.predicate(name)}, v);`,
      "}",
      ...(tags.length > 0
        ? [
            `/** The kinds of ${name} that the contract describes. */`,
            `export const ${lower}Types = ${JSON.stringify(tags)} as const;`,
          ]
        : []),
    ];
  });
  const bodies = compiled.functions();
  const code = bodies.join("\n");
  const used = Object.keys(runtime).filter((name) => new RegExp(`\\b${name}[,()]`).test(code));
  const { openIdConnectUrl, "x-issuers": issuers } = at(
    document,
    "components",
    "securitySchemes",
    "callbackToken",
  );
  const token = JSON.stringify({ openIdConfiguration: openIdConnectUrl, issuers }, undefined, 2);
  return [
    `import type { components } from "./${apiVersion}/types.ts";`,
    "",
    `import { ${["judged", ...used].join(", ")} } from "../predicates.ts";`,
    'export { brokenAt } from "../predicates.ts";',
    "",
    ...bodies,
    "",
    ...exported,
    "/** Templates of the paths by which notifications name their call. */",
    `export const callPaths = ${JSON.stringify(callPaths(service, flows))} as const;`,
    "/** The version that notifications are read by. */",
    `export type ReceivedVersion = ${JSON.stringify(apiVersion)};`,
    "/** Who signs notifications: where the keys are found, and how the issuer names itself. */",
    `export const callbackToken = ${token} as const;`,
    "",
  ].join("\n");
}

/** The templates that the flows of a service have, each once. */
function callPaths(service: string, flows: readonly (readonly [string, Flow])[]): string[] {
  const own = flows.filter(([name]) => name.startsWith(`${service}.`));
  return [...new Set(own.flatMap(([, { call = [] }]) => call.flatMap(({ paths = [] }) => paths)))];
}

/** The type of a component, and those for what it does not describe, which its own type leaves out. */
function typesOf(name: string, schema: SchemaObject): string[] {
  const branches = (Array.isArray(schema["oneOf"]) ? schema["oneOf"] : []).filter(isRecord);
  const others = branches.flatMap(({ $ref, "x-other": other }) =>
    other === true && typeof $ref === "string" ? [componentName($ref)] : [],
  );
  return [name, ...others].map((one) => `components["schemas"]["${one}"]`);
}

/** The values that tell the described branches of a union apart from each other and from the one for all others. */
function tagsOf(schema: SchemaObject, lookup: Lookup): string[] {
  const branches = (Array.isArray(schema["oneOf"]) ? schema["oneOf"] : []).filter(isRecord);
  const fixed = (other: boolean) =>
    branches
      .filter((branch) => (branch["x-other"] === true) === other)
      .map((branch) => fixedMembers(branch, lookup));
  const described = fixed(false);
  const common = new Set(fixed(true).flatMap((members) => [...members.keys()]));
  return described.flatMap((members) =>
    [...members].filter(([name]) => !common.has(name)).map(([, { value }]) => value),
  );
}

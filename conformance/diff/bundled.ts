import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { flows } from "../../generated/flows.ts";
import type { VersionName } from "../../generated/operations.ts";
import { requirements } from "../../generated/requirements.ts";
import { routes } from "../../generated/routes.ts";
import { holdsIn } from "../gate/catalogue.ts";
import type { Contract, JsonObject } from "./change.ts";
import { objectOf } from "./json.ts";

/** The names of the versions that this package holds, by service, oldest first. */
export const versionNames: readonly VersionName[] = Object.keys(routes).filter(isVersionName);

/** Whether this package holds a version of this name. */
export function isVersionName(name: string): name is VersionName {
  return Object.hasOwn(routes, name);
}

/** The contract of a version that this package holds: its document, its flows, and the requirements that hold in it. */
export function bundledContract(name: VersionName): Contract {
  const operations = new Set<string>(routes[name].map(({ operation }) => operation));
  // By the name of the package, which resolves alike from its source and from where it is installed.
  const file = createRequire(import.meta.url).resolve(`call-handoff/specs/${name.replace("@", "/")}`);
  const document: unknown = JSON.parse(readFileSync(file, "utf8"));
  return {
    name,
    document: objectOf(document),
    flows: Object.fromEntries(Object.entries(flows).filter(([operation]) => operations.has(operation))),
    requirements: requirements.filter((row) => holdsIn(row, name)).map((row): JsonObject => ({ ...row })),
  };
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isRecord, type Lookup, type SchemaObject } from "./schema.ts";

/** One version of one service: its name (`acs@2024-09-15`) and its bundled OpenAPI document. */
export interface VersionDocument {
  readonly service: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly document: SchemaObject;
}

/** The versions that `specs/` holds, oldest first within each service. */
export function listVersions(root: string): { service: string; apiVersion: string; file: string }[] {
  return readdirSync(join(root, "specs"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: service }) =>
      readdirSync(join(root, "specs", service))
        .filter((file) => file.endsWith(".yaml"))
        .map((file) => ({
          service,
          apiVersion: file.replace(/\.yaml$/, ""),
          file: `specs/${service}/${file}`,
        })),
    )
    .filter(({ file }) => readFileSync(join(root, file), "utf8").startsWith("openapi:"))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** Where the command line of Redocly is installed. */
export function redoclyCli(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");
}

/** Bundles every version into one document each. */
export function bundleVersions(root: string): VersionDocument[] {
  const versions = listVersions(root);
  const doubled = versions.find(
    ({ apiVersion }, index) => versions.findIndex((other) => other.apiVersion === apiVersion) !== index,
  );
  if (doubled)
    throw new Error(`Two services have a version ${doubled.apiVersion}; bundles are told apart by it.`);
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
  try {
    const files = versions.map(({ file }) => file);
    const run = spawnSync(
      process.execPath,
      [redoclyCli(), "bundle", ...files, "--ext", "json", "--output", folder],
      {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    );
    if (run.status !== 0) throw new Error(`The specs cannot be bundled:\n${run.stderr}`);
    return versions.map(({ service, apiVersion }) => {
      const document: unknown = JSON.parse(readFileSync(join(folder, `${apiVersion}.json`), "utf8"));
      if (!isRecord(document)) throw new Error(`${service}/${apiVersion} is not an OpenAPI document.`);
      return { service, apiVersion, name: `${service}@${apiVersion}`, document };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The member of an object at a path of names, or an empty object. */
export function at(value: unknown, ...names: string[]): SchemaObject {
  let here = value;
  for (const name of names) here = isRecord(here) ? here[name] : undefined;
  return isRecord(here) ? here : {};
}

/** Follows a local reference of a bundled document; anything else is returned as it is. */
export function resolve(document: SchemaObject, value: unknown): SchemaObject {
  let here = value;
  while (isRecord(here) && typeof here["$ref"] === "string" && here["$ref"].startsWith("#/")) {
    const names = here["$ref"]
      .slice(2)
      .split("/")
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    here = at(document, ...names);
  }
  return isRecord(here) ? here : {};
}

/** Looks up schemas of a document both by reference and by the name that they are compiled under. */
export function schemaLookup(document: SchemaObject): Lookup {
  return (reference) => {
    const name = reference.replace("#/components/schemas/", "");
    const schema = at(document, "components", "schemas")[name];
    if (!isRecord(schema)) throw new Error(`There is no schema "${name}".`);
    return schema;
  };
}

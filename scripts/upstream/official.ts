/** Reads folders of official definitions. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { at } from "../generate/document.ts";
import type { SchemaObject } from "../generate/schema.ts";
import { readDefinitions } from "./csdl/definitions.ts";
import { csdlForm } from "./csdl/form.ts";
import { mergeModels } from "./csdl/model.ts";
import { readCsdl } from "./csdl/xml.ts";
import type { Definition } from "./definition.ts";
import type { Scope, Service } from "./documents.ts";
import { UpstreamInputError } from "./input-error.ts";
import { bundleSwagger } from "./swagger/bundle.ts";
import { swaggerForm } from "./swagger/form.ts";

/** Metadata of the global cloud, whole or in part: `beta-Prod.csdl`, `v1.0-Prod.extract.csdl`, `beta.defs.json`. */
const GRAPH_FILE = /^(beta|v\d+\.\d+)(?:-Prod)?(?:\.extract)?\.(?:csdl|defs\.json)$/;
const ACS_STAGES = ["stable", "preview"];

/**
 * Reads a folder of one service.
 *
 * @throws UpstreamInputError where the folder is not there or holds no definitions, and where a file cannot be read
 */
export async function readFolder(service: Service, folder: string, scope: Scope): Promise<Definition[]> {
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) throw new UpstreamInputError(`There is no folder ${folder}.`);
  if (!status.isDirectory())
    throw new UpstreamInputError(`${folder} is a file; give the folder that it lies in.`);
  const definitions = service === "acs" ? await readAcs(folder, scope) : readGraph(folder, scope);
  return definitions.toSorted((a, b) => (a.apiVersion < b.apiVersion ? -1 : 1));
}

/**
 * Reads one file: Swagger 2.0, CSDL or a `.defs.json`.
 *
 * @throws UpstreamInputError where it is none of them
 */
export async function readFile(service: Service, file: string, scope: Scope): Promise<SchemaObject> {
  if (!existsSync(file)) throw new UpstreamInputError(`There is no file ${file}.`);
  if (service === "acs") return swaggerForm(bundleSwagger(file, scope), file);
  const version = GRAPH_FILE.exec(basename(file))?.[1] ?? "";
  return csdlForm(readGraphFile(file), version, scope);
}

async function readAcs(folder: string, scope: Scope): Promise<Definition[]> {
  const home = join(folder, "CallAutomation");
  const versions = ACS_STAGES.flatMap((stage) =>
    entries(join(home, stage)).map((name) => join(home, stage, name)),
  );
  const files = versions.flatMap((version) => {
    const [file, second] = entries(version).filter((name) => name.endsWith(".json"));
    if (second !== undefined)
      throw new UpstreamInputError(`${version} holds ${file} and ${second}; one definition is expected.`);
    return file === undefined ? [] : [{ apiVersion: basename(version), file: join(version, file) }];
  });
  if (files.length === 0)
    throw new UpstreamInputError(
      `${folder} holds no definitions: no CallAutomation/stable/<version>/*.json or CallAutomation/preview/<version>/*.json.`,
    );
  return Promise.all(
    files.map(async ({ apiVersion, file }) => ({
      service: "acs" as const,
      apiVersion,
      source: relative(folder, file),
      document: named(await readFile("acs", file, scope), apiVersion, file),
    })),
  );
}

/** The document under the name of its folder, which definitions alone do not say. */
function named(document: SchemaObject, apiVersion: string, file: string): SchemaObject {
  const { version } = at(document, "info");
  if (version !== "" && version !== apiVersion)
    throw new UpstreamInputError(
      `${file} is of version ${String(version)}, and lies in the folder of ${apiVersion}.`,
    );
  return { ...document, info: { title: "", version: apiVersion } };
}

function readGraph(folder: string, scope: Scope): Definition[] {
  const files = entries(folder).filter((name) => GRAPH_FILE.test(name));
  if (files.length === 0)
    throw new UpstreamInputError(
      `${folder} holds no definitions: no beta-Prod.csdl, v1.0-Prod.csdl, beta.defs.json or the like.`,
    );
  const versions = new Set(files.map((name) => GRAPH_FILE.exec(name)?.[1] ?? ""));
  return [...versions].map((apiVersion) => {
    // CSDL first: it is the original.
    const own = files.filter((name) => GRAPH_FILE.exec(name)?.[1] === apiVersion).toSorted();
    const model = mergeModels(own.map((file) => ({ file, model: readGraphFile(join(folder, file)) })));
    return {
      service: "graph",
      apiVersion,
      source: own.join(", "),
      document: csdlForm(model, apiVersion, scope),
    };
  });
}

function readGraphFile(file: string) {
  return file.endsWith(".json") ? readDefinitions(file) : readCsdl(file);
}

function entries(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

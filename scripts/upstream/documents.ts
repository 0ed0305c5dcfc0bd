/** Our own documents, as they are bundled, and what of an official definition they reach. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "../generate/document.ts";
import { isRecord, type SchemaObject } from "../generate/schema.ts";
import { UpstreamInputError } from "./input-error.ts";

/** The services that definitions are published for. */
export type Service = "acs" | "graph";

/** One version of ours: `acs@2026-03-12`, and its bundled document. */
export interface OwnVersion {
  readonly name: string;
  readonly service: Service;
  readonly apiVersion: string;
  readonly document: SchemaObject;
}

/** What is taken over of an official definition: what one of our versions of the service speaks of. */
export interface Scope {
  /** Paths without the names of their parameters. */
  readonly paths: ReadonlySet<string>;
  /** Last segments of the paths, which OData calls actions. */
  readonly actions: ReadonlySet<string>;
  /** Names of types. */
  readonly types: ReadonlySet<string>;
}

const SERVICES: readonly Service[] = ["acs", "graph"];

/** Every version that `generated/` has, in order. */
export function ownVersions(root: string): OwnVersion[] {
  return SERVICES.flatMap((service) =>
    folders(join(root, "generated", service)).flatMap((apiVersion) => {
      const file = join(root, "generated", service, apiVersion, "openapi.json");
      if (!existsSync(file)) return [];
      const document: unknown = JSON.parse(readFileSync(file, "utf8"));
      if (!isRecord(document)) throw new UpstreamInputError(`${file} is not an OpenAPI document.`);
      return [{ name: `${service}@${apiVersion}`, service, apiVersion, document }];
    }),
  );
}

/** What the versions of one service speak of, all together: a type that one lacks may still be official there. */
export function scopeOf(versions: readonly OwnVersion[], service: Service): Scope {
  const documents = versions.filter((version) => version.service === service).map(({ document }) => document);
  const paths = documents.flatMap((document) => Object.keys(at(document, "paths")));
  return {
    paths: new Set(paths.map(withoutNames)),
    actions: new Set(paths.map(actionOf)),
    types: new Set(documents.flatMap((document) => [...typeNames(document)])),
  };
}

/** A path template whose parameters have no names: two templates that differ by names alone are the same path. */
export function withoutNames(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, "{}");
}

/** The action that a path ends with, without its namespace. */
export function actionOf(path: string): string {
  return (path.split("/").at(-1) ?? "").replace(/^.*\./, "");
}

function typeNames(document: SchemaObject): Set<string> {
  const annotated = JSON.stringify(document).matchAll(/"#microsoft\.graph\.(\w+)"/g);
  return new Set([
    ...Object.keys(at(document, "components", "schemas")),
    ...[...annotated].map(([, name]) => name ?? ""),
  ]);
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

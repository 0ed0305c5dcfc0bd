/** Compares one document of ours with its official definition. */
import { at } from "../../generate/document.ts";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import type { Definition } from "../definition.ts";
import type { VersionComparison } from "../difference.ts";
import { actionOf, withoutNames, type OwnVersion } from "../documents.ts";
import { findings } from "./findings.ts";
import { compareOperation } from "./operations.ts";
import { lacks, present, schemaComparison } from "./schemas.ts";

/** The place that stands for a whole version. */
export const EVERYTHING = "everything";

/** What a version is that no definition was given for: compared in nothing. */
export function withoutDefinition({ name }: OwnVersion): VersionComparison {
  return {
    version: name,
    compared: 0,
    differences: [],
    noUpstream: [{ version: name, place: EVERYTHING, lacks: "any definition" }],
  };
}

/** Compares a version with its definition. */
export function compareVersion(
  ours: OwnVersion,
  { document: official, source }: Definition,
): VersionComparison {
  const sheet = findings(ours.name);
  const schemas = schemaComparison(ours.document, official, sheet);
  const mine = operationsOf(ours.document);
  const theirs = operationsOf(official);
  const byAction = lacks(official, "paths");

  if (lacks(official, "servers")) sheet.lacking("servers", "servers");
  else sheet.fact("servers", "addresses", addresses(ours.document), addresses(official));
  for (const { path, key, operation } of mine) {
    const place = String(operation["operationId"]);
    const other = theirs.find((candidate) =>
      byAction ? actionOf(candidate.path) === actionOf(path) : candidate.key === key,
    );
    if (!byAction) sheet.fact(place, "path", path, other?.path);
    else if (other === undefined) sheet.lacking(place, "this operation");
    else sheet.lacking(`${place} path`, "paths");
    if (other === undefined) continue;
    const side = { document: official, operation: other.operation };
    compareOperation(place, { document: ours.document, operation }, side, sheet, schemas);
  }
  for (const { path, key } of theirs) {
    const known = mine.some((own) => (byAction ? actionOf(own.path) === actionOf(path) : own.key === key));
    if (!known) sheet.fact(path, "path", present(false), path);
  }
  for (const name of Object.keys(at(ours.document, "webhooks"))) sheet.lacking(`webhook ${name}`, "webhooks");
  schemas.rest();
  return sheet.result(source);
}

interface Operation {
  readonly path: string;
  readonly key: string;
  readonly operation: SchemaObject;
}

function operationsOf(document: SchemaObject): Operation[] {
  return Object.entries(at(document, "paths")).flatMap(([path, item]) =>
    Object.entries(at(item)).flatMap(([method, operation]) =>
      isRecord(operation) ? [{ path, key: `${method} ${withoutNames(path)}`, operation }] : [],
    ),
  );
}

function addresses(document: SchemaObject): unknown[] {
  const servers = Array.isArray(document["servers"]) ? document["servers"] : [];
  return servers.filter(isRecord).map((server) => server["url"]);
}

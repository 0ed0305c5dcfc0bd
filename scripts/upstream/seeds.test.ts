/**
 * Wrong edits, each in a copy of our documents or of the official ones: all are reported, at their place, and nothing
 * else is.
 */
import { fileURLToPath } from "node:url";
import { applyPatch, type Operation } from "rfc6902";
import { expect, test } from "vitest";
import { isRecord, type SchemaObject } from "../generate/schema.ts";
import { compareVersion } from "./compare/index.ts";
import type { Definition } from "./definition.ts";
import { ownVersions } from "./documents.ts";
import { judge } from "./judge.ts";
import { readLedger } from "./ledger.ts";
import { graphEdits } from "./seeds/graph.ts";
import { operationEdits } from "./seeds/operations.ts";
import { typeEdits } from "./seeds/types.ts";
import { readStored } from "./store.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const versions = ownVersions(root).map((version) => ({
  ...version,
  document: withoutWords(version.document),
}));
const stored = [...readStored(root, "acs"), ...readStored(root, "graph")];
const ledger = readLedger(root);

/** Without what is not compared, so that a copy costs little. */
function withoutWords(document: SchemaObject): SchemaObject {
  const words = new Set(["description", "summary", "example", "examples"]);
  const bare: unknown = JSON.parse(
    JSON.stringify(document, (key, value: unknown) => (words.has(key) ? undefined : value)),
  );
  return isRecord(bare) ? bare : {};
}

const edits = { ...operationEdits, ...typeEdits, ...graphEdits };

function patched(document: SchemaObject, edit: readonly Operation[]): SchemaObject {
  const copy: unknown = structuredClone(document);
  expect(applyPatch(copy, [...edit]).filter((fault) => fault !== null)).toEqual([]);
  if (!isRecord(copy)) throw new TypeError("The document is gone.");
  return copy;
}

/** All faults of one version, in words. */
function faults(version: string, edit: readonly Operation[], side?: "official"): string[] {
  const own = versions.find(({ name }) => name === version);
  const official = stored.find(({ service, apiVersion }) => `${service}@${apiVersion}` === version);
  if (own === undefined || official === undefined) throw new Error(`There is no ${version}.`);
  const other: Definition =
    side === "official" ? { ...official, document: patched(official.document, edit) } : official;
  const ours = side === undefined ? { ...own, document: patched(own.document, edit) } : own;
  const { unexplained, unlisted, stale } = judge([compareVersion(ours, other)], ledger);
  return [
    ...unexplained.map(({ place, aspect }) => `${place}, ${aspect}`),
    ...unlisted.map(({ place }) => place),
    ...stale.filter((row) => row.version === version).map(({ place }) => `stale ${place}`),
  ].toSorted();
}

test.each(Object.entries(edits))("%s is reported", (_name, { version, edit, side, found }) => {
  expect(faults(version, edit, side)).toEqual([...found].toSorted());
});

test.each(versions.map(({ name }) => name))("%s without an edit has no fault", (version) => {
  expect(faults(version, [])).toEqual([]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundledDocument, versionNames } from "../../contract/documents.ts";
import type { JsonObject } from "../change.ts";
import { contractsOf, readFixtures } from "../fixtures.ts";
import { isObject, objectOf } from "../json.ts";
import { documentRules } from "../rules/document.ts";
import { compareDocuments } from "./index.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 2);

const documents = versionNames.map((version): [string, JsonObject] => [
  version,
  withoutExamples(bundledDocument(version)),
]);

describe("documents that say the same in another way", () => {
  it.each(documents)(
    "%s: with members in any order, components renamed and put in place",
    (_name, document) => {
      const names = Object.keys(objectOf(objectOf(document["components"])["schemas"]));
      fc.assert(
        fc.property(
          fc.integer(),
          fc.subarray(names, { maxLength: 6 }),
          fc.subarray(names),
          fc.boolean(),
          (seed, inlined, renamed, isBack) => {
            const random = randomFrom(seed);
            let other = document;
            for (const name of inlined) other = withInlined(other, name);
            other = withRenamed(other, new Set(renamed));
            other = objectOf(shuffled(other, random));
            const [one, two] = isBack ? [other, document] : [document, other];
            expect(compareDocuments(one, two)).toEqual([]);
          },
        ),
        { numRuns: runs },
      );
    },
  );

  it("are alike when they are the same object, and do not remember one that is changed afterwards", () => {
    const fixture = readFixtures().find(({ rule }) => rule === "sent-type-changed");
    if (!fixture) throw new Error("no fixture");
    const { old } = contractsOf(fixture);
    expect(compareDocuments(old.document, old.document)).toEqual([]);
    const copy: Record<string, unknown> = { ...old.document };
    compareDocuments(old.document, copy);
    copy["paths"] = {};
    expect(compareDocuments(old.document, copy).map(({ rule }) => rule)).toEqual(["operation-removed"]);
  });
});

describe("the fixtures of rules about documents", () => {
  it("are found the same whatever the order of members", () => {
    for (const fixture of readFixtures().filter(({ rule }) => Object.hasOwn(documentRules, rule))) {
      const { old, new: revised } = contractsOf(fixture);
      const random = randomFrom(fixture.rule.length);
      const changes = compareDocuments(
        objectOf(shuffled(old.document, random)),
        objectOf(shuffled(revised.document, random)),
      );
      expect(changes.map(({ rule }) => rule)).toEqual([fixture.rule]);
    }
  });
});

/** Examples say nothing of messages, and are the longest part. */
function withoutExamples(document: JsonObject): JsonObject {
  return objectOf(mapped(document, (value) => (isObject(value) ? { ...value, examples: undefined } : value)));
}

/** The document with a component put where it is referred to, but for where it contains itself. */
function withInlined(document: JsonObject, name: string): JsonObject {
  const reference = `#/components/schemas/${name}`;
  const component = objectOf(objectOf(document["components"])["schemas"])[name];
  if (JSON.stringify(component).includes(`"${reference}"`)) return document;
  return objectOf(
    mapped(document, (value) => {
      if (!isObject(value) || value["$ref"] !== reference) return value;
      const { $ref: _reference, ...beside } = value;
      return Object.keys(beside).length === 0 ? component : { ...beside, allOf: [component] };
    }),
  );
}

function withRenamed(document: JsonObject, names: ReadonlySet<string>): JsonObject {
  const components = objectOf(document["components"]);
  const schemas = Object.entries(objectOf(components["schemas"])).map(([name, schema]) => [
    names.has(name) ? `${name}Renamed` : name,
    schema,
  ]);
  return objectOf(
    mapped({ ...document, components: { ...components, schemas: Object.fromEntries(schemas) } }, (value) => {
      const reference = isObject(value) ? value["$ref"] : undefined;
      const [, name] = /^#\/components\/schemas\/(.+)$/.exec(String(reference)) ?? [];
      return isObject(value) && name !== undefined && names.has(name)
        ? { ...value, $ref: `#/components/schemas/${name}Renamed` }
        : value;
    }),
  );
}

/** A document with every value replaced, the inner ones first. */
function mapped(value: unknown, replace: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return replace(value.map((item) => mapped(item, replace)));
  if (!isObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, item]) =>
    item === undefined ? [] : [[name, mapped(item, replace)]],
  );
  const replaced = replace(Object.fromEntries(members));
  return isObject(replaced)
    ? Object.fromEntries(Object.entries(replaced).filter(([, item]) => item !== undefined))
    : replaced;
}

/** The same with members, and lists in which order says nothing, in another order. */
function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, random));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    inAnyOrder(Object.entries(value), random).map(([name, item]) => [
      name,
      Array.isArray(item) &&
      ["required", "enum", "x-extensible-enum", "oneOf", "anyOf", "parameters"].includes(name)
        ? inAnyOrder(item, random).map((one) => shuffled(one, random))
        : shuffled(item, random),
    ]),
  );
}

function inAnyOrder<Item>(list: readonly Item[], random: () => number): Item[] {
  return list
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Numbers from 0 to 1 that follow from a seed. */
function randomFrom(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x297a2d39;
    return ((state ^ (state >>> 12)) >>> 0) / 2 ** 32;
  };
}

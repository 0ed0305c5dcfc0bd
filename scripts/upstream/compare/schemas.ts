/** Compares the types of two documents, each pair once, from wherever they are used. */
import { isDeepStrictEqual } from "node:util";
import { at } from "../../generate/document.ts";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { ABSTRACT, BASE, LACKS, type Lacking } from "../definition.ts";
import type { Findings } from "./findings.ts";
import { entriesOf } from "./entries.ts";
import { alternativesOf, asserts, closednessOf, flatten, usageOf, valuesOf } from "./shape.ts";

export interface SchemaComparison {
  /** Compares two schemas where they are used. */
  use(place: string, ours: unknown, official: unknown): void;
  /** Compares the types that have one name, and takes down those that only one side has. */
  rest(): void;
}

/** Compares the schemas of our document with those of the official one. */
export function schemaComparison(
  ourDocument: SchemaObject,
  officialDocument: SchemaObject,
  sheet: Findings,
): SchemaComparison {
  const ourTypes = at(ourDocument, "components", "schemas");
  const officialTypes = at(officialDocument, "components", "schemas");
  const compared = new Set<string>();
  const met = { ours: new Set<string>(), official: new Set<string>() };

  function use(place: string, ours: unknown, official: unknown): void {
    const [mine, theirs] = [usageOf(ourDocument, ours), usageOf(officialDocument, official)];
    sheet.fact(place, "nullable", mine.nullable, theirs.nullable);
    if (mine.also.length + theirs.also.length > 0) sheet.fact(place, "allOf", mine.also, theirs.also);
    keywords(place, mine.beside, theirs.beside);
    // A type of ours that the official one has too, but not here: the members of both are compared by name.
    if (mine.name !== undefined && theirs.name !== undefined && mine.name !== theirs.name) {
      if (mine.name in officialTypes) return sheet.fact(place, "type", mine.name, theirs.name);
    }
    if (mine.name !== undefined && theirs.name === undefined) {
      const type = flatten(ourDocument, mine.schema).schema["type"];
      if (type !== theirs.schema["type"]) return sheet.fact(place, "type", mine.name, theirs.schema["type"]);
    }
    if (mine.name !== undefined) return component(mine.name, theirs.name, theirs.schema);
    if (lacks(theirs.schema, "definition"))
      return sheet.fact(place, "type", mine.schema["type"], theirs.name);
    if (theirs.name !== undefined) {
      const pair = `${place} ${theirs.name}`;
      if (compared.has(pair)) return;
      compared.add(pair);
      met.official.add(theirs.name);
    }
    body(place, mine.schema, theirs.schema);
  }

  /** Compares a type of ours with what stands for it, under our name. */
  function component(name: string, theirName: string | undefined, theirs: SchemaObject): void {
    met.ours.add(name);
    if (theirName !== undefined) met.official.add(theirName);
    const pair = `${name} ${theirName ?? JSON.stringify(theirs)}`;
    if (compared.has(pair)) return;
    compared.add(pair);
    if (lacks(theirs, "definition")) return sheet.lacking(name, "its definition, which another file has");
    body(name, ourTypes[name], theirs);
  }

  function body(place: string, ourSchema: unknown, theirSchema: SchemaObject): void {
    const { schema: ours, base } = flatten(ourDocument, ourSchema);
    const { schema: official } = flatten(officialDocument, theirSchema);
    if (lacks(official, "derived")) return derivedTypes(place, ours, official);
    const alternatives = [
      alternativesOf(ourDocument, ours),
      alternativesOf(officialDocument, official),
    ] as const;
    if (alternatives.some((names) => names !== undefined))
      return sheet.fact(place, "derived types", ...alternatives);

    sheet.fact(place, "type", ours["type"], official["type"]);
    // Of another type everything else is different too.
    if (!isDeepStrictEqual(ours["type"], official["type"])) return;
    const values = [valuesOf(ours), valuesOf(official)] as const;
    if (values.some((found) => found !== undefined)) sheet.fact(place, "values", ...values);
    compareBase(place, base, official);
    keywords(place, ours, official);
    members(place, ours, official);
    if ("items" in ours || "items" in official) use(`${place}[]`, ours["items"], official["items"]);
    const closed = [closednessOf(ours), closednessOf(official)] as const;
    if (closed.some((found) => found !== undefined)) sheet.fact(place, "closed", ...closed);
    if (closed[0] === "map" && closed[1] === "map")
      use(`${place}.*`, ours["additionalProperties"], official["additionalProperties"]);
  }

  /** Of an abstract type alone is known what every type derived from it has. */
  function derivedTypes(place: string, ours: SchemaObject, official: SchemaObject): void {
    sheet.lacking(place, "the types derived from it");
    const known = Object.entries(at(official, "properties"));
    for (const name of alternativesOf(ourDocument, ours) ?? []) {
      const properties = at(flatten(ourDocument, ourTypes[name]).schema, "properties");
      for (const [member, theirs] of known) {
        const here = `${name}.${member}`;
        sheet.fact(here, "member", present(member in properties), "present");
        if (member in properties) use(here, properties[member], theirs);
      }
    }
  }

  function keywords(place: string, ours: SchemaObject, official: SchemaObject): void {
    for (const keyword of new Set([...Object.keys(ours), ...Object.keys(official)]))
      if (asserts(keyword)) sheet.fact(place, keyword, ours[keyword], official[keyword]);
  }

  function compareBase(place: string, base: string | undefined, official: SchemaObject): void {
    const theirs = official[BASE];
    const declared = typeof theirs === "string" ? at(officialTypes, theirs) : {};
    // The members of an abstract base are repeated, and the base lists what is derived from it.
    const concrete = Object.keys(declared).length > 0 && declared[ABSTRACT] !== true;
    if (base !== undefined || concrete) sheet.fact(place, "base", base, concrete ? theirs : undefined);
  }

  function members(place: string, ours: SchemaObject, official: SchemaObject): void {
    const [mine, theirs] = [at(ours, "properties"), at(official, "properties")];
    for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const member = `${place}.${name}`;
      if (!(name in theirs) && lacks(official, "base")) {
        sheet.lacking(member, "the type that this one is derived from");
        continue;
      }
      sheet.fact(member, "member", present(name in mine), present(name in theirs));
      if (!(name in mine) || !(name in theirs)) continue;
      sheet.fact(member, "required", isRequired(ours, name), isRequired(official, name));
      use(member, mine[name], theirs[name]);
    }
  }

  function rest(): void {
    for (const name of Object.keys(ourTypes)) {
      const theirs = officialTypes[name];
      if (isRecord(theirs)) component(name, name, theirs);
    }
    for (const name of Object.keys(ourTypes))
      if (!met.ours.has(name)) sheet.lacking(name, "a definition of this type");
    const unmet = Object.keys(officialTypes).filter(
      (name) => !met.official.has(name) && !lacks(at(officialTypes, name), "definition"),
    );
    for (const name of entriesOf(officialTypes, unmet)) sheet.fact(name, "definition", undefined, "present");
  }

  return { use, rest };
}

/** Whether a part of an official definition says that it does not know something. */
export function lacks(part: SchemaObject, what: Lacking): boolean {
  const said = part[LACKS];
  return Array.isArray(said) && said.includes(what);
}

/** `present`, or nothing. */
export function present(there: boolean): "present" | undefined {
  return there ? "present" : undefined;
}

function isRequired(schema: SchemaObject, name: string): boolean {
  return Array.isArray(schema["required"]) && schema["required"].includes(name);
}

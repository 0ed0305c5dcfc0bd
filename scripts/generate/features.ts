import { at, resolve, type VersionDocument } from "./document.ts";
import { listOperations, parametersOf } from "./operations.ts";
import { isRecord, type SchemaObject } from "./schema.ts";

interface Feature {
  readonly id: string;
  readonly title: string;
  readonly deprecated?: true;
  readonly shown: SchemaObject;
}

/** How many names a place may have. Deeper members only say more of what a feature is about. */
const MAX_NAMES = 3;

/** `generated/features.ts`: what of the contract a request may make use of, and how that is seen. */
export function featuresModule(versions: readonly VersionDocument[]): string {
  const table = Object.fromEntries(versions.map((version) => [version.name, featuresOf(version)]));
  return [
    'import type { VersionName } from "./operations.ts";',
    "",
    "/** What a request shows: something at a place, and what of it. All that is given has to hold. */",
    "export interface Shown {",
    "  /** JSON Pointer into the request, where `*` stands for any one name. */",
    "  readonly at: string;",
    "  readonly equals?: string | number;",
    "  /** Number of items or members, and a member that does not count. */",
    "  readonly count?: number;",
    "  readonly uncounted?: string;",
    "  /** Characters of the text there, or of its name. */",
    "  readonly length?: number;",
    "  readonly nameLength?: number;",
    "}",
    "",
    "/** Something that the contract offers to clients. */",
    "export interface DocumentedFeature {",
    "  /** Of its operation, and of all its versions that have it. */",
    "  readonly id: string;",
    "  readonly title: string;",
    "  readonly deprecated?: true;",
    "  readonly shown: Shown;",
    "}",
    "",
    "/** What requests of each operation may make use of. */",
    "export const features: Readonly<",
    "  Record<VersionName, Readonly<Record<string, readonly DocumentedFeature[]>>>",
    `> = ${JSON.stringify(table, undefined, 2)};`,
    "",
  ].join("\n");
}

function featuresOf({ document }: VersionDocument): Record<string, Feature[]> {
  const own = listOperations(document).filter(
    ({ kind, definition }) => kind === "operation" && definition["deprecated"] !== true,
  );
  return Object.fromEntries(
    own.map(({ operation, definition }) => [
      operation,
      [
        ...parametersOf(document, definition).flatMap((parameter) => ofParameter(operation, parameter)),
        ...ofValue(document, bodyOf(document, definition), {
          operation,
          names: [],
          pointer: "/body",
          known: new Set(),
        }),
      ],
    ]),
  );
}

function ofParameter(operation: string, parameter: SchemaObject): Feature[] {
  if (parameter["in"] !== "header" || parameter["required"] === true) return [];
  const name = String(parameter["name"]);
  const shown = { at: `/headers/${name.toLowerCase()}` };
  return [{ id: `${operation}/${name}`, title: titled(name, parameter), shown }];
}

function bodyOf(document: SchemaObject, definition: SchemaObject): SchemaObject {
  const [media] = Object.values(at(definition, "requestBody", "content"));
  return resolve(document, at(media, "schema"));
}

/** Where a value stands. */
interface Place {
  readonly operation: string;
  readonly names: readonly string[];
  readonly pointer: string;
  /** Components that were gone through elsewhere in the request: they offer the same in every place. */
  readonly known: Set<unknown>;
}

/** All that may stand below a value, and the limits that it can reach. */
function ofValue(document: SchemaObject, schema: SchemaObject, place: Place): Feature[] {
  const shape = shapeOf(document, schema);
  const found = ofLimits(shape, place);
  for (const [name, member] of Object.entries(at(shape, "properties"))) {
    // What type something is of is no use of it.
    if (name.startsWith("@") || place.names.length >= MAX_NAMES || !isRecord(member)) continue;
    const below = {
      ...place,
      names: [...place.names, name],
      pointer: `${place.pointer}/${name}`,
    };
    if (!strings(shape["required"]).includes(name)) found.push(memberOf(document, member, below));
    const component = componentOf(member);
    if (component !== undefined && place.known.has(component)) continue;
    place.known.add(component);
    found.push(...ofValue(document, member, below));
  }
  const { items } = shape;
  if (isRecord(items)) {
    found.push(feature(place, "several", "several at once", { at: `${place.pointer}/1` }));
    found.push(...ofValue(document, items, { ...place, pointer: `${place.pointer}/*` }));
  }
  return found;
}

function memberOf(document: SchemaObject, member: SchemaObject, place: Place): Feature {
  const { operation, names, pointer } = place;
  return {
    id: [operation, ...names].join("/"),
    title: titled(names.join("."), { ...resolve(document, member), ...member }),
    ...(member["deprecated"] === true && { deprecated: true }),
    shown: { at: pointer },
  };
}

function ofLimits(shape: SchemaObject, place: Place): Feature[] {
  const { pointer } = place;
  const found: Feature[] = [];
  const add = (slug: string, what: string, shown: SchemaObject) =>
    found.push(feature(place, slug, what, { at: pointer, ...shown }));
  const { minimum, maximum, maxItems, maxLength } = shape;
  if (typeof minimum === "number") add("least", `the least, ${minimum}`, { equals: minimum });
  if (typeof maximum === "number") add("most", `the most, ${maximum}`, { equals: maximum });
  if (typeof maxItems === "number") add("most", `as many as may be, ${maxItems}`, { count: maxItems });
  if (typeof maxLength === "number")
    add("longest", `as long as may be, ${maxLength} characters`, { length: maxLength });
  const count = shape["maxProperties"] ?? at(shape, "else")["maxProperties"];
  const [uncounted] = strings(at(shape, "if")["required"]);
  if (typeof count === "number")
    add("most", `as many as may be, ${count}`, { count, ...(uncounted !== undefined && { uncounted }) });
  const each = { at: `${pointer}/*` };
  const nameLength = at(shape, "propertyNames")["maxLength"];
  if (typeof nameLength === "number")
    add("longest-name", `a name as long as may be, ${nameLength} characters`, { ...each, nameLength });
  const length = at(shape, "additionalProperties")["maxLength"];
  if (typeof length === "number")
    add("longest-value", `a value as long as may be, ${length} characters`, { ...each, length });
  return found;
}

function feature({ operation, names }: Place, slug: string, what: string, shown: SchemaObject): Feature {
  return { id: [operation, ...names, slug].join("/"), title: `${names.join(".")}: ${what}`, shown };
}

/** The component that a schema is, itself or beside null. */
function componentOf({ $ref, anyOf }: SchemaObject): unknown {
  return $ref ?? list(anyOf).find((part) => part["$ref"] !== undefined)?.["$ref"];
}

/** A schema with its references followed, all its parts in one, and null left out. */
function shapeOf(document: SchemaObject, schema: SchemaObject): SchemaObject {
  const own = resolve(document, schema);
  const parts = [...list(own["allOf"]), ...list(own["anyOf"])].map((part) => shapeOf(document, part));
  if (parts.length === 0) return own;
  // What it says itself counts most, then its first part.
  const all = [own, ...parts].toReversed();
  return {
    ...Object.fromEntries(all.flatMap((part) => Object.entries(part))),
    properties: Object.fromEntries(all.flatMap((part) => Object.entries(at(part, "properties")))),
    required: all.flatMap((part) => strings(part["required"])),
  };
}

function titled(name: string, { description }: SchemaObject): string {
  if (typeof description !== "string") return name;
  const [sentence] = description.split(/(?<=[.;])\s/);
  return `${name}: ${sentence?.replace(/[.;]$/, "")}`;
}

function list(value: unknown): SchemaObject[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

import fc from "fast-check";

/** Values that a reader is likely to trip over. */
const ODD = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -0,
    1.5,
    2 ** 31,
    -(2 ** 53),
    1e308,
    "",
    " ",
    "0",
    "-5001",
    "7015",
    [],
    {},
    [null],
    [[]],
  ),
  fc.constantFrom(
    "constructor",
    "__proto__",
    "Established",
    "TRANSFERRING",
    "incoming",
    "Deleted",
    "\u0000",
    "\u{1f4de}",
    "\ud800",
  ),
  fc.constantFrom(
    "Microsoft.Communication.callTransferAccepted",
    "#microsoft.graph.call",
    "#microsoft.graph.participant",
    "2022-02-30T25:61:00Z",
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const NAMES = fc.oneof(
  fc.constantFrom(
    "subCode",
    "subcode",
    "resource",
    "resourceUrl",
    "code",
    "state",
    "type",
    "eventType",
    "data",
    "id",
    "value",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "length",
    "",
    "@odata.type",
    "kind",
    "rawId",
    "phoneNumber",
    "identity",
  ),
  fc.string(),
);

/** One change to a body. */
export interface Change {
  /** Chooses the place; reduced to those that there are. */
  readonly place: number;
  readonly kind: "replace" | "remove" | "rename" | "add" | "repeat" | "recase" | "quote" | "take" | "wrap";
  readonly value: unknown;
  readonly name: string;
  readonly other: number;
}

/** Which body, and what happens to it; `cut` says how its text is broken, if it is. */
export interface Mutation {
  readonly base: number;
  readonly changes: readonly Change[];
  readonly cut: { readonly at: number; readonly remove: number; readonly insert: string } | null;
}

const CHANGE: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom("replace", "remove", "rename", "add", "repeat", "recase", "quote", "take", "wrap"),
  value: ODD,
  name: NAMES,
  other: fc.nat(),
});

/** Changes to a body. */
export const MUTATION: fc.Arbitrary<Mutation> = fc.record({
  base: fc.nat(),
  changes: fc.array(CHANGE, { maxLength: 5 }),
  cut: fc.option(fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.string({ maxLength: 3 }) }), {
    freq: 12,
  }),
});

/** A member or an item, and what holds it. */
interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly name: string;
  readonly value: unknown;
}

/** The text of a body with all changes made. */
export function mutated(bodies: readonly unknown[], { base, changes, cut }: Mutation): string {
  const root: Record<string, unknown> = { body: structuredClone(bodies[base % bodies.length]) };
  for (const change of changes) apply(root, change);
  const text = JSON.stringify(root["body"]) ?? "";
  if (cut === null) return text;
  const at = cut.at % (text.length + 1);
  return text.slice(0, at) + cut.insert + text.slice(at + cut.remove);
}

function apply(root: Record<string, unknown>, { place, kind, value, name, other }: Change): void {
  const places = placesIn(root, []);
  const here = places[place % places.length];
  if (!here) return;
  const copy = () => structuredClone(places[other % places.length]?.value);
  switch (kind) {
    case "replace":
      return put(here, structuredClone(value));
    case "remove":
      return drop(here);
    case "rename":
      if (Array.isArray(here.holder)) return;
      drop(here);
      return put({ ...here, name }, here.value);
    case "add":
      return put(here, extended(here.value, name, value));
    case "repeat":
      return put(
        here,
        Array.isArray(here.value) ? [...here.value, ...structuredClone(here.value)] : here.value,
      );
    case "recase":
      if (typeof here.value !== "string") return;
      return put(
        here,
        other % 2 ? here.value.toUpperCase() : here.value.slice(0, 1).toUpperCase() + here.value.slice(1),
      );
    case "quote":
      return put(here, typeof here.value === "number" ? String(here.value) : here.value);
    case "take":
      return put(here, copy());
    default:
      return put(here, [here.value]);
  }
}

function extended(value: unknown, name: string, added: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries([...Object.entries(value), [name, structuredClone(added)]]);
}

function placesIn(holder: Record<string, unknown> | unknown[], found: Place[]): Place[] {
  for (const [name, value] of Object.entries(holder)) {
    found.push({ holder, name, value });
    if (isHolder(value)) placesIn(value, found);
  }
  return found;
}

function isHolder(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === "object" && value !== null;
}

function put({ holder, name }: Place, value: unknown): void {
  // As JSON.parse does, for which `__proto__` is a name like any other.
  Object.defineProperty(holder, name, { value, writable: true, enumerable: true, configurable: true });
}

function drop({ holder, name }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else Reflect.deleteProperty(holder, name);
}

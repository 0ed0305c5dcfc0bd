import { readdirSync, readFileSync } from "node:fs";
import { applyPatch, type Operation } from "rfc6902";
import { parse } from "yaml";
import { bundledContract, isVersionName } from "../bundled.ts";
import type { Change, Contract, Impact, JsonObject, Side } from "../change.ts";
import { isObject, objectOf } from "../json.ts";

/** One change as it is known without any tool. */
export interface KnownChange {
  readonly impact: Impact;
  /** Absent where the edit has no side, such as that of a description. */
  readonly side?: Side;
  readonly rule: string;
}

/** An edit to the contract of a real version, or taking it back. */
export interface Seed {
  /** Ends with `/back` for taking back. */
  readonly id: string;
  readonly area: string;
  readonly version: string;
  readonly what: string;
  readonly known: readonly KnownChange[];
  readonly old: Contract;
  readonly revised: Contract;
}

const FOLDER = new URL(".", import.meta.url);
const IMPACTS: readonly Impact[] = ["breaking", "compatible", "documentation"];
const SIDES: readonly Side[] = [
  "request",
  "response",
  "notification",
  "acknowledgement",
  "document",
  "flow",
  "requirement",
];

/** All seeds, by area, each followed by taking it back. */
export function readSeeds(): Seed[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => {
      const rows: unknown = parse(readFileSync(new URL(file, FOLDER), "utf8"));
      if (!Array.isArray(rows)) throw new TypeError(`${file}: no list.`);
      return rows.flatMap((row) => seedsOf(file.replace(/\.yaml$/, ""), objectOf(row)));
    });
}

/** A change as seeds write it, such as `breaking request sent-member-now-required`. */
export function writtenChange({
  impact,
  side,
  rule,
}: Pick<Change, "impact" | "rule"> & { side?: Side }): string {
  return [impact, side, rule].filter(Boolean).join(" ");
}

function seedsOf(area: string, row: JsonObject): Seed[] {
  const [id, version, what] = [String(row["id"]), String(row["of"]), String(row["what"])];
  const given = patched(partsOf(version), row["given"] ?? [], id);
  const edited = patched(given, row["edit"], id);
  const [before, after] = [contractOf(version, given), contractOf(version, edited)];
  const common = { area, version };
  return [
    { ...common, id, what, known: knownIn(row["known"], id), old: before, revised: after },
    {
      ...common,
      id: `${id}/back`,
      what: `Back from: ${what}`,
      known: knownIn(row["back"], id),
      old: after,
      revised: before,
    },
  ];
}

const known = new Map<string, JsonObject>();

/** Requirements by their ids, so that an edit names the one that it is about. */
function partsOf(version: string): JsonObject {
  const parts = known.get(version) ?? readParts(version);
  known.set(version, parts);
  return parts;
}

function readParts(version: string): JsonObject {
  if (!isVersionName(version)) throw new TypeError(`There is no version ${version}.`);
  const { document, flows = {}, requirements = [] } = bundledContract(version);
  return {
    openapi: document,
    flows,
    requirements: Object.fromEntries(requirements.map((row) => [String(row["id"]), row])),
  };
}

function contractOf(name: string, parts: JsonObject): Contract {
  const flows = Object.entries(objectOf(parts["flows"]));
  return {
    name,
    document: objectOf(parts["openapi"]),
    flows: Object.fromEntries(flows.map(([operation, flow]) => [operation, objectOf(flow)])),
    requirements: Object.values(objectOf(parts["requirements"])).map(objectOf),
  };
}

/** What the edit does not touch both versions share. */
function patched(parts: JsonObject, edit: unknown, id: string): JsonObject {
  const operations = Array.isArray(edit) ? edit.filter(isOperation) : [];
  if (!Array.isArray(edit) || operations.length < edit.length) throw new TypeError(`${id}: no edit.`);
  const pointers = operations.flatMap((operation) =>
    "from" in operation ? [operation.from, operation.path] : [operation.path],
  );
  const copy = pointers.reduce((value: unknown, pointer) => copiedAlong(value, stepsOf(pointer)), parts);
  const faults = applyPatch(copy, structuredClone(operations)).filter((fault) => fault !== null);
  if (faults.length > 0) throw new TypeError(`${id}: ${faults.map(({ message }) => message).join("; ")}`);
  return objectOf(copy);
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Copies what a pointer leads through, but for its end. */
function copiedAlong(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === step ? copiedAlong(item, rest) : item));
  if (!isObject(value)) return value;
  return step in value ? { ...value, [step]: copiedAlong(value[step], rest) } : { ...value };
}

function isOperation(value: unknown): value is Operation {
  return isObject(value) && typeof value["op"] === "string" && typeof value["path"] === "string";
}

function knownIn(value: unknown, id: string): KnownChange[] {
  if (!Array.isArray(value)) throw new TypeError(`${id}: it is not said what is known.`);
  return value.map((text) => {
    const words = String(text).split(" ");
    const impact = IMPACTS.find((one) => one === words[0]);
    const side = SIDES.find((one) => one === words[1]);
    const rule = words.at(-1) ?? "";
    if (!impact || words.length !== (side ? 3 : 2)) throw new TypeError(`${id}: what is "${String(text)}"?`);
    return { impact, rule, ...(side && { side }) };
  });
}

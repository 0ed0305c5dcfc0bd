import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract, JsonObject } from "./change.ts";
import { ContractError } from "./contract-error.ts";
import { isObject } from "./json.ts";
import { checkDepth, checkReferences } from "./references.ts";

const ENDINGS = ["json", "yaml", "yml"];

/** Loads the package that reads YAML. */
export type LoadYaml = () => Promise<{ readonly parse: (text: string) => unknown }>;

/** A file of a contract. */
interface PartFile {
  readonly file: string;
  readonly value: unknown;
}

/**
 * Reads an OpenAPI document.
 *
 * @param name - what it is called in messages
 * @throws ContractError for a file that holds no bundled OpenAPI document
 */
export async function readDocument(file: string, name: string, loadYaml: LoadYaml): Promise<JsonObject> {
  const document = await readPart(file, name, loadYaml);
  const version = isObject(document) ? document["openapi"] : undefined;
  if (isObject(document) && typeof version === "string" && /^3\.[01](\.|$)/.test(version)) {
    checkReferences(document, name);
    return document;
  }
  if (isObject(document) && "swagger" in document)
    throw new ContractError(
      "ERR_NO_OPENAPI",
      `${name} is Swagger 2.0. Convert it to OpenAPI 3 first, such as with npx swagger2openapi.`,
    );
  const said = typeof version === "string" ? `is OpenAPI ${version}` : 'has no "openapi"';
  throw new ContractError(
    "ERR_NO_OPENAPI",
    `${name} ${said}. Documents of OpenAPI 3.0 and 3.1 are compared.`,
  );
}

/**
 * Reads a folder: its document, and its flows and requirements where it has them.
 *
 * @throws ContractError for a folder without a document, and for a file that does not hold what its name says
 */
export async function readFolder(folder: string, name: string, loadYaml: LoadYaml): Promise<Contract> {
  const file = fileOf(folder, "openapi");
  if (file === undefined)
    throw new ContractError("ERR_NO_OPENAPI", `${name} holds no openapi.json, openapi.yaml or openapi.yml.`);
  const part = async (kind: string): Promise<PartFile | undefined> => {
    const found = fileOf(folder, kind);
    return found === undefined
      ? undefined
      : { file: found, value: await readPart(join(folder, found), join(name, found), loadYaml) };
  };
  const [flows, requirements] = [await part("flows"), await part("requirements")];
  for (const read of [flows, requirements])
    if (read) checkDepth({ value: read.value }, join(name, read.file));
  return {
    name,
    document: await readDocument(join(folder, file), join(name, file), loadYaml),
    ...(flows && { flows: flowsIn(flows, name) }),
    ...(requirements && { requirements: requirementsIn(requirements, name) }),
  };
}

/** The file of a folder that holds a part, by its name alone. */
export function fileOf(folder: string, kind: string): string | undefined {
  return ENDINGS.map((ending) => `${kind}.${ending}`).find((file) => existsSync(join(folder, file)));
}

function flowsIn({ file, value }: PartFile, name: string): Readonly<Record<string, JsonObject>> {
  const entries = isObject(value) ? Object.entries(value) : [];
  const flows = entries.filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  if (isObject(value) && flows.length === entries.length) return Object.fromEntries(flows);
  throw new ContractError(
    "ERR_MALFORMED",
    `${join(name, file)} has to hold flows by the names of operations.`,
  );
}

function requirementsIn({ file, value }: PartFile, name: string): readonly JsonObject[] {
  const where = join(name, file);
  const rows = Array.isArray(value) ? value.filter(isObject) : [];
  const ids = rows.map(({ id }) => id);
  if (!Array.isArray(value) || rows.length < value.length || !ids.every((id) => typeof id === "string"))
    throw new ContractError("ERR_MALFORMED", `${where} has to hold a list of requirements, each with an id.`);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new ContractError("ERR_MALFORMED", `${where} holds ${twice} twice.`);
  return rows;
}

async function readPart(file: string, name: string, loadYaml: LoadYaml): Promise<unknown> {
  const text = textOf(file, name);
  const isJson = file.endsWith(".json") || /^\s*[{[]/.test(text);
  const parse = isJson ? (json: string): unknown => JSON.parse(json) : await yamlParser(name, loadYaml);
  try {
    return parse(text);
  } catch (error) {
    const kind = isJson ? "JSON" : "YAML";
    throw new ContractError("ERR_MALFORMED", `${name} is no ${kind}: ${messageOf(error)}`, { cause: error });
  }
}

/** Without the mark that some editors put before a text. */
function textOf(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new ContractError("ERR_UNREADABLE", `${name} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

async function yamlParser(name: string, loadYaml: LoadYaml): Promise<(text: string) => unknown> {
  try {
    const { parse } = await loadYaml();
    return (text) => parse(text);
  } catch (error) {
    throw new ContractError(
      "ERR_YAML_MISSING",
      `${name} is YAML, which the package yaml reads: npm install yaml. Or give it as JSON.`,
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n")[0] ?? "").replace(/:$/, "");
}

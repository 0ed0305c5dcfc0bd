import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at } from "./document.ts";
import { methodsOf } from "./operations.ts";
import { isRecord, isSchema, type Schema, type SchemaObject } from "./schema.ts";
import { typeModule } from "./types.ts";
import { compiledModule } from "./validators.ts";

/** One operation of the control API. */
interface ControlOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** The status of success. */
  readonly status: number;
  /** Absent where the request has no body. */
  readonly body: Schema | undefined;
}

/** The control API of the simulator. It is one file, so nothing has to be bundled. */
export function readControl(root: string): SchemaObject {
  const document: unknown = parse(readFileSync(join(root, "specs/simulator.yaml"), "utf8"));
  if (!isRecord(document)) throw new Error("specs/simulator.yaml is not an OpenAPI document.");
  return document;
}

/** What follows from the control API, by the name of the file below `generated/simulator/`. */
export async function simulatorFiles(document: SchemaObject, banner: string): Promise<Map<string, string>> {
  const operations = controlOperations(document);
  const bodies = operations.flatMap(({ name, body }): [string, Schema][] =>
    body === undefined ? [] : [[name, body]],
  );
  return new Map([
    ["openapi.json", `${JSON.stringify(document, undefined, 2)}\n`],
    ["types.ts", banner + (await typeModule({ document }))],
    ["paths.ts", banner + pathsModule(operations)],
    // Strict, so that a wrong tag is told together with those that are known. Nothing in the document is closed.
    ["validators.js", banner + compiledModule(document, "strict", Object.fromEntries(bodies))],
    ["validators.d.ts", banner + declarations(bodies.map(([name]) => name))],
  ]);
}

/** Every operation, in the order of the document. */
export function controlOperations(document: SchemaObject): ControlOperation[] {
  return Object.entries(at(document, "paths")).flatMap(([path, item]) =>
    methodsOf(item).map(({ method, definition }) => {
      const { operationId: name } = definition;
      if (typeof name !== "string") throw new Error(`${method} ${path} lacks operationId.`);
      const status = Number(Object.keys(at(definition, "responses")).find((key) => key.startsWith("2")));
      if (Number.isNaN(status)) throw new Error(`${name} has no status of success.`);
      const schema = at(definition, "requestBody", "content", "application/json")["schema"];
      return {
        name,
        method: method.toUpperCase(),
        path,
        status,
        body: isSchema(schema) ? schema : undefined,
      };
    }),
  );
}

function pathsModule(operations: readonly ControlOperation[]): string {
  const lines = operations.map(
    ({ name, ...facts }) =>
      `  ${name}: { method: ${JSON.stringify(facts.method)}, path: ${JSON.stringify(facts.path)}, status: ${facts.status} },`,
  );
  return [
    "/** Method, path and status of success of each operation of the control API. */",
    "export const controlPaths = {",
    ...lines,
    "} as const;",
    "",
  ].join("\n");
}

function declarations(names: readonly string[]): string {
  return [
    'import type { Validator } from "../contract.ts";',
    "",
    ...names.map((name) => `export declare const ${name}: Validator;`),
    "",
  ].join("\n");
}

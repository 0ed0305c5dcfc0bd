import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { VersionDocument } from "./document.ts";
import { at, resolve } from "./document.ts";
import { listOperations } from "./operations.ts";
import { isRecord, type SchemaObject } from "./schema.ts";

/** A documented message as its file has it, without the text of the document. */
export type ExampleFile = SchemaObject & { readonly id: string };

/** Every documented message, in the order of documents and places. */
export function readExamples(root: string): ExampleFile[] {
  const folder = join(root, "specs/examples");
  const documents = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  return documents.flatMap((document) =>
    readdirSync(join(folder, document))
      .filter((file) => file.endsWith(".json"))
      .toSorted()
      .map((file) => {
        const parsed: unknown = JSON.parse(readFileSync(join(folder, document, file), "utf8"));
        if (!isRecord(parsed) || typeof parsed["id"] !== "string") throw new Error(`${file} lacks an id.`);
        const { documented: _documented, sha256: _sha256, lines: _lines, errata: _errata, ...kept } = parsed;
        return { ...kept, id: parsed["id"] };
      }),
  );
}

/**
 * `generated/examples.ts`. Each body must satisfy the generated type of its message, so that the compiler judges
 * the types by every documented message.
 */
export function examplesModule(
  examples: readonly ExampleFile[],
  versions: readonly VersionDocument[],
): string {
  const entries = examples.map((example) => {
    const { message, ...facts } = example;
    const { body, ...head } = at({ message }, "message");
    const lines = [
      JSON.stringify(facts, undefined, 2).slice(0, -2),
      `,\n  "message": ${JSON.stringify(head).slice(0, -1)}`,
    ];
    if (body !== undefined) {
      const type = bodyType(example, versions);
      lines.push(`, "body": ${JSON.stringify(body, undefined, 2)} satisfies ${type}`);
    }
    return `${lines.join("")} }\n}`;
  });
  return [
    'import type { DocumentedMessage } from "./contract.ts";',
    'import type { VersionTypes } from "./operations.ts";',
    "",
    "/** Every documented HTTP message, repaired, in documented order. */",
    `export const examples: readonly DocumentedMessage[] = [${entries.join(",\n")}];`,
    "",
  ].join("\n");
}

/** The generated type of a documented body. */
function bodyType(example: ExampleFile, versions: readonly VersionDocument[]): string {
  const { operation, apiVersion, direction, webhook } = example;
  const version = versions.find(
    ({ name }) => name === `${String(operation).split(".")[0]}@${String(apiVersion)}`,
  );
  if (!version) throw new Error(`${example.id}: there is no version ${String(apiVersion)}.`);
  const { document, name } = version;
  const entry = listOperations(document).find((candidate) =>
    direction === "notification" ? candidate.operation === webhook : candidate.operation === operation,
  );
  const holder =
    direction === "response"
      ? resolve(document, at(entry?.definition, "responses")[String(at(example, "message")["status"])])
      : at(entry?.definition, "requestBody");
  const media = Object.values(at(holder, "content"))[0];
  const reference = at(media, "schema")["$ref"];
  if (typeof reference !== "string") throw new Error(`${example.id}: the body has no schema of its own.`);
  return `VersionTypes["${name}"]["schemas"]["${reference.split("/").at(-1)}"]`;
}

/** The document with the documented messages as OpenAPI examples, for readers and mock servers. */
export function withExamples(version: VersionDocument, examples: readonly ExampleFile[]): SchemaObject {
  const document = structuredClone(version.document);
  for (const entry of listOperations(document)) {
    for (const example of examples) {
      if (entry.kind === "operation" && example["operation"] !== entry.operation) continue;
      if (entry.kind === "webhook" && !String(example["operation"]).startsWith(`${version.service}.`))
        continue;
      const { definition } = entry;
      if (entry.kind === "operation" && example["direction"] === "request") {
        attach(at(definition, "requestBody"), example);
      } else if (entry.kind === "operation" && example["direction"] === "response") {
        const status = String(at(example, "message")["status"]);
        attach(resolve(document, at(definition, "responses")[status]), example);
      } else if (entry.kind === "webhook" && example["webhook"] === entry.operation) {
        attach(at(definition, "requestBody"), example);
      }
    }
  }
  return document;
}

function attach(holder: SchemaObject, example: ExampleFile): void {
  const value = at(example, "message")["body"];
  for (const media of Object.values(at(holder, "content"))) {
    if (value === undefined || !isRecord(media)) continue;
    const examples = isRecord(media["examples"]) ? media["examples"] : {};
    const named = { ...examples, [example.id.replace("/", ".")]: { summary: example["place"], value } };
    Object.assign(media, { examples: named });
  }
}

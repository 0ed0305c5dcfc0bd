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

/** `generated/examples.ts`. */
export function examplesModule(examples: readonly ExampleFile[]): string {
  return [
    'import type { DocumentedMessage } from "./contract.ts";',
    "",
    "/** Every documented HTTP message, repaired, in documented order. */",
    `export const examples: readonly DocumentedMessage[] = ${JSON.stringify(examples, undefined, 2)};`,
    "",
  ].join("\n");
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

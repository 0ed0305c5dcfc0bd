import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { listVersions } from "./document.ts";
import type { SchemaObject } from "./schema.ts";
import { validatorModule, validatorNames } from "./validators.ts";

// Node gives the default import of these two CommonJS modules as the whole module, vitest unwraps it.
vi.mock("ajv/dist/vocabularies/next.js", async () => {
  const { createRequire } = await import("node:module");
  const loaded: unknown = createRequire(import.meta.url)("ajv/dist/vocabularies/next.js");
  return { default: loaded };
});
vi.mock("ajv/dist/standalone/index.js", async () => {
  const { createRequire } = await import("node:module");
  const loaded: unknown = createRequire(import.meta.url)("ajv/dist/standalone/index.js");
  return { default: loaded };
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const generated = join(root, "generated");
const files = readdirSync(generated, { recursive: true, encoding: "utf8" }).toSorted();
const modules = files.filter((name) => /validators\.\w+\.js$/.test(name));

const versions = listVersions(root);

test("each version has a strict and a tolerant module", () => {
  expect(modules).toHaveLength(2 * versions.length);
});

test.each(modules)("%s needs no other module and evaluates no text", (name) => {
  const code = readFileSync(join(generated, name), "utf8");
  expect(code).toContain("export const validators");
  expect(code).not.toMatch(/\brequire\s*\(/);
  expect(code).not.toMatch(/^\s*import\b/m);
  expect(code).not.toMatch(/^\s*export\b.*\bfrom\b/m);
  expect(code).not.toMatch(/\bimport\s*\(/);
  expect(code).not.toMatch(/\bnew Function\b|\beval\s*\(/);
});

/** What a module imports besides types. */
function importedValues(code: string): string[] {
  return [...code.matchAll(/^import (?!type\b).*from "([^"]+)";$/gm)].map(([, from = ""]) => from);
}

test.each(files.filter((name) => name.endsWith("/routes.ts")))("%s imports types only", (name) => {
  const code = readFileSync(join(generated, name), "utf8");
  expect(code).toContain("export const routes");
  expect(code).not.toMatch(/\brequire\s*\(/);
  expect(importedValues(code)).toEqual([]);
});

test("the table of all routes imports those of the versions and nothing else", () => {
  const folders = files.filter((name) => name.endsWith("/routes.ts")).map((name) => `./${name}`);
  expect(folders).toHaveLength(versions.length);
  expect(importedValues(readFileSync(join(generated, "routes.ts"), "utf8"))).toEqual(folders);
});

test("the modules judge in a bare node process, far from any package", () => {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-test-"));
  try {
    const names = modules.map((name, index) => {
      copyFileSync(join(generated, name), join(folder, `v${index}.mjs`));
      return `v${index}.mjs`;
    });
    const main = [
      ...names.map((name, index) => `import { validators as v${index} } from "./${name}";`),
      `for (const table of [${names.map((_, index) => `v${index}`).join(", ")}]) {`,
      "  const [operation] = Object.values(table.operations);",
      "  const judged = operation.request({ path: {}, query: {}, headers: {}, body: {} });",
      "  console.log(judged, operation.request.errors.length > 0, Object.keys(table.operations).length);",
      "}",
      "const events = [{ id: '1', source: 'x', type: 'Microsoft.Communication.X', specversion: '1.0', data: {} }];",
      "const message = { path: {}, query: {}, headers: {}, body: events };",
      "console.log(v0.webhooks.callAutomationEvents.request(message));",
    ];
    writeFileSync(join(folder, "main.mjs"), main.join("\n"));
    const output = execFileSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" });
    expect(output.trim().split("\n")).toEqual([...modules.map(() => "false true 2"), "true"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("a module of a made-up version", () => {
  const version = (schema: SchemaObject, more: SchemaObject = {}) => {
    const operation = (body: SchemaObject) => ({
      post: {
        "x-operation": "made.park",
        requestBody: { content: { "application/json": { schema: body } } },
        responses: { "202": { description: "Taken." } },
      },
    });
    const paths = { "/park": operation(schema), ...("body" in more ? { "/old/park": operation(more) } : {}) };
    return { service: "made", apiVersion: "1", name: "made@1", document: { paths } };
  };

  test("has one function for the request and one for each response", () => {
    expect(validatorNames(version({ type: "object" }))).toEqual([
      {
        operation: "made.park",
        kind: "operation",
        request: "made_park_request",
        responses: { "202": "made_park_202" },
      },
    ]);
    const code = validatorModule(version({ type: "object" }), "strict");
    expect(code).toContain("export const made_park_request");
    expect(code).toContain("export const made_park_202");
  });

  test("counts characters without a package", () => {
    const code = validatorModule(version({ type: "string", maxLength: 5 }), "strict");
    expect(code).not.toContain("ucs2length");
    expect(code).not.toMatch(/\brequire\s*\(/);
  });

  test("is refused where it would need a package at run time", () => {
    expect(() => validatorModule(version({ const: { a: 1 } }), "strict")).toThrow(
      /The validators would need require\(.*\) at run time\./,
    );
  });

  test("is refused where a format is unknown", () => {
    expect(() => validatorModule(version({ type: "string", format: "hostname" }), "strict")).toThrow(
      "hostname",
    );
  });

  test("is refused where two paths of one operation accept different bodies", () => {
    const differing = version({ type: "object" }, { type: "array", body: true });
    expect(() => validatorModule(differing, "strict")).toThrow(
      "made@1: the paths of made.park differ in what they accept.",
    );
  });
});

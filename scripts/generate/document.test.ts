import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listVersions } from "./document.ts";
import { isRecord } from "./schema.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isRecord(value)) return [];
  const own = value["$ref"];
  return [...(typeof own === "string" ? [own] : []), ...Object.values(value).flatMap(references)];
}

test("every version is found, oldest first within its service", () => {
  const files = listVersions(root).map(({ file }) => file);
  expect(files).toEqual(files.toSorted());
  expect(files).toEqual(
    expect.arrayContaining([
      "specs/acs/2024-09-15.yaml",
      "specs/acs/2026-03-12.yaml",
      "specs/graph/beta.yaml",
      "specs/graph/v1.0.yaml",
    ]),
  );
});

test.each(["acs", "graph"])(
  "components of %s refer only to each other, so that no version changes their closure",
  (service) => {
    const folder = join(root, "specs", service, "components");
    const found = readdirSync(folder).flatMap((file) =>
      references(parse(readFileSync(join(folder, file), "utf8"))),
    );
    expect(found.length).toBeGreaterThan(5);
    expect(found.filter((reference) => !/^(?:[\w-]+\.yaml)?#\/\w+$/.test(reference))).toEqual([]);
  },
);

test.each(listVersions(root).map(({ file }) => file))(
  "%s is OpenAPI 3.1.1 in the dialect of 2020-12",
  (file) => {
    expect(parse(readFileSync(join(root, file), "utf8"))).toMatchObject({
      openapi: "3.1.1",
      jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    });
  },
);

test.each(listVersions(root))(
  "the bundle of $service $apiVersion holds each component once",
  ({ service, apiVersion }) => {
    const file = join(root, "generated", service, apiVersion, "openapi.json");
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    const components =
      isRecord(parsed) && isRecord(parsed["components"]) ? parsed["components"]["schemas"] : {};
    const names = Object.keys(isRecord(components) ? components : {});
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => /-\d+$/.test(name))).toEqual([]);
  },
);

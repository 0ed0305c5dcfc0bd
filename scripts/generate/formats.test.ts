import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { stringFormats } from "./formats.ts";

const generated = fileURLToPath(new URL("../../generated", import.meta.url));
const formats = stringFormats();

test.each(Object.entries(formats))("%s is a regular expression without state", (_name, pattern) => {
  expect(pattern).toBeInstanceOf(RegExp);
  expect(pattern.flags).not.toMatch(/[gy]/);
});

/** The names under `format` of everything that says it is text. */
function textFormats(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textFormats);
  if (typeof value !== "object" || value === null) return [];
  const below = Object.values(value).flatMap(textFormats);
  const isText = "type" in value && [value.type].flat().includes("string");
  return isText && "format" in value && typeof value.format === "string" ? [value.format, ...below] : below;
}

test("the specs use these formats for text, and no other", () => {
  const documents = readdirSync(generated, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("openapi.json"))
    .map((name): unknown => JSON.parse(readFileSync(join(generated, name), "utf8")));
  expect(documents.length).toBeGreaterThan(4);
  expect([...new Set(textFormats(documents))].toSorted()).toEqual(Object.keys(formats).toSorted());
});

describe("the formats", () => {
  test.each([
    ["date-time-rfc1123", "Sun, 06 Nov 1994 08:49:37 GMT"],
    ["date-time", "2026-03-12T08:49:37.1234567+00:00"],
    ["date-time", "2026-03-12T08:49:37Z"],
    ["uuid", "1d7fd4e5-c5d6-4f75-94f1-2b7f3d1a9f10"],
    ["uri-reference", "calling/callConnections/441f1200"],
  ])("%s accepts %s", (name, text) => {
    expect(formats[name]?.test(text)).toBe(true);
  });

  test.each([
    ["date-time-rfc1123", "Sun, 6 Nov 1994 08:49:37 GMT"],
    ["date-time-rfc1123", "Sunday, 06-Nov-94 08:49:37 GMT"],
    ["date-time-rfc1123", "Sun, 06 Nov 1994 08:49:37 GMT."],
    ["date-time-rfc1123", "Sun, 06 Nov 1994 08:49:37 +0000"],
    ["date-time", "2026-03-12"],
    ["date-time", "yesterday"],
    ["uuid", "1d7fd4e5"],
    ["uri-reference", "calling\\callConnections"],
    ["uri-reference", "calling/call connections"],
  ])("%s refuses %s", (name, text) => {
    expect(formats[name]?.test(text)).toBe(false);
  });
});

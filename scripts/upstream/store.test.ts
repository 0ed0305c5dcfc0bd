import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { jsonText } from "./json-text.ts";
import { readStored, storedText } from "./store.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stored = [...readStored(root, "acs"), ...readStored(root, "graph")];

/** Every text in a document but the mark of the generator, by the keyword that it stands under. */
function texts(value: unknown, keyword = ""): string[] {
  if (typeof value === "string") return [`${keyword}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((part: unknown) => texts(part, keyword));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => texts(part, name));
}

test.each(stored.map((definition) => [definition.source, definition] as const))(
  "%s holds names, types and values, and no prose",
  (_source, { document }) => {
    const words = texts(document).filter((text) => /[^:] /.test(text.replace(/^[^:]*: /, "")));
    expect(words).toEqual([]);
  },
);

test("a stored definition says first what made it", () => {
  const [definition] = stored;
  if (definition === undefined) throw new Error("Nothing is stored.");
  const text = storedText({ ...definition, source: "a/file.json" });
  expect(text.split("\n")[1]).toBe(
    '  "x-generated": "By npm run upstream -- --write, from a/file.json. Do not edit.",',
  );
});

test("JSON stands on one line where it fits, as the formatter has it", () => {
  expect(
    jsonText({
      short: { a: [1, "two"], b: {}, c: [] },
      rows: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      one: [{ a: 1, b: 2 }],
      long: ["x".repeat(60), "y".repeat(60)],
    }),
  ).toBe(`{
  "short": { "a": [1, "two"], "b": {}, "c": [] },
  "rows": [
    { "a": 1, "b": 2 },
    { "a": 3, "b": 4 }
  ],
  "one": [{ "a": 1, "b": 2 }],
  "long": [
    "${"x".repeat(60)}",
    "${"y".repeat(60)}"
  ]
}
`);
});

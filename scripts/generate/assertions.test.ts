import { expect, test } from "vitest";
import { forValidators } from "./transform.ts";

const lookup = () => ({});

test("an assertion that the generator does not know stops it, so that no rule is lost in silence", () => {
  expect(() => forValidators({ type: "integer", multipleOf: 2 }, "strict", lookup)).toThrow(
    'The generator does not know the keyword "multipleOf".',
  );
});

test("only the tolerant validators overlook what the spec marks as tolerated", () => {
  const schema = { type: "string", pattern: "^a", "x-tolerated": ["pattern"] };
  expect(forValidators(schema, "tolerant", lookup)).toEqual({ type: "string" });
  expect(forValidators(schema, "strict", lookup)).toEqual({ type: "string", pattern: "^a" });
});

import { describe, expect, test } from "vitest";
import { readChangeset } from "./changeset.ts";

const HEAD = '---\n"made-up": minor\n---\n';
const read = (text: string) => readChangeset("a.md", text, "made-up");

test("a changeset is a weight, what users are told, and what breaks", () => {
  const text = `${HEAD}\nCalls can be parked.\n\nAlso twice.\n\n### Breaking\n\n- \`Call\` of \`made-up/acs\`: ask.\n- \`f\`\n`;
  expect(read(text)).toEqual({
    file: "a.md",
    bump: "minor",
    prose: "Calls can be parked.\n\nAlso twice.",
    breaking: "- `Call` of `made-up/acs`: ask.\n- `f`",
  });
  expect(read(text.replaceAll("\n", "\r\n")).breaking).toBe("- `Call` of `made-up/acs`: ask.\n- `f`");
  expect(read(`${HEAD}\nNothing breaks.\n`).breaking).toBe("");
});

describe("is refused", () => {
  test.each([
    ["without a head", "Calls.", "two lines of ---"],
    ["of another package", HEAD.replace("made-up", "other") + "Calls.", '"made-up": patch, minor or major'],
    ["of two packages", HEAD.replace("minor\n", 'minor\n"b": patch\n') + "Calls.", "and nothing else"],
    ["of no package", "---\n---\nCalls.", "two lines of ---"],
    ["of an empty head", "---\n\n---\nCalls.", "and nothing else"],
    ["of no weight", HEAD.replace("minor", "tiny") + "Calls.", "patch, minor or major"],
    ["with a head that is no YAML", "---\n: [\n---\nCalls.", "patch, minor or major"],
    ["that says nothing", HEAD, "says nothing"],
    ["that says only what breaks", `${HEAD}### Breaking\n\n- \`f\``, "says nothing"],
    ["with a section of its own", `${HEAD}Calls.\n\n## 0.9.0`, "another heading"],
    [
      "with two lists of what breaks",
      `${HEAD}Calls.\n\n### Breaking\n\n- a\n\n### Breaking\n\n- b`,
      "another heading",
    ],
    ["whose list is no list", `${HEAD}Calls.\n\n### Breaking\n\nAll of it.`, "something else than one list"],
    ["whose list is missing", `${HEAD}Calls.\n\n### Breaking\n`, "something else than one list"],
    [
      "that breaks in a patch",
      `${HEAD.replace("minor", "patch")}Calls.\n\n### Breaking\n\n- a`,
      "is no patch",
    ],
  ])("one %s", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(".changeset/a.md: ");
  });
});

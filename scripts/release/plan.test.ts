import { expect, test } from "vitest";
import { hindrances, relocked, renamed, stageOf, type Standing } from "./plan.ts";

const pending = [{ file: "a.md", bump: "minor", prose: "A.", breaking: "" }] as const;
const standing = (heading: string, given: Partial<Standing> = {}): Standing => ({
  version: "0.1.0",
  changelog: `# Changelog\n\n## ${heading}\n\n- A.\n`,
  pending: [],
  ...given,
});

test.each([
  ["something is pending", standing("0.1.0", { pending }), "prepare"],
  ["the version is not released", standing("0.1.0 (unreleased)"), "prepare"],
  ["all of it is told", standing("0.1.0"), "publish"],
])("where %s: %s", (_, given, stage) => expect(stageOf(given)).toBe(stage));

test("a changelog of another version is a fault, not a release", () => {
  expect(() => stageOf(standing("0.2.0"))).toThrow(
    "CHANGELOG.md begins with 0.2.0, and package.json has 0.1.0.",
  );
});

test("nothing is published unprepared, or without a repository that its proof can name", () => {
  const url = "git+https://github.com/contoso/call-handoff.git";
  expect(hindrances(standing("0.1.0"), { type: "git", url })).toEqual([]);
  expect(hindrances(standing("0.1.0"), "github:contoso/call-handoff")).toEqual([]);
  for (const none of [undefined, "", {}, { url: "" }, { url: 1 }])
    expect(hindrances(standing("0.1.0"), none)).toEqual([expect.stringContaining("names no repository")]);
  expect(hindrances(standing("0.1.0 (unreleased)"), { url })).toEqual([
    expect.stringContaining("0.1.0 is not prepared: run npm run release"),
  ]);
  expect(hindrances(standing("0.1.0", { pending }), undefined)).toHaveLength(2);
});

test("pages name the new version of the action, and other versions stay", () => {
  expect(renamed("uses: OWNER/a@v0.1.0 and b@v0.1.0, a@v0.0.9", "a", "0.1.0", "0.2.0")).toBe(
    "uses: OWNER/a@v0.2.0 and b@v0.1.0, a@v0.0.9",
  );
});

test("the lock file gets the new version of the package, and no other", () => {
  const lock = (version: string) =>
    JSON.stringify(
      { name: "a", version, packages: { "": { version }, "node_modules/b": { version: "0.1.0" } } },
      undefined,
      2,
    );
  expect(relocked(lock("0.1.0"), "0.1.0", "0.2.0")).toBe(lock("0.2.0"));
  expect(() => relocked(lock("0.3.0"), "0.1.0", "0.2.0")).toThrow("package-lock.json is not that of 0.1.0.");
  expect(() => relocked("{}", "0.1.0", "0.2.0")).toThrow("package-lock.json is not that of 0.1.0.");
});

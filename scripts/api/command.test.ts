import { describe, expect, test } from "vitest";
import { adviceOn, describe as lines, judge, type Given, type Outcome } from "./command.ts";

const ENTRY = "made-up/acs";
const SILENT = "# Changelog\n\n## 0.2.0 (unreleased)\n\n- Nothing.\n\n## 0.1.0\n";

function telling(...items: readonly string[]): string {
  const list = items.map((item) => `- ${item}\n`).join("");
  return SILENT.replace("- Nothing.\n", `- Nothing.\n\n### Breaking\n\n${list}\n### Fixed\n\n- A fault.\n`);
}

function judged(text: string, given: Partial<Given> = {}): Outcome {
  const modules = new Map([[ENTRY, text]]);
  return judge({ version: "0.2.0", modules, files: [], pages: new Map(), changelog: SILENT, ...given });
}

const BEFORE = "export interface Call { readonly id: string; }";
const AFTER = "export interface Call { }";
const FIRST = judged(BEFORE).pages;
const NOTE = `\`Call\` of \`${ENTRY}\`: ask for it.`;

describe("the snapshot", () => {
  test("is written the first time without any question", () => {
    const { pages, changes, untold } = judged(BEFORE);
    expect([...pages.keys()]).toEqual(["acs.api.md", "package.api.md"]);
    expect(pages.get("acs.api.md")).toContain(`# \`${ENTRY}\`\n`);
    expect(pages.get("acs.api.md")).toContain(BEFORE);
    expect([changes, untold]).toEqual([[], []]);
  });

  test("is the same for the same types", () => {
    const { pages, changes } = judged(BEFORE, { pages: FIRST });
    expect(pages).toEqual(FIRST);
    expect(changes).toEqual([]);
  });

  test("takes additions as they come", () => {
    const { changes, untold, pages } = judged(`${BEFORE}\n\nexport type New = 1;`, { pages: FIRST });
    expect(lines(changes)).toEqual([`compatible: ${ENTRY}: New is a new export`]);
    expect(untold).toEqual([]);
    expect(pages.get("acs.api.md")).toContain("New");
  });

  test("that somebody has spoilt is told of by its file", () => {
    const spoilt = new Map(FIRST).set("acs.api.md", "spoilt");
    expect(() => judged(BEFORE, { pages: spoilt })).toThrow(
      "docs/api/acs.api.md is no page of the snapshot.",
    );
  });

  test.each(["acs.api.md", "package.api.md"])(
    "of which %s is missing is not taken for a new entry",
    (file) => {
      const { pages } = judged(AFTER, { pages: FIRST, changelog: telling(NOTE) });
      const rest = new Map(pages);
      rest.delete(file);
      expect(() => judged(AFTER, { pages: rest })).toThrow(`docs/api/${file} is missing.`);
    },
  );

  test("that is gone is not taken for the first one, if there was one", () => {
    expect(() => judged(AFTER, { isCommitted: true })).toThrow("docs/api/ has no page.");
  });

  test("lists its pages, and has no other", () => {
    expect(FIRST.get("package.api.md")).toMatch(/\n## Pages\n\n- \[acs\.api\.md\]\(acs\.api\.md\)\n$/);
    const added = new Map(FIRST).set("more.api.md", FIRST.get("acs.api.md") ?? "");
    expect(() => judged(BEFORE, { pages: added })).toThrow("package.api.md does not list more.api.md.");
  });
});

describe("what breaks users", () => {
  test("needs a line in the changelog, which is offered", () => {
    const { untold, notes } = judged(AFTER, { pages: FIRST });
    expect(adviceOn(untold, notes)).toEqual([
      `breaking: ${ENTRY}: Call, id, is gone`,
      'No changeset tells of this. Take it back, or add below "### Breaking" of one (npm run changeset), or of the section "0.2.0 (unreleased)" of CHANGELOG.md:',
      `- \`Call\` of \`${ENTRY}\`: what became of it, and what its users do now`,
    ]);
  });

  test.each([
    ["names both", telling(NOTE), true],
    ["goes on in the next line", telling("`Call` of\n  `made-up/acs`: ask."), true],
    ["names no entry", telling("`Call`: ask."), false],
    ["names another export", telling("`Calls` of `made-up/acs`: ask."), false],
    ["is in two lines", telling("`Call` is gone.", "Something of `made-up/acs`."), false],
    ["is of another list", SILENT.replace("Nothing.", NOTE), false],
    [
      "is in a comment or block beside the list",
      telling("Nothing.").replace("### Fixed", `<!--\n- ${NOTE}\n-->\n\n~~~\n- ${NOTE}\n~~~\n\n### Fixed`),
      false,
    ],
    ["is in a comment of a line", telling(`Nothing. <!-- ${NOTE} -->`), false],
    ["is in a block of code", telling(`As this:\n\n  \`\`\`md\n  ${NOTE}\n  \`\`\``), false],
    [
      "is below a heading in a comment",
      SILENT.replace("- Nothing.", `<!--\n### Breaking\n-->\n\n- ${NOTE}`),
      false,
    ],
    ["is of an older section", `${SILENT}\n### Breaking\n\n- ${NOTE}\n`, false],
  ])("is told of by a line that %s: %s", (_, changelog, isTold) => {
    expect(judged(AFTER, { pages: FIRST, changelog }).untold.length).toBe(isTold ? 0 : 1);
  });

  test("is nobody's before the first release", () => {
    const changelog = "# Changelog\n\n## 0.1.0 (unreleased)\n\n- First.\n";
    const { untold, changes, pages } = judged(AFTER, { pages: FIRST, changelog });
    expect(untold).toEqual([]);
    expect(lines(changes)).toEqual([expect.stringContaining("breaking: ")]);
    // Nor does it come back with the release.
    const released = changelog.replace(" (unreleased)", "");
    expect(judged(AFTER, { pages, changelog: released }).untold).toEqual([]);
  });

  describe("after a release", () => {
    const released = (changelog: string) => changelog.replace(" (unreleased)", "");
    const pending = [`### Breaking\n\n- ${NOTE}`];

    test("is told of by a changeset", () => {
      const changelog = released(SILENT);
      const { untold, notes } = judged(AFTER, { pages: FIRST, changelog });
      expect(adviceOn(untold, notes)[1]).toBe(
        'No changeset tells of this. Take it back, or add below "### Breaking" of one (npm run changeset):',
      );
      expect(judged(AFTER, { pages: FIRST, changelog, pending }).untold).toEqual([]);
      const other = [`### Breaking\n\n- \`Calls\` of \`${ENTRY}\``];
      expect(judged(AFTER, { pages: FIRST, changelog, pending: other }).untold).toHaveLength(1);
      expect(judged(AFTER, { pages: FIRST, changelog, pending: [`- ${NOTE}`] }).untold).toHaveLength(1);
    });

    test("is not told of by what that release said", () => {
      expect(judged(AFTER, { pages: FIRST, changelog: released(telling(NOTE)) }).untold).toHaveLength(1);
    });

    test("stays on record until the next one, and what was told before a release does not", () => {
      const { pages: before } = judged(AFTER, { pages: FIRST, changelog: telling(NOTE) });
      const changelog = released(telling(NOTE));
      const { pages: clean, untold } = judged(AFTER, { pages: before, changelog });
      expect(untold).toEqual([]);
      expect(clean.get("acs.api.md")).not.toContain("Broken");
      const { pages } = judged(BEFORE.replace("id", "key"), { pages: FIRST, changelog, pending });
      expect(pages.get("acs.api.md")).toContain("## Broken in what follows 0.2.0\n");
      expect(judged(BEFORE.replace("id", "key"), { pages, changelog }).untold).not.toEqual([]);
      const next = judged(BEFORE.replace("id", "key"), { pages, changelog, version: "0.3.0" });
      expect(next.pages.get("acs.api.md")).not.toContain("Broken");
    });
  });

  test("stays on record until the version changes", () => {
    const { pages } = judged(AFTER, { pages: FIRST, changelog: telling(NOTE) });
    expect(pages.get("acs.api.md")).toContain("## Broken in 0.2.0");
    expect(judged(AFTER, { pages, changelog: telling(NOTE) })).toMatchObject({
      pages,
      changes: [],
      untold: [],
    });
    // The line is taken back.
    expect(lines(judged(AFTER, { pages }).untold)).toEqual([`breaking: ${ENTRY}: Call, id, is gone`]);
    const next = judged(AFTER, { pages, version: "0.3.0" });
    expect(next.untold).toEqual([]);
    expect(next.pages.get("acs.api.md")).not.toContain("Broken");
  });

  test("is forgotten when it is taken back", () => {
    const { pages } = judged(AFTER, { pages: FIRST, changelog: telling(NOTE) });
    const back = judged(BEFORE, { pages });
    expect(back.untold).toEqual([]);
    expect(back.pages).toEqual(FIRST);
  });

  test("is judged by what was there when the version began, also in steps", () => {
    const wider = "export declare function f(): 1 | 2;";
    const first = judged("export declare function f(): 1;").pages;
    const { pages } = judged(wider, { pages: first, changelog: telling("`f` of `made-up/acs`.") });
    expect(lines(judged("export declare function f(): 1 | 2 | 3;", { pages }).untold)).toEqual([
      `breaking: ${ENTRY}: f, (), can also be \`2\``,
      `breaking: ${ENTRY}: f, (), can also be \`3\``,
    ]);
  });

  test("may be an entry that is gone, whose page stays as long", () => {
    const { untold, notes, pages } = judged("", { modules: new Map(), pages: FIRST });
    expect(adviceOn(untold, notes)).toEqual([
      `breaking: ${ENTRY}: is gone with all that it exported`,
      expect.stringContaining("No changeset tells of this."),
      `- \`${ENTRY}\`: what became of it, and what its users do now`,
    ]);
    expect(pages.get("acs.api.md")).toContain(BEFORE);
    const changelog = telling(`\`${ENTRY}\` is gone.`);
    expect(judged("", { modules: new Map(), pages, changelog }).untold).toEqual([]);
    const next = judged("", { modules: new Map(), pages, version: "0.3.0" });
    expect([...next.pages.keys()]).toEqual(["package.api.md"]);
  });

  test("may be what no entry exports", () => {
    const entry = 'import { Hidden } from "./unexported";\n\nexport type Call = Hidden;';
    const modules = (hidden: string) =>
      new Map([
        [ENTRY, entry],
        ["./unexported", `interface Hidden { ${hidden} }`],
      ]);
    const { pages } = judged("", { modules: modules("a: 1") });
    const { untold } = judged("", { modules: modules(""), pages });
    expect(lines(untold)).toEqual([`breaking: ${ENTRY}: Hidden, a, is gone`]);
    const changelog = telling("`Hidden` of `made-up/acs`.");
    const told = judged("", { modules: modules(""), pages, changelog });
    expect(told.pages.get("unexported.api.md")).toContain("interface Hidden { a: 1 }");
    expect(judged("", { modules: modules(""), pages: told.pages }).untold).toHaveLength(1);
  });

  test("may be a file without types", () => {
    const { pages } = judged(BEFORE, { files: ["made-up/specs/acs/1"] });
    const { untold, notes } = judged(BEFORE, { pages });
    expect(adviceOn(untold, notes).at(-1)).toBe(
      "- `made-up/specs/acs/1`: what became of it, and what its users do now",
    );
    expect(judged(BEFORE, { pages, changelog: telling("`made-up/specs/acs/1` is gone.") }).untold).toEqual(
      [],
    );
  });
});

test("a changelog without sections is not one", () => {
  expect(() => judged(BEFORE, { changelog: "# Changelog" })).toThrow("CHANGELOG.md has no section");
});

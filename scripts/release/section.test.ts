import { describe, expect, test } from "vitest";
import { readBreakingNotes } from "../api/changelog.ts";
import type { Changeset } from "./changeset.ts";
import { newestSection, told } from "./section.ts";

const OLD = "## 0.1.0\n\n- First.\n";
const changeset = (bump: Changeset["bump"], prose: string, breaking = ""): Changeset => ({
  file: "a.md",
  bump,
  prose,
  breaking,
});

describe("after a release", () => {
  test("what is pending becomes a section before the others, what breaks first", () => {
    const changelog = told(`# Changelog\n\n${OLD}`, "0.2.0", [
      changeset("patch", "A fault.\nOf two lines.\n\nAnd two paragraphs."),
      changeset("minor", "Calls can be parked.", "- `Call` of `made-up/acs`: ask."),
      changeset("minor", "- One.\n- Two.", "- `f`: gone."),
    ]);
    expect(changelog).toBe(`# Changelog

## 0.2.0

### Breaking

- \`Call\` of \`made-up/acs\`: ask.
- \`f\`: gone.

### Added and changed

- Calls can be parked.
- One.
- Two.

### Fixed

- A fault.
  Of two lines.

  And two paragraphs.

${OLD}`);
  });

  test("the rest of the changelog stays as it is", () => {
    const rest = `${OLD}\n## 0.0.1\n\n- Before.\n\n### Breaking\n\n- \`x\`\n`;
    expect(told(`# Changelog\n\nPreface.\n\n${rest}`, "0.1.1", [changeset("patch", "A.")])).toBe(
      `# Changelog\n\nPreface.\n\n## 0.1.1\n\n### Fixed\n\n- A.\n\n${rest}`,
    );
  });
});

describe("before the first release", () => {
  const OPEN = "# Changelog\n\n## 0.1.0 (unreleased)\n\n- First.\n";

  test("the mark goes, and the text stays", () => {
    expect(told(OPEN, "0.1.0", [])).toBe(`# Changelog\n\n${OLD}`);
  });

  test("what is pending is added where there is a place for it, and else at the end", () => {
    const parts = `${OPEN}\n### Breaking\n\n- \`x\`: gone.\n\n### Fixed\n\n- Nothing yet.\n\n## 0.0.1\n\n- Before.\n`;
    const changelog = told(parts, "0.1.0", [
      changeset("minor", "Parking.", "- `y`: gone."),
      changeset("patch", "A fault."),
    ]);
    expect(changelog).toBe(
      "# Changelog\n\n## 0.1.0\n\n- First.\n\n### Breaking\n\n- `x`: gone.\n- `y`: gone.\n\n### Fixed\n\n- Nothing yet.\n- A fault.\n\n### Added and changed\n\n- Parking.\n\n## 0.0.1\n\n- Before.\n",
    );
  });

  test("what breaks is found again by the rule for exported types", () => {
    const open = told(OPEN, "0.1.0", [changeset("minor", "Parking.", "- `Call` of `made-up/acs`: ask.")]);
    const marked = open.replace("## 0.1.0", "## 0.1.0 (unreleased)");
    expect(readBreakingNotes(marked).items).toEqual([["Call", "made-up/acs"]]);
  });

  test("another version is not written into its section", () => {
    expect(() => told(OPEN, "0.2.0", [])).toThrow(
      "begins with 0.1.0, which is not released, and this is 0.2.0",
    );
  });
});

test("the newest section is the first, and a changelog without one is not one", () => {
  expect(newestSection("# Changelog\n\n## 0.2.0\n\n- Two.\n\n## 0.1.0\n\n- One.\n")).toMatchObject({
    heading: "0.2.0",
    isUnreleased: false,
    body: "- Two.",
    after: "## 0.1.0\n\n- One.\n",
  });
  expect(newestSection("## 1.0.0 (unreleased)")).toMatchObject({
    heading: "1.0.0",
    body: "",
    isUnreleased: true,
  });
  expect(() => newestSection("# Changelog\n")).toThrow("CHANGELOG.md has no section");
});

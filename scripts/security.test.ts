import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(join(root, "docs/security.md"), "utf8");

const [protectedParts = ""] = page.split("\n## What is not protected\n");

/** Items of lists: what is so, then what shows it. */
const claims = [...protectedParts.matchAll(/^- [^]*?(?=\n\n|\n- )/gm)].map(([item]) => item);

/** Every file that the page names as a proof, with the names of the tests in it. */
const proofs = [...page.matchAll(/\[[\w.-]+\]\(\.\.\/([\w./-]+\.test\.ts)\)((?:,? "[^"]+")*)/g)].map(
  ([, file = "", names = ""]) => ({
    file,
    names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name),
  }),
);

test("each claim of the security page has a proof", () => {
  expect(claims.length).toBeGreaterThan(30);
  const bare = claims.filter((claim) => !/\]\(\.\.\/[\w./-]+\.test\.ts\)/.test(claim));
  expect(bare).toEqual([]);
  // What looks like the name of a test belongs to a file.
  const named = proofs.flatMap(({ names }) => names).length;
  expect(page.match(/(?<=\) |, )"[^"]+"/g)).toHaveLength(named);
});

describe("a proof that is named is there:", () => {
  test.each(proofs)("$file $names", ({ file, names }) => {
    expect(existsSync(join(root, file))).toBe(true);
    const text = readFileSync(join(root, file), "utf8");
    // What is left out, or stands in a comment, shows nothing.
    const run = text
      .replaceAll(/^ *\/\/.*$/gm, "")
      .replaceAll(/\b(?:test|describe)\.(?:skip|todo)\b[^\n]*\n[^\n]*/g, "");
    expect(names.filter((name) => !run.includes(`"${name}"`))).toEqual([]);
  });
});

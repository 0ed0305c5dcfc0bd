import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { FOR_DEVELOPERS, FOR_USERS, isAllowed } from "./allowed.ts";
import { readPackages, type Package, type Packages } from "./packages.ts";
import { licenceFaults, licencesPage } from "./page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const named = (name: string, licence: string | undefined): Package => ({ name, version: "1.0.0", licence });
const packages = (given: Partial<Packages>): Packages => ({
  runtime: [],
  peers: [],
  development: [],
  ...given,
});

test("the packages of this project have licences that are allowed", () => {
  const all = readPackages(root);
  expect(licenceFaults(all)).toEqual([]);
  expect(all.runtime.map(({ name, licence }) => [name, licence])).toEqual([
    ["jose", "MIT"],
    ["openapi-fetch", "MIT"],
    ["openapi-typescript-helpers", "MIT"],
  ]);
  expect(all.development.length).toBeGreaterThan(300);
});

describe("is told of by name:", () => {
  test.each([
    [
      "a licence that is not allowed",
      { development: [named("a", "GPL-3.0-only")] },
      "a@1.0.0 has the licence GPL-3.0-only",
    ],
    [
      "one of tools, of what users install",
      { runtime: [named("a", "Apache-2.0")] },
      "not allowed of what users install",
    ],
    [
      "the same of a peer",
      { peers: [{ ...named("a", "MPL-2.0"), range: "1" }] },
      "not allowed of what users install",
    ],
    ["no licence", { development: [named("a", undefined)] }, "a@1.0.0 names no licence."],
    ["no licence of what users install", { runtime: [named("a", undefined)] }, "a@1.0.0 names no licence."],
    [
      "one that only a person can read",
      { development: [named("a", "SEE LICENSE IN LICENSE")] },
      'a@1.0.0: "SEE',
    ],
    [
      "one that was read in another version",
      { development: [named("spawndamnit", undefined)] },
      "names no licence",
    ],
  ])("%s", (_, given, fault) => {
    expect(licenceFaults(packages(given))).toEqual([expect.stringContaining(fault)]);
  });

  test("and nothing else", () => {
    const fine = [
      named("a", "Apache-2.0"),
      { ...named("spawndamnit", "SEE LICENSE IN LICENSE"), version: "3.0.1" },
    ];
    expect(licenceFaults(packages({ runtime: [named("b", "MIT")], development: fine }))).toEqual([]);
  });
});

test.each([
  ["MIT", true],
  ["Apache-2.0", false],
  ["(MIT OR GPL-2.0)", true],
  ["(GPL-2.0 OR MIT)", true],
  ["MIT AND GPL-2.0", false],
  ["(MIT AND ISC) OR GPL-2.0", true],
  ["MIT AND (GPL-2.0 OR AGPL-3.0)", false],
  ["constructor", false],
])("%s is allowed for users: %s", (licence, allowed) => expect(isAllowed(licence, FOR_USERS)).toBe(allowed));

test.each(["", "MIT OR", "(MIT", "MIT ISC", "AND", "MIT WITH x", "MIT)"])("%j cannot be read", (licence) => {
  expect(() => isAllowed(licence, FOR_DEVELOPERS)).toThrow(`"${licence}"`);
});

test("the page names what reaches users, and counts the rest by licence", () => {
  const page = licencesPage(
    packages({
      runtime: [named("jose", "MIT")],
      peers: [{ ...named("msw", "MIT"), range: "^2.0.0 || ^3.0.0" }],
      development: [named("a", "ISC"), named("b", "MIT"), named("c", "ISC"), named("d", "(MIT OR CC0-1.0)")],
    }),
  );
  expect(page).toContain("| jose | 1.0.0 | MIT |");
  expect(page).toContain("| msw | ^2.0.0 \\|\\| ^3.0.0 | MIT |");
  expect(page).toContain("4 packages of the lock file.");
  expect(page.indexOf("| ISC | 2 |")).toBeLessThan(page.indexOf("| MIT | 1 |"));
  expect(page).toContain("| (MIT OR CC0-1.0) | 1 | asks for its notice alone |");
});

import { expect, test } from "vitest";
import { newestOf } from "./tables.ts";

const versions = (...names: readonly string[]) =>
  names.map((apiVersion) => ({ service: "acs", apiVersion, name: `acs@${apiVersion}`, document: {} }));

test.each([
  [["2024-09-15", "2026-03-12"], "2026-03-12"],
  [["2024-09-15", "2026-03-12", "2026-09-01-preview"], "2026-03-12"],
  [["beta", "v1.0"], "v1.0"],
  [["2026-09-01-preview"], "2026-09-01-preview"],
])("of %j clients are of %s where none is named", (names, newest) => {
  expect(newestOf(versions(...names))?.apiVersion).toBe(newest);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readManifest } from "./manifest.ts";
import { root } from "./pack.ts";

test("every module of the package has a limit of its size", () => {
  const { "size-limit": limits }: { readonly "size-limit": readonly { readonly path: string }[] } =
    JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const modules = Object.values(readManifest(root).exports).flatMap((target) =>
    typeof target === "string" ? [] : [target.default.slice(2)],
  );
  expect(limits.map(({ path }) => path).toSorted()).toEqual(modules.toSorted());
});

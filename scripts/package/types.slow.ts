import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { run, succeed } from "./command.ts";
import { installedIn, readManifest, specifiers } from "./manifest.ts";
import { printingNames, sameNames, WRONG, WRONG_IS, type Names } from "./programs.ts";
import { modulesOf, readPage } from "./readme.ts";
import { COMPILERS } from "./setup.ts";

const equipped = inject("equipped");
const paths = inject("tarball").files.map(({ path }) => path);
const all = specifiers(readManifest(installedIn(equipped)), paths);
const blocks = modulesOf(readPage(installedIn(equipped)));
/** Where the programs are; the package is found above it. */
const folder = join(equipped, "types");

const [OLDEST = "", NEWEST = ""] = [Object.keys(COMPILERS).at(0), Object.keys(COMPILERS).at(-1)];

const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: "es2022",
  types: ["node"],
  resolveJsonModule: true,
};
const RESOLUTIONS = {
  bundler: { module: "esnext", moduleResolution: "bundler" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
};
const WITH_DOM = ["es2023", "dom", "dom.iterable"];
/** `Request`, `Response` and their like are then those of @types/node. */
const WITHOUT_DOM = ["es2023"];

beforeAll(async () => {
  mkdirSync(folder);
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("package.json", '{ "private": true, "type": "module" }\n');
  write("names.mjs", printingNames(all));
  const names: Names = JSON.parse(await succeed(process.execPath, ["--no-warnings", "names.mjs"], folder));
  const own = Object.fromEntries(Object.entries(names).filter(([name]) => !/\/(?:msw|vitest)$/.test(name)));
  write("all.ts", sameNames(names, all.documents, "ts"));
  write("own.ts", sameNames(own, all.documents, "ts"));
  write("plain.js", sameNames(names, all.documents, "js"));
  write("wrong.ts", WRONG);
  write("wrong.js", WRONG);
  for (const [name, code] of Object.entries(blocks)) {
    write(name, code);
    write(name.replace(/\.mjs$/, ".mts"), code);
  }
});

/** What a compiler says of some of these files, but for the mistake that it has to find. */
async function faults(compiler: string, name: string, options: object, files: readonly string[]) {
  writeFileSync(
    join(folder, `${name}.json`),
    JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, files }),
  );
  const tsc = join(equipped, "node_modules", compiler, "bin/tsc");
  const { output } = await run(
    process.execPath,
    [tsc, "--project", `${name}.json`, "--pretty", "false"],
    folder,
  );
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  expect(lines.filter((line) => line.startsWith("wrong."))).toEqual([expect.stringContaining(WRONG_IS)]);
  return lines.filter((line) => !line.startsWith("wrong."));
}

const typescript = Object.keys(blocks).map((name) => name.replace(/\.mjs$/, ".mts"));
const projects = Object.keys(COMPILERS).flatMap((compiler) =>
  Object.entries(RESOLUTIONS).map(([resolution, options]) => ({ compiler, resolution, options })),
);

test.each(projects)(
  "$compiler, $resolution: all entries, and README's blocks as they stand",
  async ({ compiler, resolution, options }) => {
    const lib = resolution === "bundler" ? WITH_DOM : WITHOUT_DOM;
    const files = ["all.ts", "wrong.ts", ...typescript];
    const name = `${compiler}-${resolution}`;
    expect(await faults(compiler, name, { ...options, lib, skipLibCheck: true }, files)).toEqual([]);
  },
);

test("plain JavaScript with checkJs: the same", async () => {
  const js = { ...RESOLUTIONS.nodenext, lib: WITHOUT_DOM, allowJs: true, checkJs: true, skipLibCheck: true };
  const files = ["plain.js", "wrong.js", ...Object.keys(blocks)];
  expect(await faults(NEWEST, "plain", js, files)).toEqual([]);
});

test.each([OLDEST, NEWEST])(
  "%s: the declarations themselves have no fault, nor have those of the dependencies",
  async (compiler) => {
    const options = { ...RESOLUTIONS.nodenext, lib: WITHOUT_DOM, skipLibCheck: false };
    expect(await faults(compiler, `${compiler}-own`, options, ["own.ts", "wrong.ts"])).toEqual([]);
  },
);

test("nor have those for msw and Vitest, with theirs, where there is a DOM, which these assume", async () => {
  const options = { ...RESOLUTIONS.bundler, lib: WITH_DOM, skipLibCheck: false };
  expect(await faults(NEWEST, "peers", options, ["all.ts", "wrong.ts"])).toEqual([]);
});

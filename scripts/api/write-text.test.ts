import { describe, expect, test } from "vitest";
import { writeModules } from "./write-text.ts";

const ENTRIES = [
  { name: "made-up", types: "dist/index.d.ts" },
  { name: "made-up/acs", types: "dist/acs.d.ts" },
];

/** Bundled as tsdown does it: shared chunks, with one letter for each export and numbers for names that clash. */
const BUILT: Readonly<Record<string, string>> = {
  "dist/index.d.ts": `
import { t as VersionTypes, n as Kept } from "./shared-AbCdEf12.js";
/** Told nobody. */
declare function call({ to, by }: Options, /** also not */ kept?: Kept): Promise<VersionTypes["a@1"]>;
interface Options { /** a comment */ readonly to: string; readonly by?: Kept }
export { type Kept, type VersionTypes, call };`,
  "dist/acs.d.ts": `
import { n as Kept } from "./shared-AbCdEf12.js";
import { HttpHandler, expect } from "elsewhere";
interface Options { readonly kept: Kept; readonly handler: HttpHandler }
interface components { a: 1 }
type Kept$1 = components["a"];
declare class Call<T> { #state; constructor(options: Options); }
declare module "elsewhere" { interface Matchers<T> extends Call<T> {} }
export { type Call, Kept, Kept$1 as Other, expect };`,
  "dist/shared-AbCdEf12.d.ts": `
interface paths$1 { "/": components$1["b"] }
interface components$1 { b: 1 }
interface paths { "/": components["b"] }
interface components { b: 2 }
interface VersionTypes { "a@1": { paths: paths$1 }; "a@2": { paths: paths } }
declare const kept: unique symbol;
type Kept = typeof kept;
export { Kept as n, VersionTypes as t };`,
};

function written(built = BUILT): ReadonlyMap<string, string> {
  return writeModules(ENTRIES, (path) => built[path]);
}

test("exports are written without comments, in their order, with what they are made of", () => {
  expect(written().get("made-up")).toBe(
    `import { Options$call, kept, paths$a_1, paths$a_2 } from "./unexported";

export type Kept = typeof kept;

export interface VersionTypes {
    "a@1": {
        paths: paths$a_1;
    };
    "a@2": {
        paths: paths$a_2;
    };
}

export declare function call(options: Options$call, kept?: Kept): Promise<VersionTypes["a@1"]>;`,
  );
});

test("an entry tells what it has from others, and what is a type only", () => {
  expect(written().get("made-up/acs")).toBe(
    `import { Options$Call, components$Other } from "./unexported";

declare class Call<T> {
    #state;
    constructor(options: Options$Call);
}
export type { Call };

export { Kept } from "made-up";

export type Other = components$Other["a"];

export { expect } from "elsewhere";

declare module "elsewhere" {
    interface Matchers<T> extends Call<T> {
    }
}`,
  );
});

test("what is not exported has a name that says who speaks of it", () => {
  const text = written().get("./unexported") ?? "";
  expect(text.match(/^(?:import .*|(?:interface|declare const) \S+)/gm)).toEqual([
    'import { HttpHandler } from "elsewhere";',
    'import { Kept } from "made-up";',
    "interface Options$Call",
    "interface Options$call",
    "interface components$Other",
    "interface components$a_1",
    "interface components$a_2",
    "declare const kept:",
    "interface paths$a_1",
    "interface paths$a_2",
  ]);
});

test("names of files and numbers of the bundler do not matter", () => {
  const swap = (text: string) =>
    text
      .replaceAll("shared-AbCdEf12", "other-99")
      .replaceAll(/\b(paths|components)(\$1)?(?![\w$:])/g, (_, name: string, number: string | undefined) =>
        number ? name : `${name}$1`,
      );
  const built = Object.fromEntries(
    Object.entries(BUILT).map(([path, text]) => [
      path.replace("shared-AbCdEf12", "other-99"),
      path.includes("acs") ? text.replace("shared-AbCdEf12", "other-99") : swap(text),
    ]),
  );
  expect(built["dist/other-99.d.ts"]).toContain("interface components { b: 1 }");
  expect(written(built)).toEqual(written());
});

test("a package that is not built says so", () => {
  expect(() => writeModules(ENTRIES, () => undefined)).toThrow(
    "dist/index.d.ts is not there: npm run build makes it.",
  );
});

describe("a default export", () => {
  const entry = [{ name: "made-up", types: "a.d.ts" }];
  const modulesOf = (text: string) => [
    ...writeModules(entry, (path) => (path === "a.d.ts" ? text : undefined)).values(),
  ];

  test.each(["declare const a: 1; export default a;", "declare const a: 1; export { a as default };"])(
    "is written under the name that it has: %s",
    (text) => {
      expect(modulesOf(text)).toEqual([
        'export { a as default } from "./unexported";',
        "declare const a: 1;",
      ]);
    },
  );

  test("of another package has a name to be used by", () => {
    expect(modulesOf('import b from "elsewhere"; export declare const a: b;')[0]).toBe(
      'import { default as default$elsewhere } from "elsewhere";\n\nexport declare const a: default$elsewhere;',
    );
  });
});

test.each([
  ["export default function (): void;", "made-up exports a default that has no name"],
  ["declare const a: 1; export = a;", "a.d.ts has `export = a;`"],
  ['export * from "elsewhere";', 'a.d.ts has `export * from "elsewhere";`'],
  ['import * as a from "elsewhere"; export { a };', "made-up exports a in a form"],
])("what cannot be followed is not left out: %s", (text, message) => {
  const read = (path: string) => (path === "a.d.ts" ? text : undefined);
  expect(() => writeModules([{ name: "made-up", types: "a.d.ts" }], read)).toThrow(message);
});

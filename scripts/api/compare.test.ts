import { describe, expect, test } from "vitest";
import type { Change } from "./compare.ts";
import { compareSurfaces } from "./compare.ts";
import { UNEXPORTED } from "./names.ts";
import { readSurface } from "./surface.ts";

const ENTRY = "call-handoff/made-up";

function changesOf(old: string, now: string, hidden: readonly [string, string] = ["", ""]): Change[] {
  const surface = (text: string, unexported: string) =>
    readSurface(
      new Map([
        [ENTRY, text],
        [UNEXPORTED, unexported],
      ]),
    );
  return compareSurfaces(surface(old, hidden[0]), surface(now, hidden[1]));
}

/** Each change as `place: message`, after its impact. */
function told(changes: readonly Change[]): string[] {
  return changes.map(({ impact, name, place, message }) =>
    [impact, [name, place].filter(Boolean).join("."), message].join(" "),
  );
}

describe("an export", () => {
  test.each([
    ["is new", "", "export interface A {}", "compatible A is a new export"],
    ["is gone", "export interface A {}", "", "breaking A is no longer exported"],
    [
      "is a type only",
      "export declare class A {}",
      "declare class A {}\nexport type { A };",
      "breaking A is exported as a type only",
    ],
    [
      "is another kind of thing",
      "export interface A { a: 1 }",
      "export type A = { a: 1 };",
      "breaking A is `export type A = { a: 1 };`, was `export interface A { a: 1 }`",
    ],
  ])("that %s", (_, old, now, expected) => expect(told(changesOf(old, now))).toEqual([expected]));

  test.each([
    ["declare const a: 1; export default a;", "declare const a: 1; export { a };"],
    ["declare const a: 1; export { a as default };", "declare const a: 1; export { a };"],
    ["export default function a(): void;", "export function a(): void;"],
    ["export default class { }", "export class a { }"],
  ])("is the default one, which no named one stands for: %s", (old, now) => {
    expect(told(changesOf(old, old))).toEqual([]);
    expect(told(changesOf(old, now))).toContain("breaking default is no longer exported");
  });

  test("moves between entries, and nobody who imports it notices", () => {
    const here = "export interface A { readonly a: string; }";
    const old = readSurface(new Map([[ENTRY, here]]));
    const now = readSurface(
      new Map([
        ["call-handoff", here],
        [ENTRY, 'export { A } from "call-handoff";'],
      ]),
    );
    expect(told(compareSurfaces(old, now))).toEqual(["compatible * is a new entry"]);
  });

  test("of another package is known by its name", () => {
    const from = (name: string) => `export { expect } from "${name}";`;
    expect(changesOf(from("vitest"), from("vitest"))).toEqual([]);
  });
});

describe("a member of an interface", () => {
  test.each([
    ["{ }", "{ a?: string }", "compatible A.a is new, and optional"],
    ["{ }", "{ a: string }", "breaking A.a is new"],
    ["{ a?: string }", "{ }", "breaking A.a is gone"],
    ["{ a?: string }", "{ a: string }", "breaking A.a is required, was optional"],
    ["{ a: string }", "{ a?: string }", "breaking A.a is optional, was required"],
    ["{ a: string }", "{ a: number }", "breaking A.a is `number`, was `string`"],
    ["{ a: string }", "{ a: string | undefined }", "breaking A.a can also be `undefined`"],
    ["{ a: string }", "{ readonly a: string }", "breaking A.a can no longer be written to"],
    ["{ readonly a: string }", "{ a: string }", "compatible A.a can be written to"],
    ["{ a: { b: 1 } }", "{ a: { b: 1; c?: 2 } }", "compatible A.a.c is new, and optional"],
    ["{ a(): void }", "{ a(b?: string): void }", "compatible A.a(b) is a new argument"],
    ["{ a(): void }", "{ a(b: string): void }", "breaking A.a(b) is a new argument"],
    ["{ a(b: string): void }", "{ a(): void }", "breaking A.a(b) is no longer an argument"],
    ["{ [name: string]: 1 }", "{ }", "breaking A.[any name] is gone"],
  ])("%s becomes %s", (old, now, expected) =>
    expect(told(changesOf(`export interface A ${old}`, `export interface A ${now}`))).toEqual([expected]),
  );
});

describe("a function", () => {
  test.each([
    ["(a: string): void", "(b: string): void"],
    ["(a: string): void", "(a: string, b?: number): void", "compatible f.(b) is a new argument"],
    ["(a: string): void", "(a: string, b: number): void", "breaking f.(b) is a new argument"],
    ["(a: string): void", "(a?: string): void", "compatible f.(a) is optional, was required"],
    ["(a?: string): void", "(a: string): void", "breaking f.(a) is required, was optional"],
    ['(a: "x"): void', '(a: "x" | "y"): void', 'compatible f.(a) can also be `"y"`'],
    ['(a: "x" | "y"): void', '(a: "x"): void', 'breaking f.(a) no longer is `"y"`'],
    ['(): "x"', '(): "x" | "y"', 'breaking f.() can also be `"y"`'],
    ['(): "x" | "y"', '(): "x"', 'compatible f.() no longer is `"y"`'],
    ["(): { a: 1 }", "(): { a: 1; b: 2 }", "compatible f.().b is new"],
    ["(): Promise<{ a?: 1 }>", "(): Promise<{ a: 1 }>", "compatible f.().a is required, was optional"],
    ["(a: { b: 1 }): void", "(a: { b: 1; c: 2 }): void", "breaking f.(a).c is new"],
    ["(a: (b: 1) => void): void", "(a: (b: 1, c: 2) => void): void", "compatible f.(a)(c) is a new argument"],
    ["<T>(a: T): T", "<T, U = T>(a: T): T", "compatible f is generic over `U = T` too"],
    [
      "<T>(a: T): T",
      "<T extends string>(a: T): T",
      "breaking f is generic over `T extends string`, was over `T`",
    ],
  ])("%s becomes %s", (old, now, ...expected) =>
    expect(told(changesOf(`export declare function f${old};`, `export declare function f${now};`))).toEqual(
      expected,
    ),
  );

  test("has one more way to be called, or one less", () => {
    const one = "export declare function f(a: string): void;";
    const two = `${one}\nexport declare function f(a: number): void;`;
    expect(told(changesOf(one, two))).toEqual([
      "compatible f can also be used as `export declare function f(a: number): void;`",
    ]);
    expect(told(changesOf(two, one))).toEqual([
      "breaking f can no longer be used as `export declare function f(a: number): void;`",
    ]);
  });
});

test("a value may have more members, and no less", () => {
  const [less, more] = ["{ a(): void }", "{ a(): void; b(): void }"];
  const value = (type: string) => `export declare const a: ${type};`;
  expect(told(changesOf(value(less), value(more)))).toEqual(["compatible a.b is new"]);
  expect(told(changesOf(value(more), value(less)))).toEqual(["breaking a.b is gone"]);
});

describe("a class", () => {
  const OWN = "has members of its own: no other object passes for one of the class";
  const open = "#a; ";
  const sealed = "#a; private constructor(); ";
  test.each([
    [
      "A { m(): void }",
      "A { protected m(): void }",
      `breaking A ${OWN}`,
      "breaking A.m is protected, was public",
    ],
    [`A { ${open}m(): void }`, `A { ${open}protected m(): void }`, "breaking A.m is protected, was public"],
    [`A { ${open}b: 1 }`, `A { ${open}protected b: 1 }`, "breaking A.b is protected, was public"],
    [`A { ${open}b: 1 }`, `A { ${open}private b: 1 }`, "breaking A.b is gone"],
    [`A { ${open}protected b: 1 }`, `A { ${open}b: 1 }`, "breaking A.b is public, was protected"],
    [`A { ${open}protected b: 1 }`, `A { ${open}}`, "breaking A.b is gone"],
    [`A { ${open}protected b: 1 }`, `A { ${open}private b: 1 }`, "breaking A.b is gone"],
    [`A { ${open}protected b: 1 }`, `A { ${open}protected b: 2 }`, "breaking A.b is `2`, was `1`"],
    [`A { ${open}}`, `A { ${open}protected b: 1 }`, "compatible A.b is new"],
    [`A { ${sealed}protected b: 1 }`, `A { ${sealed}}`],
    [`A { ${sealed}protected b: 1 }`, `A { ${sealed}b: 1 }`, "compatible A.b is new"],
    [`A { ${sealed}b: 1 }`, `A { ${sealed}protected b: 1 }`, "breaking A.b is gone"],
    ["A { b: 1 }", "A { b: 1; #c }", `breaking A ${OWN}`],
    ["A { b: 1 }", "A { b: 1; private c }", `breaking A ${OWN}`],
    ["A { b: 1 }", "A { b: 1; protected c: 1 }", `breaking A ${OWN}`, "compatible A.c is new"],
    ["A { b: 1 }", "A { b: 1; private static c }"],
    [
      "A { b: 1; #c }",
      "A { b: 1 }",
      "compatible A has no members of its own: other objects may pass for one of the class",
    ],
    ["A { #b; private c }", "A { private d }"],
    ["A { private constructor(); }", "A { private constructor(); a: 1 }", "breaking A.a is new"],
    [
      "A { constructor(a: 1); }",
      "A { protected constructor(a: 1); }",
      "breaking A.new is protected, was public",
    ],
    ["A { constructor(a: 1); }", "A { private constructor(a: 1); }", "breaking A.new is gone"],
    ["A { protected constructor(); }", "A { private constructor(); }", "breaking A.new is gone"],
    ["A { protected constructor(); }", "A { constructor(); }", "compatible A.new is public, was protected"],
    ["A { private constructor(); }", "A { constructor(a: 1); }", "compatible A.new is public, was private"],
    ["A { #b }", "A { #b; constructor(a: 1); }", "breaking A.new(a) is a new argument"],
    ["A { constructor(); }", "A { }"],
    [
      "A extends Error { }",
      "A extends Error { constructor(); }",
      "breaking A.new is new, and no longer inherited",
    ],
    ["abstract A { }", "A { }", "compatible A is no longer abstract"],
    ["A { }", "abstract A { }", "breaking A is abstract: `new` can no longer make one"],
    [
      "A { protected constructor(); }",
      "abstract A { protected constructor(); }",
      "compatible A is abstract: `new` can no longer make one",
    ],
    [
      "abstract A { m(): void }",
      "abstract A { abstract m(): void }",
      "breaking A.m is abstract: who extends the class has to write it",
    ],
    ["abstract A { abstract m(): void }", "abstract A { m(): void }", "compatible A.m is no longer abstract"],
    [`abstract A { ${open}}`, `abstract A { ${open}abstract m(): void }`, "breaking A.m is new"],
    [
      `abstract A { ${open}}`,
      `abstract A { ${open}protected abstract m?(): void }`,
      "breaking A.m is new, and optional",
    ],
    [
      "A { static m(): void }",
      "A { protected static m(): void }",
      "breaking A.static m is protected, was public",
    ],
    ["A { static a: 1 }", "A { static readonly a: 1 }", "breaking A.static a can no longer be written to"],
    [`A { ${open}a: 1 }`, `A { ${open}readonly a: 1 }`, "breaking A.a can no longer be written to"],
    [`A { ${sealed}a: 1 | 2 }`, `A { ${sealed}a: 1 }`, "breaking A.a no longer is `2`"],
    [`A { ${sealed}readonly a: 1 | 2 }`, `A { ${sealed}readonly a: 1 }`, "compatible A.a no longer is `2`"],
    [`A { ${open}readonly a: 1 | 2 }`, `A { ${open}readonly a: 1 }`, "breaking A.a no longer is `2`"],
    ["A { m(): void }", "A { m?(): void }", "breaking A.m is optional, was required"],
    [`A { ${open}m?(): void }`, `A { ${open}m(): void }`, "breaking A.m is required, was optional"],
    [`A { ${sealed}m?(): void }`, `A { ${sealed}m(): void }`, "compatible A.m is required, was optional"],
    ["A { a: 1 }", "A { accessor a: 1 }", "breaking A.a is `accessor a: 1`, was `a: 1`"],
    [`A { ${open}get a(): 1 }`, `A { ${open}protected get a(): 1 }`, "breaking A.a is protected, was public"],
    [`A { ${open}set a(b: 1) }`, `A { ${open}set a(b: 1 | 2) }`, "breaking A.a(b) can also be `2`"],
    [`A { ${sealed}set a(b: 1) }`, `A { ${sealed}set a(b: 1 | 2) }`, "compatible A.a(b) can also be `2`"],
  ])("%s becomes %s", (old, now, ...expected) => {
    const written = (text: string) =>
      `export declare ${text.startsWith("abstract ") ? text.replace(" ", " class ") : `class ${text}`}`;
    expect(told(changesOf(written(old), written(now)))).toEqual(expected);
  });
});

test("members of a class that nobody else can be are read only", () => {
  const base = "export declare class A { constructor(a: string); #b; private c; d: string;";
  expect(told(changesOf(`${base} }`, `${base} e: string }`))).toEqual(["compatible A.e is new"]);
  expect(told(changesOf(`${base} }`, `${base.replace("a: string", "a: string, f: 1")} }`))).toEqual([
    "breaking A.new(f) is a new argument",
  ]);
});

describe("what no entry exports", () => {
  const entry = 'import { Hidden } from "./unexported";\nexport interface A { readonly a: Hidden; }';

  test("is told of under its own name, with the entries that speak of it", () => {
    const changes = changesOf(entry, entry, ["interface Hidden { b: 1 }", "interface Hidden { }"]);
    expect(told(changes)).toEqual(["breaking Hidden.b is gone"]);
    expect(changes[0]?.entries).toEqual([ENTRY]);
  });

  test("may have another name", () => {
    const [old, now] = ["interface Hidden { b: Hidden }", "interface Other { b: Other }"];
    expect(changesOf(entry, entry.replaceAll("Hidden", "Other"), [old, now])).toEqual([]);
    expect(told(changesOf(entry, entry.replaceAll("Hidden", "Other"), [old, "interface Other { }"]))).toEqual(
      ["breaking A.a is `Other`, was `Hidden`"],
    );
  });

  test("may be gone when nobody speaks of it any more", () => {
    expect(changesOf("", "", ["interface Hidden { b: 1 }", ""])).toEqual([]);
  });
});

describe("a list of all there is", () => {
  test.each([
    [
      'declare const acsVersions: readonly ["a", "c"];',
      'declare const acsVersions: readonly ["a", "b", "c"];',
    ],
    ['type CheckId = "a" | "c";', 'type CheckId = "a" | "b" | "c";'],
    ['interface VersionTypes { "a@v1.0": 1 }', 'interface VersionTypes { "a@v1.0": 1; "b@v2.0": 2 }'],
  ])("%s may name more, and not less", (less, more) => {
    const impacts = (old: string, now: string) =>
      changesOf(`export ${old}`, `export ${now}`).map(({ impact }) => impact);
    expect(impacts(less, more)).toEqual(["compatible"]);
    expect(impacts(more, less)).toEqual(["breaking"]);
  });

  test("is held to the usual rules in what it names", () => {
    const types = (member: string) => `export interface VersionTypes { a: { ${member} } }`;
    expect(told(changesOf(types(""), types("b: 1")))).toEqual(["breaking VersionTypes.a.b is new"]);
  });
});

test.each([
  ["conditional types", "type A<T> = T extends string ? 1 : 2", "type A<T> = T extends string ? 1 : 3"],
  ["mapped types", "type A<T> = { [K in keyof T]: 1 }", "type A<T> = { [K in keyof T]?: 1 }"],
  ["members of types", 'type A = Map<1, 2>["a"]', 'type A = Map<1, 2>["b"]'],
  ["templates", "type A = `a-${string}`", "type A = `b-${string}`"],
  ["arguments of types", "type A = Map<1, 2>", "type A = Map<1, 3>"],
  ["tuples", "type A = [1, 2]", "type A = [1, 2, 3]"],
  ["operators", "type A = keyof string[]", "type A = readonly string[]"],
  ["imports", 'type A = import("a").B', 'type A = typeof import("a").B'],
  ["queries", "type A = typeof globalThis", "type A = typeof console"],
])("differences of %s break", (_, old, now) => {
  expect(changesOf(`export ${old};`, `export ${old};`)).toEqual([]);
  expect(changesOf(`export ${old};`, `export ${now};`).map(({ impact }) => impact)).toEqual(["breaking"]);
});

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
  ["queries", "type A = typeof globalThis", "type A = typeof console"],
])("differences of %s break", (_, old, now) => {
  expect(changesOf(`export ${old};`, `export ${old};`)).toEqual([]);
  expect(changesOf(`export ${old};`, `export ${now};`).map(({ impact }) => impact)).toEqual(["breaking"]);
});

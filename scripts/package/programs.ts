/** Programs that import all there is to import. */
import type { Specifiers } from "./manifest.ts";

/** The names that each module exports when it runs. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** Prints these names, once every document has been read in both ways that Node.js has. */
export function printingNames({ modules, documents }: Specifiers): string {
  return `
    import { deepStrictEqual } from "node:assert";
    import { createRequire } from "node:module";
    const require = createRequire(import.meta.url);
    for (const name of ${JSON.stringify(documents)})
      deepStrictEqual((await import(name, { with: { type: "json" } })).default, require(name));
    const names = {};
    for (const name of ${JSON.stringify(modules)}) names[name] = Object.keys(await import(name));
    process.stdout.write(JSON.stringify(names));\n`;
}

/** Compiles where the types have the same names as the modules, no more and no less, and every document has a type. */
export function sameNames(names: Names, documents: readonly string[], language: "ts" | "js"): string {
  const modules = Object.entries(names).map(([name, exported], index) => {
    const members = exported.map((member) => `${member}: 0`).join(", ");
    const type = `Record<keyof typeof m${index}, 0>`;
    return [
      `import * as m${index} from ${JSON.stringify(name)};`,
      language === "ts"
        ? `({ ${members} }) satisfies ${type};`
        : `/** @satisfies {${type}} */\n({ ${members} });`,
    ].join("\n");
  });
  const read = documents.map((name, index) => {
    const member = name.includes("/specs/") ? "openapi" : name.endsWith("package.json") ? "version" : "title";
    return [
      `import d${index} from ${JSON.stringify(name)} with { type: "json" };`,
      `d${index}.${member}.startsWith("");`,
    ].join("\n");
  });
  return `${[...modules, ...read].join("\n")}\n`;
}

/** Does not compile: a program in which nobody finds this has not been judged. */
export const WRONG = `import { phone } from "call-handoff/graph";\nphone(1);\n`;
/** What a compiler says of it, without where. */
export const WRONG_IS =
  "error TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.";

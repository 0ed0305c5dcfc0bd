/** The code of README. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One block of code. */
export interface Block {
  readonly language: string;
  readonly code: string;
}

/** The blocks of the README of an installed package, in order. */
export function readPage(folder: string): Block[] {
  const text = readFileSync(join(folder, "README.md"), "utf8");
  return Array.from(text.matchAll(/^```(\w*)\n(.*?)^```$/gms), ([, language = "", code = ""]) => ({
    language,
    code,
  }));
}

/** The modules by the names that their first lines give them. */
export function modulesOf(blocks: readonly Block[]): Record<string, string> {
  const modules: Record<string, string> = {};
  for (const { code } of blocks.filter(({ language }) => language === "ts")) {
    const [, name] = /^\/\/ (\S+\.mjs)\n/.exec(code) ?? [];
    if (name === undefined) throw new Error(`A block of README begins with no name of a file:\n${code}`);
    if (name in modules) throw new Error(`Two blocks of README are ${name}.`);
    modules[name] = code;
  }
  return modules;
}

/** The lines for a terminal, without their comments, and the commands of the package in a workflow; in order. */
export function linesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap(({ language, code }) => {
    if (language === "yaml") return Array.from(code.matchAll(/run: (npx .*)$/gm), ([, line = ""]) => line);
    if (language !== "sh") return [];
    return code
      .split("\n")
      .map((line) => line.replace(/\s+#.*$/, "").trim())
      .filter((line) => line !== "");
  });
}

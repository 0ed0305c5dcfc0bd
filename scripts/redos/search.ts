import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { patternsInCode } from "./code.ts";
import { patternsInDocument } from "./documents.ts";
import type { Found } from "./pattern.ts";

const CODE = ["src", "conformance", "scripts", "generated"];
const DOCUMENTS = ["specs", "generated"];

/** Messages and upstream definitions are data: a `pattern` in them is nobody's contract here. */
const DATA = /^specs\/(?:examples|upstream)\//;

/** Tests, and what only they use, are not shipped and read no text of strangers. */
const TEST = /\.(?:test|test-support|test-d|fuzz|fault|browser|slow)\.ts$/;

/** Parts of the gate that are not published: they judge the specs and the gate itself, and read what is written here. */
const OWN =
  /^(?:scripts|conformance\/(?:contract|mutants|parties|runtimes|browser|simulator)|conformance\/diff\/(?:fixtures|seeds))\//;

/** Whether a place is in what users run. */
export function isShipped(place: string): boolean {
  return !OWN.test(place);
}

/** All regular expressions of the project, with the paths of their files relative to it. */
export function searchProject(root: string): Found {
  const found = [
    ...CODE.flatMap((folder) => filesIn(root, folder, /\.[jt]s$/))
      .filter((file) => !TEST.test(file) && !file.endsWith(".d.ts"))
      .map((file) => patternsInCode(file, textOf(root, file))),
    ...DOCUMENTS.flatMap((folder) => filesIn(root, folder, /\.(?:ya?ml|json)$/))
      .filter((file) => !DATA.test(file))
      .map((file) => ({ patterns: patternsInDocument(file, documentIn(root, file)), dynamic: [] })),
  ];
  return {
    patterns: found.flatMap(({ patterns }) => patterns),
    dynamic: found.flatMap(({ dynamic }) => dynamic),
  };
}

function documentIn(root: string, file: string): unknown {
  const text = textOf(root, file);
  // To read YAML takes long, and most of it has none.
  if (!text.includes("pattern")) return undefined;
  return file.endsWith(".json") ? JSON.parse(text) : parse(text);
}

function textOf(root: string, file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function filesIn(root: string, folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules" && !name.startsWith("."))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(root, path, ending);
      return ending.test(entry.name) ? [path] : [];
    });
}

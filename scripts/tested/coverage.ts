import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const FILE = "coverage/coverage-final.json";

/** Which lines of a file hold a statement, and which of them no test ran. */
export interface FileLines {
  readonly lines: number;
  readonly notRun: readonly number[];
}

interface Istanbul {
  readonly path: string;
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>;
  readonly s: Readonly<Record<string, number>>;
}

function linesOf({ statementMap, s }: Istanbul): FileLines {
  const runs = new Map<number, number>();
  for (const [id, { start }] of Object.entries(statementMap))
    runs.set(start.line, Math.max(runs.get(start.line) ?? 0, s[id] ?? 0));
  return { lines: runs.size, notRun: [...runs].filter(([, count]) => count === 0).map(([line]) => line) };
}

/** What `npm run coverage` found, by file. */
export function readCoverage(): Readonly<Record<string, FileLines>> {
  if (!existsSync(FILE)) throw new Error(`There is no ${FILE}; npm run coverage makes it.`);
  const found: Record<string, Istanbul> = JSON.parse(readFileSync(FILE, "utf8"));
  return Object.fromEntries(
    Object.values(found).map((file) => [path.relative(process.cwd(), file.path), linesOf(file)]),
  );
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** How a folder differs from what it should hold. */
export interface Drift {
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  readonly superfluous: readonly string[];
}

/**
 * How a folder differs from its pages.
 *
 * @param others - files that may be there besides
 */
export function driftOf(
  folder: string,
  wanted: ReadonlyMap<string, string>,
  others: readonly string[],
): Drift {
  const present = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .replaceAll("\\", "/"),
        )
        .toSorted()
    : [];
  return {
    missing: [...wanted.keys()].filter((name) => !present.includes(name)),
    stale: present.filter((name) => {
      const text = wanted.get(name);
      return text !== undefined && text !== readFileSync(join(folder, name), "utf8");
    }),
    superfluous: present.filter((name) => !wanted.has(name) && !others.includes(name)),
  };
}

/** Makes a folder hold its pages. */
export function repair(
  folder: string,
  wanted: ReadonlyMap<string, string>,
  { missing, stale, superfluous }: Drift,
): void {
  for (const name of superfluous) rmSync(join(folder, name));
  for (const name of [...missing, ...stale]) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), wanted.get(name) ?? "");
  }
}

/** The drift in words, a line for each file. */
export function driftLines({ missing, stale, superfluous }: Drift): string[] {
  return [
    ...missing.map((name) => `missing      ${name}`),
    ...stale.map((name) => `stale        ${name}`),
    ...superfluous.map((name) => `superfluous  ${name}`),
  ];
}

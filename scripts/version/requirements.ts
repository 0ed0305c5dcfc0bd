import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const HOME = "specs/requirements";
const ROW = /^ {2}- id: (\S+)\n(?: {4}.*\n)+/gm;
const VERSIONS = /^ {4}versions: \[(.*)\]$/m;

interface Row {
  readonly id: string;
  readonly text: string;
  readonly versions: readonly string[];
}

/**
 * Requirements that hold for a version by name, taken over for one that is copied from it. Rows that speak of the version
 * itself are left as they are.
 *
 * @param from - such as `acs@2026-03-12`
 * @returns the texts of the files that change, by their path below the root of the project
 */
export function carriedRequirements(root: string, from: string, name: string): Map<string, string> {
  const files = requirementFiles(root).map(([file, text]) => {
    const carried = text.replaceAll(ROW, (row: string, id: string) => {
      const { versions } = rowOf(row, id);
      if (!versions.includes(from) || versions.includes(name) || speaksOf(row, from)) return row;
      return row.replace(
        VERSIONS,
        (_line, listed: string) => `    versions: [${listed}, ${JSON.stringify(name)}]`,
      );
    });
    return [file, text, carried] as const;
  });
  return new Map(files.flatMap(([file, text, carried]) => (text === carried ? [] : [[file, carried]])));
}

/** Ids of the rows that hold for one version by name, and not for another. */
export function rowsOfOneVersion(root: string, version: string, other: string): string[] {
  return requirementFiles(root)
    .flatMap(([, text]) => Array.from(text.matchAll(ROW), ([row, id = ""]) => rowOf(row, id)))
    .filter(({ versions }) => versions.includes(version) && !versions.includes(other))
    .map(({ id }) => id);
}

function requirementFiles(root: string): (readonly [string, string])[] {
  return readdirSync(join(root, HOME))
    .toSorted()
    .map((name) => [`${HOME}/${name}`, readFileSync(join(root, HOME, name), "utf8")] as const);
}

function rowOf(text: string, id: string): Row {
  const [, listed = ""] = VERSIONS.exec(text) ?? [];
  return { id, text, versions: Array.from(listed.matchAll(/[\w@.-]+/g), ([version]) => version) };
}

/** Whether its statement names the version, which `versions` and the place that it was found at do too. */
function speaksOf(row: string, version: string): boolean {
  const statement = row.replace(VERSIONS, "").replace(/^ {4}place: .*$/m, "");
  return statement.includes(version.replace(/^.*@/, ""));
}

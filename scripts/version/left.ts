import { differencesFrom, type Known } from "../upstream/index.ts";
import type { Difference } from "../upstream/difference.ts";
import { rowsOfOneVersion } from "./requirements.ts";
import type { NewVersion } from "./scaffold.ts";

/** What a person has to decide, once everything that follows from the spec is written. */
export async function leftForAPerson(
  root: string,
  { service, apiVersion, from }: NewVersion,
  upstream: string | undefined,
): Promise<string> {
  const name = `${service}@${apiVersion}`;
  const rows = rowsOfOneVersion(root, `${service}@${from}`, name);
  return [
    "",
    `${name} is there: types, clients, simulator, gate and docs/changes know it. Left for you:`,
    "",
    ...(await officialDifferences(root, name, `${service}@${from}`, upstream)),
    "",
    ...(rows.length === 0
      ? [`2. Every requirement of ${from} holds for ${apiVersion} too; take out those that do not.`]
      : [
          `2. Requirements of ${from} hold for ${apiVersion} too; take out those that do not. These speak of ${from} itself;`,
          "   write the counterpart of each that the new version has:",
          ...rows.map((row) => `   ${row}`),
        ]),
    "",
    `3. The description in specs/${service}/${apiVersion}.yaml, the table of versions in README.md, and a changeset (npm run changeset).`,
    "",
    "4. After each edit: npm run generate && npm run changes",
    "   At the end:      npm run upstream && npm run verify && npm run traceability && npm test",
    "",
  ].join("\n");
}

async function officialDifferences(
  root: string,
  name: string,
  from: string,
  upstream: string | undefined,
): Promise<string[]> {
  if (upstream === undefined)
    return ["1. The official definition: no upstream. Give it by --upstream <file>, or to npm run upstream."];
  const { differences, noUpstream } = await differencesFrom(root, name, upstream, from);
  const open = differences.filter(({ reason }) => reason === undefined);
  const missing = noUpstream.filter(({ reason }) => reason === undefined);
  const ledger = "specs/upstream-differences.yaml";
  return [
    `1. ${open.length} differences from the official definition, to be repaired, or to be explained in ${ledger}.`,
    ...open.map(line),
    ...missing.map(({ place, lacks }) => `   no upstream, to be listed there: ${place} (${lacks})`),
    ...rowsToExtend([...differences, ...noUpstream], from, name),
    `   Then store the definition: npm run upstream -- --${name.replace(/@.*$/, "")} <folder> --write (docs/upstream.md says which folder).`,
  ];
}

/** Rows that explain something for the version that this was copied from, and not yet for this one. */
function rowsToExtend(found: readonly Known[], from: string, name: string): string[] {
  const reasons = found.flatMap(({ reason, elsewhere }) =>
    elsewhere && reason !== undefined ? [reason] : [],
  );
  if (reasons.length === 0) return [];
  return [
    `   ${reasons.length} more are explained there for ${from}. Where that holds, add ${name} to \`versions\` of the rows:`,
    ...[...new Set(reasons)].map((reason) => `   - ${reason}`),
  ];
}

function line({ place, aspect, ours, official }: Difference): string {
  return `   ${place} ${aspect}: ours ${said(ours)}, official ${said(official)}`;
}

function said(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

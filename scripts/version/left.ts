import { differencesFrom } from "../upstream/index.ts";
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
          `2. Requirements of ${from} hold for ${apiVersion} too; take out those that do not. These speak of ${from} itself:`,
          ...rows.map((row) => `   ${row}`),
        ]),
    "",
    `3. The description in specs/${service}/${apiVersion}.yaml, the table of versions in README.md, CHANGELOG.md.`,
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
  const known = differences.length - open.length;
  return [
    `1. ${open.length} differences from the official definition, each to be repaired, or to be explained in`,
    `   specs/upstream-differences.yaml; ${known} more are explained there for ${from}, if they hold for this version too${open.length > 0 ? ":" : "."}`,
    ...open.map(line),
    ...[...new Set(noUpstream.map(({ lacks }) => lacks))].map((lack) => {
      const places = noUpstream.filter(({ lacks }) => lacks === lack).map(({ place }) => place);
      return `   no upstream, as it lacks ${lack}: ${places.join(", ")}`;
    }),
  ];
}

function line({ place, aspect, ours, official }: Difference): string {
  return `   ${place} ${aspect}: ours ${said(ours)}, official ${said(official)}`;
}

function said(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

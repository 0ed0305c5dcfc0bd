/**
 * Compares our documents with the vendor's own definitions: Swagger 2.0 of ACS, CSDL of Graph. What differs must stand
 * in `specs/upstream-differences.yaml` with its reason; what no definition speaks of is told, and never passed.
 */
import { compareVersion, withoutDefinition } from "./compare/index.ts";
import type { Definition } from "./definition.ts";
import type { Difference, NoUpstream, VersionComparison } from "./difference.ts";
import { ownVersions, scopeOf, type OwnVersion, type Service } from "./documents.ts";
import { UpstreamInputError } from "./input-error.ts";
import type { SchemaObject } from "../generate/schema.ts";
import { listingsOf, reasonFor, samePlace } from "./claims.ts";
import { judge, type Judgement } from "./judge.ts";
import { readLedger } from "./ledger.ts";
import { readFile, readFolder } from "./official.ts";
import { isStored, readStored, storedFile } from "./store.ts";

export type { Definition } from "./definition.ts";
export type { Difference, VersionComparison } from "./difference.ts";
export { UpstreamInputError } from "./input-error.ts";
export { storedFile } from "./store.ts";

/** Where official definitions lie; a service whose folder is absent is compared by what is stored. */
export interface UpstreamFolders {
  readonly acs?: string | undefined;
  readonly graph?: string | undefined;
}

/** All that was found. */
export interface UpstreamResult extends Judgement {
  readonly comparisons: readonly VersionComparison[];
  /** Official versions that we have no spec for. */
  readonly withoutSpec: readonly string[];
  /** Files of `specs/upstream/` that say other than the folder. */
  readonly staleStored: readonly string[];
  /** Versions that a folder was given for but does not hold: compared by what is stored. */
  readonly notInFolder: readonly string[];
  /** What was read from the folders. */
  readonly definitions: readonly Definition[];
}

/** What the ledger says of something that was found. */
export interface Known {
  readonly reason?: string;
  /** Whether its row holds for another version alone: the one that this was copied from. */
  readonly elsewhere?: boolean;
}

/** A comparison with what the ledger says of each finding. */
export interface JudgedComparison extends VersionComparison {
  readonly differences: readonly (Difference & Known)[];
  readonly noUpstream: readonly (NoUpstream & Known)[];
}

const SERVICES: readonly Service[] = ["acs", "graph"];

/**
 * Compares every version of ours with its official definition.
 *
 * @param root - the repository
 * @throws UpstreamInputError where a folder or a file cannot be read
 */
export async function compareWithUpstream(
  root: string,
  folders: UpstreamFolders = {},
): Promise<UpstreamResult> {
  const versions = ownVersions(root);
  const read: Definition[] = [];
  const stored: Definition[] = [];
  for (const service of SERVICES) {
    const folder = folders[service];
    if (folder !== undefined) read.push(...(await sinceOurs(service, folder, versions)));
    stored.push(...readStored(root, service));
  }
  const given = (version: OwnVersion) => read.find((candidate) => isOf(candidate, version));
  const kept = (version: OwnVersion) => stored.find((candidate) => isOf(candidate, version));
  const comparisons = versions.map((version) => {
    const definition = given(version) ?? kept(version);
    return definition === undefined ? withoutDefinition(version) : compareVersion(version, definition);
  });
  const official = new Set([...stored, ...read].map(nameOf));
  return {
    comparisons,
    ...judge(comparisons, readLedger(root)),
    withoutSpec: [...official]
      .filter((name) => !versions.some((version) => version.name === name))
      .toSorted(),
    staleStored: read.filter((definition) => !isStored(root, definition)).map(storedFile),
    notInFolder: versions
      .filter(
        (version) => folders[version.service] !== undefined && given(version) === undefined && kept(version),
      )
      .map(({ name }) => name),
    definitions: read,
  };
}

/**
 * Compares one version of ours, as it is bundled in `generated/`, with one official file: a Swagger 2.0 document, a CSDL
 * or a `.defs.json`. References that lead to files which are not there are `no upstream`.
 *
 * @param root - the repository
 * @param name - a version that `generated/` has: `acs@2026-09-01`
 * @param file - the official file
 * @param like - a version whose rows in the ledger may explain the differences too: the one that it was copied from
 * @throws UpstreamInputError where there is no such version, or the file cannot be read
 */
export async function differencesFrom(
  root: string,
  name: string,
  file: string,
  like?: string,
): Promise<JudgedComparison> {
  const versions = ownVersions(root);
  const version = versions.find((candidate) => candidate.name === name);
  if (version === undefined) throw new UpstreamInputError(`generated/ has no ${name}.`);
  const { service, apiVersion } = version;
  const document = await readFile(service, file, scopeOf(versions, service));
  const comparison = compareVersion(version, { service, apiVersion, source: file, document });
  const ledger = readLedger(root);
  const known = (reasonOf: (asked: string) => string | undefined): Known => {
    const own = reasonOf(name);
    if (own !== undefined) return { reason: own };
    const other = like === undefined ? undefined : reasonOf(like);
    return other === undefined ? {} : { reason: other, elsewhere: true };
  };
  return {
    ...comparison,
    differences: comparison.differences.map((difference) => ({
      ...difference,
      ...known((asked) => reasonFor(difference, ledger, asked)),
    })),
    noUpstream: comparison.noUpstream.map((part) => ({
      ...part,
      ...known(
        (asked) =>
          listingsOf(ledger, [asked]).find((row) => samePlace(row, { ...part, version: asked }))?.reason,
      ),
    })),
  };
}

/**
 * Reads one official file of a service.
 *
 * @throws UpstreamInputError where it cannot be read
 */
export function readDefinition(root: string, service: string, file: string): Promise<SchemaObject> {
  const known = SERVICES.find((name) => name === service);
  if (known === undefined) throw new UpstreamInputError(`There are no definitions of ${service}.`);
  return readFile(known, file, scopeOf(ownVersions(root), known));
}

/** What a folder holds from our oldest version on: what was before it is nobody's concern here. */
async function sinceOurs(
  service: Service,
  folder: string,
  versions: readonly OwnVersion[],
): Promise<Definition[]> {
  const definitions = await readFolder(service, folder, scopeOf(versions, service));
  const [oldest = ""] = versions
    .flatMap((version) => (version.service === service ? [version.apiVersion] : []))
    .toSorted();
  return definitions.filter(({ apiVersion }) => apiVersion >= oldest);
}

function isOf(definition: Definition, version: OwnVersion): boolean {
  return definition.service === version.service && definition.apiVersion === version.apiVersion;
}

function nameOf({ service, apiVersion }: Definition): string {
  return `${service}@${apiVersion}`;
}

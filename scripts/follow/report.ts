import { compareContracts, type Comparison } from "../../conformance/diff/compare.ts";
import { markdownReport } from "../../conformance/diff/report/markdown.ts";
import { at } from "../generate/document.ts";
import { LACKS, type Definition } from "../upstream/definition.ts";
import {
  compareWithUpstream,
  storedFile,
  type UpstreamFolders,
  type UpstreamResult,
} from "../upstream/index.ts";
import { isFaulty } from "../upstream/report/faulty.ts";
import { upstreamMarkdown } from "../upstream/report/markdown.ts";
import { readStored } from "../upstream/store.ts";

/** What the official definitions say now. */
export interface Followed {
  /** For the body of a pull request. */
  readonly report: string;
  /** Whether there is anything that a person has to look at. */
  readonly isNew: boolean;
  /** Definitions that are not stored as they are. */
  readonly changed: readonly Definition[];
}

/**
 * Compares fetched definitions with those that are stored, change by change, and with our specs.
 *
 * @param root - the repository
 * @throws UpstreamInputError where a folder or a file cannot be read
 */
export async function follow(root: string, folders: UpstreamFolders): Promise<Followed> {
  const result = await compareWithUpstream(root, folders);
  const changed = result.definitions.filter((definition) =>
    result.staleStored.includes(storedFile(definition)),
  );
  const known = [...readStored(root, "acs"), ...readStored(root, "graph")];
  const chapters = changed.map((definition) => chapterOf(definition, known, result.definitions));
  // What is stored is about to be brought up to date.
  const specs = { ...result, staleStored: [] };
  const report = [head(chapters.length, specs), ...chapters, upstreamMarkdown(specs)].join("\n");
  return { report, isNew: changed.length > 0 || isFaulty(specs), changed };
}

function head(changed: number, specs: UpstreamResult): string {
  const open = specs.unexplained.length + specs.unlisted.length + specs.stale.length;
  return [
    `${changed} definitions say other than what is stored; ${open} findings about our specs ask for a person.`,
    "",
    "What to do: repair the specs, or give the difference a row in `specs/upstream-differences.yaml`; for a new version",
    "`npm run version:new -- <service> <version> --upstream <file>`. Then `npm run upstream` has nothing to say.",
    "",
  ].join("\n");
}

/** What one definition changes: since it was stored, or, where it is new, since the version before it. */
function chapterOf(
  definition: Definition,
  known: readonly Definition[],
  fetched: readonly Definition[],
): string {
  const name = nameOf(definition);
  const before = known.find((other) => nameOf(other) === name);
  const since = `${name} has changed since it was stored`;
  if (before && hasPaths(before) && hasPaths(definition)) return changes(since, before, definition);
  if (before) return changes(`${since}: its types alone`, typesOf(before), typesOf(definition));
  const older = [...fetched, ...known]
    .filter((other) => other.service === definition.service && other.apiVersion < definition.apiVersion)
    .filter((other) => hasPaths(other))
    .toSorted((a, b) => (a.apiVersion < b.apiVersion ? -1 : 1))
    .at(-1);
  if (older && hasPaths(definition))
    return changes(`${name} is new, compared with ${nameOf(older)}`, older, definition);
  return `# ${name} is new\n\nNo upstream to compare its operations with.\n`;
}

/** A definition may be of types alone, as some that are stored are. */
function hasPaths({ document }: Definition): boolean {
  const lacks: unknown = document[LACKS];
  return !(Array.isArray(lacks) && lacks.includes("paths"));
}

/**
 * The types of a definition, each as a request and as an answer of its own: nothing says what they are used for, so that
 * what breaks either is told.
 */
function typesOf(definition: Definition): Definition {
  const schemas = at(definition.document, "components", "schemas");
  const paths = Object.keys(schemas).map((name) => {
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
    const post = {
      operationId: name,
      requestBody: { required: true, content },
      responses: { 200: { content } },
    };
    return [`/${name}`, { post }] as const;
  });
  return { ...definition, document: { ...definition.document, paths: Object.fromEntries(paths) } };
}

function changes(title: string, old: Definition, revised: Definition): string {
  const comparison: Comparison = compareContracts(
    { name: nameOf(old), document: old.document },
    { name: nameOf(revised), document: revised.document },
  );
  return markdownReport({ ...comparison, leftOut: 0 }, { title });
}

function nameOf({ service, apiVersion }: Definition): string {
  return `${service}@${apiVersion}`;
}

/** A report that a place of so many characters can hold: what asks for a person comes first in it. */
export function shortened(report: string, longest: number): string {
  if (report.length <= longest) return report;
  const rest =
    "\n\nThe rest is too long for this place; `npm run follow` without `--limit` prints all of it.\n";
  return report.slice(0, report.lastIndexOf("\n", longest - rest.length)) + rest;
}

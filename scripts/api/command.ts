/** The command behind `npm run api`: the built package and its snapshot in, pages and lines out. */
import { lineFor, readBreakingNotes, tells, type BreakingNotes } from "./changelog.ts";
import { compareSurfaces, type Change } from "./compare.ts";
import { FILES } from "./names.ts";
import { fileOf, readSnapshot, recordOf, TAKE_BACK, withList, writePage } from "./snapshot.ts";
import { readSurface } from "./surface.ts";

/** What there is. */
export interface Given {
  readonly version: string;
  /** The modules of the built package, as text. */
  readonly modules: ReadonlyMap<string, string>;
  /** What can be imported and has no types. */
  readonly files: readonly string[];
  /** The stored snapshot by file name; empty where there is none yet. */
  readonly pages: ReadonlyMap<string, string>;
  /** Whether the last commit has a snapshot: then there is no first one to write. */
  readonly isCommitted?: boolean;
  readonly changelog: string;
  /** What pending changesets say, without their heads. */
  readonly pending?: readonly string[];
}

/** What follows from it. */
export interface Outcome {
  /** The snapshot as it should be, by file name. */
  readonly pages: ReadonlyMap<string, string>;
  /** What became of the surface since the snapshot was written. */
  readonly changes: readonly Change[];
  /** What is broken in this version and not told of in the changelog. Nothing may be written then. */
  readonly untold: readonly Change[];
  readonly notes: BreakingNotes;
}

/**
 * Compares the package with its snapshot and makes the next one. What was broken since the version of the package began
 * is kept on record, so that the changelog has to go on telling of it.
 *
 * @throws Error for a snapshot of which something is missing or spoilt
 */
export function judge(given: Given): Outcome {
  const { modules, files, pages, isCommitted, changelog, pending } = given;
  const texts = new Map(modules).set(FILES, files.map((file) => `declare module "${file}";`).join("\n"));
  const now = readSurface(texts);
  const notes = readBreakingNotes(changelog, pending);
  // What breaks users after a release is of the next one, whatever its number will be.
  const version = notes.isOpen ? given.version : `what follows ${given.version}`;
  const { surface, baseline } = readSnapshot(pages, version);
  // Nothing can be broken that was never written down, or that nobody has.
  const isNew = pages.size === 0;
  const isFirst = isNew || notes.isFirst;
  if (isNew && isCommitted) throw new Error(`docs/api/ has no page. ${TAKE_BACK}`);
  const broken = isFirst ? [] : compareSurfaces(baseline, now).filter(({ impact }) => impact === "breaking");
  const homes = broken.map(({ home }) => home);
  const next = new Map<string, string>();
  for (const name of new Set([...texts.keys(), ...homes.map(({ module }) => module)])) {
    const former = baseline.get(name);
    const record = former ? recordOf(former, homes) : "";
    next.set(fileOf(name), writePage(name, texts.get(name) ?? "", version, record));
  }
  return {
    pages: withList(next),
    changes: isNew ? [] : compareSurfaces(surface, now),
    untold: broken.filter((change) => !tells(notes, change)),
    notes,
  };
}

/** One line for each change, the breaking ones first. */
export function describe(changes: readonly Change[]): string[] {
  const rank = ({ impact }: Change) => Number(impact === "compatible");
  return changes
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ impact, name, entries, place, message, home }) => {
      const where = entries.length > 0 ? entries.join(", ") : home.module;
      const what = name === "*" ? "" : ` ${name}`;
      return `${impact}: ${where}:${what}${place === "" ? "" : `, ${place},`} ${message}`;
    });
}

/** What to do about changes that the changelog does not tell of. */
export function adviceOn(untold: readonly Change[], { section, isOpen }: BreakingNotes): string[] {
  const lines = [...new Set(untold.map(lineFor))];
  const place = isOpen
    ? ` (npm run changeset), or of the section "${section}" of CHANGELOG.md`
    : " (npm run changeset)";
  return [
    ...describe(untold),
    `No changeset tells of ${lines.length === 1 ? "this" : "these"}. Take it back, or add below "### Breaking" of one${place}:`,
    ...lines,
  ];
}

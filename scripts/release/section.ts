import type { Changeset } from "./changeset.ts";

const UNRELEASED = " (unreleased)";

/** The newest section of a changelog and what is around it. */
export interface Newest {
  readonly before: string;
  /** Without the mark of what is not released. */
  readonly heading: string;
  readonly isUnreleased: boolean;
  /** What stands below the heading. */
  readonly body: string;
  readonly after: string;
}

/** @throws Error for a changelog without a section */
export function newestSection(changelog: string): Newest {
  const [found, before = "", title = "", body = ""] =
    /^((?:(?!## )[^\n]*\n)*)## ([^\n]+)(?:\n|$)((?:(?!## )[^\n]*(?:\n|$))*)/.exec(changelog) ?? [];
  if (found === undefined) throw new Error('CHANGELOG.md has no section: it begins with "## ".');
  const isUnreleased = title.endsWith(UNRELEASED);
  return {
    before,
    heading: isUnreleased ? title.slice(0, -UNRELEASED.length) : title,
    isUnreleased,
    body: body.trim(),
    after: changelog.slice(found.length),
  };
}

/**
 * The changelog with what is pending told in it: in a section of its own before the others, or, where the newest one is
 * of a version that is not released yet, in that one.
 */
export function told(changelog: string, version: string, changesets: readonly Changeset[]): string {
  const { before, heading, isUnreleased, body, after } = newestSection(changelog);
  const groups = groupsOf(changesets);
  if (!isUnreleased) {
    const section = `## ${version}\n\n${added("", groups)}\n\n`;
    return `${before}${section}## ${heading}\n\n${body}\n${after === "" ? "" : `\n${after}`}`;
  }
  if (heading !== version)
    throw new Error(`CHANGELOG.md begins with ${heading}, which is not released, and this is ${version}.`);
  return `${before}## ${version}\n\n${added(body, groups)}\n${after === "" ? "" : `\n${after}`}`;
}

/** The parts of a section, in their order, with the items that each gets. */
function groupsOf(changesets: readonly Changeset[]): Map<string, string> {
  const itemsOf = (isOfIt: (bump: Changeset["bump"]) => boolean) =>
    changesets
      .filter(({ bump }) => isOfIt(bump))
      .map(({ prose }) => itemOf(prose))
      .join("\n");
  const breaking = changesets.map((one) => one.breaking).filter((list) => list !== "");
  return new Map([
    ["Breaking", breaking.join("\n")],
    ["Added and changed", itemsOf((bump) => bump !== "patch")],
    ["Fixed", itemsOf((bump) => bump === "patch")],
  ]);
}

/** Prose as an item of a list; a list stays one. */
function itemOf(prose: string): string {
  if (/^[-*] /.test(prose)) return prose;
  return `- ${prose.replaceAll(/\n(?=[^\n])/g, "\n  ")}`;
}

function added(body: string, groups: ReadonlyMap<string, string>): string {
  let text = body;
  for (const [title, items] of groups) {
    if (items === "") continue;
    const [, start = "", rest = ""] =
      new RegExp(`^([^]*?^### ${title}\n[^]*?)(\n*^### [^]*)?$(?![^])`, "m").exec(text) ?? [];
    if (start === "") text = `${text}\n\n### ${title}\n\n${items}`.trim();
    else text = `${start.trimEnd()}\n${items}${rest === "" ? "" : `\n\n${rest.trim()}`}`;
  }
  return text;
}

import type { Changeset } from "./changeset.ts";
import { newestSection } from "./section.ts";

/** What is to be done for the next release: `prepare` it, or `publish` what is prepared. */
export type Stage = "prepare" | "publish";

/** What decides about a release. */
export interface Standing {
  readonly version: string;
  readonly changelog: string;
  readonly pending: readonly Changeset[];
}

/**
 * Where the next release stands.
 *
 * @throws Error where the changelog tells of another version first than the package has
 */
export function stageOf({ version, changelog, pending }: Standing): Stage {
  const { heading, isUnreleased } = newestSection(changelog);
  if (heading !== version)
    throw new Error(`CHANGELOG.md begins with ${heading}, and package.json has ${version}.`);
  return isUnreleased || pending.length > 0 ? "prepare" : "publish";
}

/** Why a package must not be published as it is; empty where it may. */
export function hindrances(standing: Standing, repository: unknown): string[] {
  const faults: string[] = [];
  if (stageOf(standing) === "prepare")
    faults.push(
      `${standing.version} is not prepared: run npm run release, which takes what is pending into CHANGELOG.md.`,
    );
  if (!isRepository(repository))
    faults.push(
      "package.json names no repository, and the proof of where a package was built (provenance) has to match one. The release workflow sets it; by hand: npm pkg set repository.type=git repository.url=git+https://github.com/<owner>/<name>.git",
    );
  return faults;
}

function isRepository(value: unknown): boolean {
  const url = typeof value === "object" && value !== null && "url" in value ? value.url : value;
  return typeof url === "string" && url !== "";
}

/** A text with the version that it names, as in `call-handoff@v0.1.0`, brought up to date. */
export function renamed(text: string, name: string, from: string, to: string): string {
  return text.replaceAll(`${name}@v${from}`, `${name}@v${to}`);
}

/** A lock file with the version of the package brought up to date, and nothing else. */
export function relocked(lock: string, from: string, to: string): string {
  const parts = lock.split(`"version": ${JSON.stringify(from)}`);
  // The head of the file says it twice: of the package, and of its entry among the others.
  const [first, second, ...rest] = parts;
  if (
    first === undefined ||
    second === undefined ||
    rest.length === 0 ||
    (first + second).includes("node_modules/")
  )
    throw new Error(`package-lock.json is not that of ${from}.`);
  const said = `"version": ${JSON.stringify(to)}`;
  return [first, second, rest.join(`"version": ${JSON.stringify(from)}`)].join(said);
}

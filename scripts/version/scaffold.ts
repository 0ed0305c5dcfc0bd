import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listVersions } from "../generate/document.ts";
import { carriedRequirements } from "./requirements.ts";

/** What a new version is made from. */
export interface NewVersion {
  readonly service: string;
  readonly apiVersion: string;
  /** The version that is copied. */
  readonly from: string;
}

/** What to write: texts by their path below the root of the project. */
export type Scaffold = ReadonlyMap<string, string>;

const NAME = /^(?:(\d{4}-\d{2}-\d{2})(?:-preview)?|v\d+(?:\.\d+)*|beta)$/;
const DATED = /^\d{4}-/;
const STABLE = /^\d{4}-\d{2}-\d{2}$/;
/** What the description of a version says of itself alone. */
const NEWS = /\s+New here:[^]*?(?=\n {2}\w)/;

/** A version cannot be added as it was asked for. */
export class VersionError extends Error {
  override readonly name = "VersionError";
}

/**
 * Checks what was asked for.
 *
 * @param words - service and version, as on the command line
 * @param from - the version to copy; default: the newest of the service before the new one, or else its oldest
 * @throws VersionError that says what to write instead
 */
export function newVersion(root: string, words: readonly string[], from?: string): NewVersion {
  const [service, apiVersion, ...rest] = words;
  const known = listVersions(root);
  const services = [...new Set(known.map((version) => version.service))];
  if (service === undefined || apiVersion === undefined || rest.length > 0)
    throw new VersionError("Name a service and a version, such as acs 2026-09-01.");
  const own = known.filter((version) => version.service === service).map((version) => version.apiVersion);
  if (own.length === 0)
    throw new VersionError(`There is no service "${service}". There are: ${services.join(", ")}.`);
  const [matched, date] = NAME.exec(apiVersion) ?? [];
  if (matched === undefined || (date !== undefined && !isDate(date)))
    throw new VersionError(
      `"${apiVersion}" is no version. One looks like 2026-09-01, 2026-09-01-preview or v1.0.`,
    );
  const holder = known.find((version) => version.apiVersion === apiVersion);
  if (holder) throw new VersionError(`There is ${holder.service}@${apiVersion} already, in ${holder.file}.`);
  const before = own.toSorted(byAge).findLast((name) => byAge(name, apiVersion) < 0) ?? own[0] ?? "";
  const source = from ?? before;
  if (!own.includes(source))
    throw new VersionError(`There is no ${service}@${source} to start from. There are: ${own.join(", ")}.`);
  return { service, apiVersion, from: source };
}

/**
 * The specs of a new version: that of another under its own name, and the requirements that hold for it. Receivers read by the one version of a service that
 * declares all that the others do: that mark goes over to a newer one, and stays where it is otherwise.
 */
export function scaffold(root: string, { service, apiVersion, from }: NewVersion): Scaffold {
  const home = (name: string) => `specs/${service}/${name}.yaml`;
  const text = readFileSync(join(root, home(from)), "utf8");
  const renamed = text.replace(NEWS, "").replaceAll(wholeWord(from), () => apiVersion);
  const { marked, without } = mark(text);
  const moves = marked && DATED.test(from) && STABLE.test(apiVersion) && byAge(from, apiVersion) < 0;
  return new Map([
    [home(apiVersion), moves ? renamed : mark(renamed).without],
    ...(moves ? [[home(from), without] as const] : []),
    ...carriedRequirements(root, `${service}@${from}`, `${service}@${apiVersion}`),
  ]);
}

/** The older first: a preview is older than what it previews, and v10.0 is newer than v2.0. */
function byAge(a: string, b: string): number {
  const key = (name: string) => (STABLE.test(name) ? `${name}-stable` : name);
  return key(a).localeCompare(key(b), "en", { numeric: true });
}

function isDate(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function wholeWord(name: string): RegExp {
  return new RegExp(String.raw`(?<![\w.-])${name.replaceAll(".", String.raw`\.`)}(?![\w-])`, "g");
}

/** The text without `x-received` and the comment above it. */
function mark(text: string): { readonly marked: boolean; readonly without: string } {
  const without = text.replace(/^(?:#.*\n)*x-received:.*\n(?:[ \t].*\n)*/m, "");
  return { marked: without !== text, without };
}

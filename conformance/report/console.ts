import { fails, type Check, type Feature, type Run } from "./check.ts";
import { failureWriter, shortFailure } from "./failure-text.ts";
import { hideInRun, hiding } from "./secrets.ts";
import { countsOf, grouped, severityOf, titleOf } from "./severity.ts";
import { table, wrapped } from "./table.ts";
import { harmless, paintOf, type Paint, type ReportIo } from "./terminal.ts";

/** How the console report is written. */
export interface ConsoleOptions {
  /** Whether a failed SHOULD fails its run. Default `false`. */
  readonly strict?: boolean;
  /** Default: no colours. */
  readonly paint?: Paint;
}

/** Writes what the runs found for people, without the secrets. */
export function printRuns(
  runs: readonly Run[],
  {
    io,
    strict,
    secrets,
  }: { readonly io: ReportIo; readonly strict: boolean; readonly secrets: readonly string[] },
): void {
  const hide = hiding(secrets);
  const hidden = runs.map((run) => hideInRun(run, hide));
  io.stdout.write(hide(consoleReport(hidden, { strict, paint: paintOf(io) })));
}

/**
 * What the runs found, for people: each failure in full, warnings and notes, what was left out and why, and a table
 * for each operation. Of checks that passed it says nothing.
 */
export function consoleReport(runs: readonly Run[], options: ConsoleOptions = {}): string {
  return runs.map((run) => `${runLines(run, options).join("\n")}\n`).join("\n");
}

const plain: Paint = (_, text) => text;

function runLines(run: Run, { strict = false, paint = plain }: ConsoleOptions): string[] {
  const { checks, notes, features, durationMs } = run;
  const failing = fails(checks, strict);
  const verdict = failing ? paint(["bold", "red"], "does not conform") : paint(["bold", "green"], "conforms");
  const isKnown = ({ status }: Check) => status === "knownFailing";
  const isExcluded = ({ status }: Check) => status === "excluded";
  return [
    ...verdictLines(run, strict, paint),
    ...reasonLines("Known to fail", checks.filter(isKnown), paint),
    ...reasonLines("Excluded", checks.filter(isExcluded), paint),
    ...(features ? featureLines(features, paint) : []),
    ...(notes.length > 0 ? [paint("bold", "Notes"), ...notes.flatMap(noteLines), ""] : []),
    ...(checks.length > 0 ? [table(checks).split("\n").map(harmless).join("\n"), ""] : []),
    `${harmless(titleOf(run))} ${verdict}: ${countsOf(run, strict)} in ${(durationMs / 1000).toFixed(1)} s`,
    ...(checks.length === 0 ? ["Nothing was judged, which is no success."] : []),
  ];
}

/** Failures first, then warnings, then notes, with an empty line after each. */
function verdictLines(run: Run, strict: boolean, paint: Paint): string[] {
  const found = grouped(run.checks, (check) => severityOf(check, strict));
  return [
    ...fatalLines(run, found.get("error") ?? [], paint),
    ...(found.get("warning") ?? []).map((check) => shortFailure(check, "warning", paint)),
    ...(found.get("notice") ?? []).map((check) => shortFailure(check, "note", paint)),
  ].flatMap((text) => [text, ""]);
}

/** How often the same may be said in full. */
const MOST_ALIKE = 3;

/** What failed in full, before what could not be tested: the one is often the cause of the other. What is said often, once. */
function fatalLines(run: Run, checks: readonly Check[], paint: Paint): string[] {
  const full = failureWriter(run, paint);
  const order = ({ id, status }: Check) =>
    status === "notTestable" ? 2 : id.startsWith("conformance/") ? 0 : 1;
  const sorted = checks.toSorted((one, other) => order(one) - order(other));
  return [...grouped(sorted, ({ status, message }) => `${status} ${message}`).values()].flatMap((alike) => {
    if (alike.length <= MOST_ALIKE) return alike.map(full);
    const [first, ...others] = alike;
    const names = wrapped(harmless(namesOf(others)), "            ").map((line) => paint("dim", line));
    return [[...(first ? [full(first)] : []), `  and so     ${others.length} more:`, ...names].join("\n")];
  });
}

/** Checks by what is said of them, with how many there are of each. */
function reasonLines(title: string, checks: readonly Check[], paint: Paint): string[] {
  if (checks.length === 0) return [];
  const reasons = [...grouped(checks, ({ message }) => message)];
  return [
    paint("bold", title),
    ...reasons.flatMap(([reason, own]) => [
      ...wrapped(`${own.length} × ${harmless(inOneLine(reason))}`, "  "),
      ...wrapped(harmless(namesOf(own)), "      ").map((line) => paint("dim", line)),
    ]),
    "",
  ];
}

/** How many names are told one by one. */
const MOST_NAMES = 20;

/** Ids, each with the versions in which it is meant; of many only how many each operation has. */
function namesOf(checks: readonly Check[]): string {
  if (checks.length > MOST_NAMES) {
    const places = grouped(checks, ({ operation, apiVersion }) => `${operation} ${apiVersion}`);
    return [...places].map(([name, own]) => `${own.length} of ${name}`).join(", ");
  }
  const versions = grouped(checks, ({ id }) => id);
  return [...versions]
    .map(([id, own]) => `${id} (${own.map(({ apiVersion }) => apiVersion).join(", ")})`)
    .join(", ");
}

function featureLines(features: readonly Feature[], paint: Paint): string[] {
  const operations = grouped(features, ({ operation, apiVersion }) => `${operation} ${apiVersion}`);
  return [
    paint("bold", "Features"),
    ...[...operations].flatMap(([name, own]) => {
      const exercised = own.filter((feature) => feature.exercised);
      const missing = own.filter((feature) => !feature.exercised);
      const head = `${name}: exercised ${exercised.length} of ${own.length}`;
      // Whichever is the shorter list says as much.
      const isFew = exercised.length <= missing.length;
      const rest = isFew ? `: ${idsOf(exercised)}` : `, not ${idsOf(missing)}`;
      const isAll = exercised.length === 0 || missing.length === 0;
      return wrapped(harmless(isAll ? head : `${head}${rest}`), "  ");
    }),
    "",
  ];
}

/** Their titles explain them, at length. */
function idsOf(features: readonly Feature[]): string {
  return features.map(({ id, operation }) => id.replace(`${operation}/`, "")).join(", ");
}

function noteLines(note: string): string[] {
  return note.split("\n").map((line) => `  ${harmless(line)}`);
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, (blanks) => (blanks.includes("\n") ? " " : blanks));
}

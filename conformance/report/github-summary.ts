import { escaped } from "../../src/flows/diagram.ts";
import { fails, summarise, type Check, type Run, type Trace } from "./check.ts";
import { countsOf, grouped, severityOf, STATUS_WORDS, type Severity } from "./severity.ts";
import { shortened, tracesLines } from "./wire-text.ts";

/** GitHub refuses the summary of a step above 1 MiB; the rest is for what says that something is left out. */
export const SUMMARY_LIMIT = 1_000_000;

const LONGEST_BODY = 1000;
const LONGEST_MESSAGE = 4000;

/**
 * The runs as Markdown for the summary of a job: a table for each run, and below it what did not pass.
 *
 * @param limit - how many bytes there may be. What does not fit is left out, which is said
 */
export function githubSummary(runs: readonly Run[], strict = false, limit = SUMMARY_LIMIT): string {
  // Above all, so that details never take the place of a verdict.
  const heads = runs.map((run) => headOf(run, strict));
  let left = limit - heads.reduce((sum, head) => sum + Buffer.byteLength(head), 0) - 200 * runs.length;
  return runs
    .map((run, index) => {
      const troubles = troublesOf(run, strict);
      const shown: string[] = [];
      for (const trouble of troubles) {
        const text = details(trouble);
        left -= Buffer.byteLength(text);
        if (left < 0) break;
        shown.push(text);
      }
      const more = troubles.length - shown.length;
      const rest = more > 0 ? `\n${more} more are left out here, as GitHub takes no longer summary.\n` : "";
      return `${heads[index]}${shown.join("")}${rest}`;
    })
    .join("\n");
}

function headOf(run: Run, strict: boolean): string {
  const verdict = fails(run.checks, strict) ? "❌ does not conform" : "✅ conforms";
  const rows = [...grouped(run.checks, ({ operation, apiVersion }) => `${operation} ${apiVersion}`)].toSorted(
    ([one], [other]) => (one < other ? -1 : 1),
  );
  const head = ["", "passed", "failed", "known failing", "not testable", "excluded", "errors"];
  return [
    `## ${inline(run.mode)} ${code(shortened(run.target, 200))} ${verdict}`,
    "",
    `${countsOf(run, strict)} in ${(run.durationMs / 1000).toFixed(1)} s`,
    "",
    ...(rows.length === 0
      ? ["Nothing was judged, which is no success."]
      : [tableRow(head), tableRow(head.map((_, at) => (at === 0 ? "---" : "--:")))]),
    ...rows.map(([name, checks]) => tableRow([inline(name), ...cellsOf(checks)])),
    "",
    ...featuresOf(run),
    ...run.notes.map((note) => `- ${inline(shortened(note, LONGEST_MESSAGE))}`),
    "",
    "",
  ].join("\n");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function cellsOf(checks: readonly Check[]): string[] {
  const { passed, failed, knownFailing, notTestable, excluded, errors } = summarise(checks);
  const bad = (count: number) => (count === 0 ? "0" : `**${count}**`);
  return [String(passed), bad(failed), String(knownFailing), bad(notTestable), String(excluded), bad(errors)];
}

function featuresOf({ features }: Run): string[] {
  if (!features) return [];
  const operations = grouped(features, ({ operation, apiVersion }) => `${operation} ${apiVersion}`);
  return [...operations].map(([name, own]) => {
    const exercised = own.filter((feature) => feature.exercised).length;
    return `- ${inline(name)}: exercised ${exercised} of ${own.length} documented features`;
  });
}

interface Trouble {
  readonly check: Check;
  readonly word: string;
  readonly traces: readonly Trace[];
}

const ORDER: readonly Severity[] = ["error", "warning", "notice"];

function troublesOf(run: Run, strict: boolean): Trouble[] {
  const traces = new Map(run.traces.map((trace) => [trace.id, trace]));
  const found = grouped(run.checks, (check) => severityOf(check, strict));
  return ORDER.flatMap((severity) =>
    (found.get(severity) ?? []).map((check) => {
      if (severity !== "error") return { check, word: severity, traces: [] };
      return {
        check,
        word: STATUS_WORDS[check.status],
        traces: check.traces.flatMap((id) => traces.get(id) ?? []),
      };
    }),
  );
}

/** In HTML only, in which Markdown that somebody else wrote means nothing. */
function details({ check, word, traces }: Trouble): string {
  const { id, apiVersion, level, expectation, source, message } = check;
  const name = escaped(`${id} (${apiVersion})`);
  const text = [
    `expected: ${expectation}`,
    `source: ${source.document}, ${source.place}`,
    `seen: ${shortened(message, LONGEST_MESSAGE)}`,
    ...tracesLines(traces, LONGEST_BODY),
  ].join("\n");
  return `<details><summary>${word} ${level} <code>${oneLine(name)}</code></summary>\n\n<pre>${escaped(text)}</pre>\n\n</details>\n\n`;
}

function code(text: string): string {
  return text === "" ? "" : `<code>${inline(text)}</code>`;
}

/** Text that is neither Markdown nor HTML, in one line. */
function inline(text: string): string {
  return oneLine(escaped(text)).replaceAll(/[\\`*_{}[\]()#+\-!|~@:]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? " " : blanks));
}

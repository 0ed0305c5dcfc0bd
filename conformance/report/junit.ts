import { escaped } from "../../src/flows/diagram.ts";
import type { Check, Run, Trace } from "./check.ts";
import { grouped, severityOf, STATUS_WORDS } from "./severity.ts";
import { tracesLines } from "./wire-text.ts";

/** Every failure repeats the wire of its traces, as CI systems show one at a time. */
const LONGEST_BODY = 2000;

interface Case {
  readonly outcome: "passed" | "failure" | "error" | "skipped";
  readonly seconds: number;
  readonly xml: string;
}

/**
 * The runs as JUnit's XML, as CI systems read it: a suite for each run, operation and version, a case for each check.
 * A failed check that does not fail its run (SHOULD without `strict`, MAY, INFO) passes here as well, with a warning
 * on its output: CI systems know nothing between passed and failed, and "skipped" would say that it was not tried.
 * Known failures and excluded checks are skipped, with their reason.
 */
export function junitReport(runs: readonly Run[], strict = false): string {
  const suites = runs.flatMap((run, index) => {
    const traces = new Map(run.traces.map((trace) => [trace.id, trace]));
    const own = grouped(run.checks, ({ operation, apiVersion }) => `${operation} ${apiVersion}`);
    return [...own].map(([name, checks]) => {
      const cases = checks.map((check) => caseOf(check, run, traces, strict));
      // The same party may be judged twice.
      const number = runs.filter(({ mode }) => mode === run.mode).length > 1 ? ` (run ${index + 1})` : "";
      return { cases, xml: suiteOf(`${run.mode} ${name}${number}`, run, cases) };
    });
  });
  const cases = suites.flatMap((suite) => suite.cases);
  const seconds = runs.reduce((sum, { durationMs }) => sum + durationMs / 1000, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "call-handoff", ...totals(cases), time: time(seconds) })}>`,
    ...suites.map(({ xml }) => xml),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteOf(name: string, { startedAt, target }: Run, cases: readonly Case[]): string {
  // Flows run side by side, so that the times of cases do not add up.
  const seconds = Math.max(0, ...cases.map((one) => one.seconds));
  const skipped = cases.filter(({ outcome }) => outcome === "skipped").length;
  // Without an offset and fractions, as older readers want it.
  const timestamp = startedAt.replace(/(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/, "");
  return [
    `<testsuite${attributes({ name, ...totals(cases), skipped, time: time(seconds), timestamp })}>`,
    `<properties><property${attributes({ name: "target", value: target })}/></properties>`,
    ...cases.map(({ xml }) => xml),
    "</testsuite>",
  ].join("\n");
}

function totals(cases: readonly Case[]): { tests: number; failures: number; errors: number } {
  const count = (outcome: Case["outcome"]) => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: count("failure"), errors: count("error") };
}

function caseOf(check: Check, run: Run, traces: ReadonlyMap<string, Trace>, strict: boolean): Case {
  const { id, operation, apiVersion, message } = check;
  const own = check.traces.flatMap((trace) => traces.get(trace) ?? []);
  const seconds = Math.max(0, ...own.map(lastOf)) / 1000;
  const outcome = outcomeOf(check, strict);
  // Readers take the last dot for the end of a package.
  const classname = `${run.mode}.${operation}.${apiVersion.replaceAll(".", "_")}`;
  const begin = `<testcase${attributes({ classname, name: id, time: time(seconds) })}`;
  const [first = ""] = message.split("\n");
  switch (outcome) {
    case "skipped":
      return { outcome, seconds, xml: `${begin}><skipped${attributes({ message })}/></testcase>` };
    case "passed":
      return {
        outcome,
        seconds,
        xml: check.status === "passed" ? `${begin}/>` : `${begin}>${warning(check)}</testcase>`,
      };
    default: {
      const type = `${STATUS_WORDS[check.status]} ${check.level}`;
      const inside = content(failureText(check, own));
      return {
        outcome,
        seconds,
        xml: `${begin}><${outcome}${attributes({ type, message: first })}>${inside}</${outcome}></testcase>`,
      };
    }
  }
}

function outcomeOf(check: Check, strict: boolean): Case["outcome"] {
  if (check.status === "error") return "error";
  if (check.status === "excluded" || check.status === "knownFailing") return "skipped";
  return severityOf(check, strict) === "error" ? "failure" : "passed";
}

function warning({ level, expectation, message }: Check): string {
  return `<system-out>${content(`warning: a failed ${level}\nexpected: ${expectation}\nseen: ${message}`)}</system-out>`;
}

function failureText({ expectation, source, message }: Check, traces: readonly Trace[]): string {
  return [
    `expected: ${expectation}`,
    `source: ${source.document}, ${source.place}`,
    `seen: ${message}`,
    ...tracesLines(traces, LONGEST_BODY),
  ].join("\n");
}

function lastOf({ exchanges }: Trace): number {
  return Math.max(0, ...exchanges.map(({ at, durationMs }) => at + durationMs));
}

function time(seconds: number): string {
  return seconds.toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${content(String(value)).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`,
    )
    .join("");
}

/** Text that a parser gives back as it was: it would make other line ends of carriage returns. */
function content(text: string): string {
  return escaped(text).replaceAll("\r", "&#13;");
}

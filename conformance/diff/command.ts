import { appendFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CommandIo } from "../../src/simulator/command-io.ts";
import { readFlags, type Given } from "../command/flags.ts";
import { GateError } from "../gate/errors.ts";
import { SUMMARY_LIMIT } from "../report/github-summary.ts";
import { reporting, writeWhole } from "../report/file.ts";
import { compareContracts, type Comparison } from "./compare.ts";
import type { Change } from "./change.ts";
import { readContract } from "./contract.ts";
import { explanationOf, ruleIdsOf, ruleList } from "./explain.ts";
import { DIFF_FLAGS, DIFF_USAGE, FAIL_ON } from "./flags.ts";
import { FORMATS, report, type Format } from "./report/index.ts";
import { markdownReport } from "./report/markdown.ts";
import { countsOf, IMPACTS, summaryLines, type View } from "./report/view.ts";
import { saveContract } from "./save.ts";

/**
 * Says what is different between two contracts, or writes one into a folder, or lists or explains rules.
 *
 * @param folder - where paths begin
 * @returns the exit code: 0, or 1 for a change of the impact that `--fail-on` names, or of a graver one
 * @throws GateError for what was called wrongly, or is no contract; ReportError for a report that cannot be written
 */
export async function diffCommand(args: readonly string[], io: CommandIo, folder: string): Promise<number> {
  const given = readFlags(args, DIFF_FLAGS, true);
  if (given.values.has("help")) {
    io.stdout.write(DIFF_USAGE);
    return 0;
  }
  if (given.command) throw new GateError("There is nothing to run: leave out --.");
  if (given.values.has("list")) {
    io.stdout.write(ruleList());
    return 0;
  }
  const asked = given.values.get("explain");
  if (asked) {
    if (given.positionals.length > 0) throw new GateError("--explain compares nothing: give it rules alone.");
    io.stdout.write(explanationOf(ruleIdsOf("explain", asked)));
    return 0;
  }
  const target = last(given, "save");
  if (target !== undefined) return await save(given, target, io, folder);

  const [old, revised, ...others] = given.positionals;
  if (old === undefined || revised === undefined || others.length > 0)
    throw new GateError("Two are compared: call-handoff diff <old> <new>.");
  const format = oneOf<Format>("format", last(given, "format") ?? "text", FORMATS);
  const failOn = oneOf("fail-on", last(given, "fail-on") ?? "none", FAIL_ON);
  const choice = choiceIn(given);
  const contracts = [await readContract(old, folder), await readContract(revised, folder)] as const;
  const view = chosen(compareContracts(...contracts), choice);
  const isFatal = ({ impact }: Change): boolean =>
    failOn !== "none" && IMPACTS.indexOf(impact) <= IMPACTS.indexOf(failOn);

  const output = last(given, "output");
  const isTTY = io.isTTY && output === undefined;
  const summary = format === "github" ? summaryOf(view, io) : undefined;
  const text = report(
    format,
    view,
    { ...io, isTTY },
    { ...contracts[1], isFatal, hasSummary: summary?.isWhole === true },
  );
  if (output === undefined) io.stdout.write(text);
  else {
    writeWhole(resolve(folder, output), text, `The report ${output}`);
    io.stdout.write(`${summaryLines(view).join("\n")}\n`);
  }
  if (summary) reporting(`The report ${summary.file}`, () => appendFileSync(summary.file, summary.text));
  return view.changes.some(isFatal) ? 1 : 0;
}

async function save(given: Given, target: string, io: CommandIo, folder: string): Promise<number> {
  const [source, ...others] = given.positionals;
  if (source === undefined || others.length > 0)
    throw new GateError("One is written: call-handoff diff <version> --save <folder>.");
  const contract = await readContract(source, folder);
  const files = saveContract(contract, resolve(folder, target), target);
  io.stdout.write(`${source} is in ${target}: ${files.join(", ")}\n`);
  return 0;
}

/** Which changes are told. */
interface Choice {
  readonly only: readonly string[];
  readonly ignored: readonly string[];
}

function choiceIn(given: Given): Choice {
  const [only = [], ignored = []] = ["rule", "ignore"].map((flag) =>
    ruleIdsOf(flag, given.values.get(flag) ?? []),
  );
  return { only, ignored };
}

function chosen(comparison: Comparison, { only, ignored }: Choice): View {
  const changes = comparison.changes.filter(
    ({ rule }) => (only.length === 0 || only.includes(rule)) && !ignored.includes(rule),
  );
  return { ...comparison, changes, leftOut: comparison.changes.length - changes.length };
}

/** What is added to the page of a job. */
interface Summary {
  readonly file: string;
  readonly text: string;
  /** Whether all changes fit into it. */
  readonly isWhole: boolean;
}

/** For whoever looks at the job: there it is not cut off after ten. */
function summaryOf(view: View, { env }: CommandIo): Summary | undefined {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (!file) return undefined;
  const text = markdownReport(view);
  if (Buffer.byteLength(text) <= SUMMARY_LIMIT) return { file, text, isWhole: true };
  const { breaking } = countsOf(view.changes);
  const short = `# From ${view.old} to ${view.new}\n\n${breaking} breaking. GitHub takes no longer summary.\n`;
  return { file, text: short, isWhole: false };
}

function last(given: Given, flag: string): string | undefined {
  return given.values.get(flag)?.at(-1);
}

function oneOf<Word extends string>(flag: string, word: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new GateError(`--${flag} has to be one of ${words.join(", ")}.`);
  return found;
}

import { resolve } from "node:path";
import type { CommandIo } from "../../src/simulator/command-io.ts";
import { clientRunChecks } from "../client/run-checks.ts";
import { catalogue, type Mode } from "../gate/catalogue.ts";
import { matchesGlob } from "../gate/glob.ts";
import { applyKnownFailing } from "../gate/known-failing.ts";
import { select, type Filters } from "../gate/selection.ts";
import { fails, isFatal, summarise, type Check } from "../report/check.ts";
import { printRuns } from "../report/console.ts";
import { parseReports, writeReports } from "../report/index.ts";
import { progress } from "../report/progress.ts";
import { hideSecrets } from "../report/secrets.ts";
import { loadConfig } from "./config-file.ts";
import { readFlags } from "./flags.ts";
import { knownFailures } from "./known-failures.ts";
import { checkList } from "./list.ts";
import { ownJudges, prepare, type Judges } from "./modes.ts";
import { secretsIn } from "./secrets.ts";
import { settings, type Settings } from "./settings.ts";
import { signalled } from "./signals.ts";
import { flagGroupsOf } from "./verify-flags.ts";
import { usageOf } from "./verify-usage.ts";

/**
 * Judges a party and reports on it.
 *
 * @param folder - where paths begin, and where the configuration is looked for
 * @returns the exit code: 0 where it conforms, 1 where it does not, 3 where the gate broke, 130 or 143 after a signal
 * @throws GateError or UsageError for what was called wrongly; whatever else is a fault of ours or of the machine
 */
export async function verify(
  mode: Mode,
  args: readonly string[],
  io: CommandIo,
  folder: string,
  judges: Judges = ownJudges,
): Promise<number> {
  if (asksForHelp(args)) return said(io, usageOf(mode));
  const given = readFlags(
    args,
    flagGroupsOf(mode).flatMap(([, flags]) => flags),
  );
  const config = await loadConfig(given.values.get("config")?.at(-1), folder);
  const section = config.mode(mode);
  const told = settings(given, section);
  const general = settings(given, config.general);
  const filters = filtersIn(told);
  const selected = select(mode, filters);
  if (told.isSet("list", "list") === true) return said(io, checkList(selected));

  const known = knownFailures(general, config, folder);
  const ids = [...catalogue.keys(), ...clientRunChecks];
  const isCheck = (glob: string) => ids.some((id) => matchesGlob(id, glob));
  // What is wrong with the list is said before a run, not after.
  applyKnownFailing([], known, isCheck);
  const strict = general.isSet("strict", "strict") === true;
  const targets = parseReports(general.texts("report", "reports") ?? []).map((target) =>
    target.kind === "github" ? target : { ...target, file: resolve(folder, target.file) },
  );
  const ready = prepare(mode, told, section, io.env);

  const secrets = secretsIn(io.env);
  const shown = progress(io, selected.length);
  const ended = signalled(io);
  try {
    const running = ready(judges, {
      filters,
      onProgress: shown.onProgress,
      say: (lines) => void io.stdout.write(hideSecrets(`${lines.join("\n")}\n`, secrets)),
      hear: (text) => void io.stderr.write(text),
      signal: ended.abort,
    });
    const run = await Promise.race([running, ended.code]);
    shown.end();
    if (typeof run === "number") {
      io.stderr.write("Ended by a signal: there is no verdict.\n");
      return run;
    }
    const checks = applyKnownFailing(run.checks, known, isCheck);
    const judged = [{ ...run, checks, summary: summarise(checks) }];
    printRuns(judged, { io, strict, secrets });
    writeReports(targets, judged, { strict, env: io.env, stdout: io.stdout, secrets });
    return exitCode(checks, strict);
  } finally {
    shown.end();
    ended.forget();
  }
}

/** That the gate broke says nothing of the target, unless the target has failed apart from that. */
function exitCode(checks: readonly Check[], strict: boolean): number {
  const isBroken = checks.some(({ status }) => status === "error");
  const hasFailed = checks.some((check) => check.status !== "error" && isFatal(check, strict));
  if (isBroken && !hasFailed) return 3;
  return fails(checks, strict) ? 1 : 0;
}

/** Whatever else is said, but not to the command. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.some((arg, index) => (arg === "--help" || arg === "-h") && (end === -1 || index < end));
}

function said({ stdout }: CommandIo, text: string): number {
  stdout.write(text);
  return 0;
}

function filtersIn(told: Settings): Filters {
  const operations = told.texts("operation", "operations");
  const versions = told.texts("api-version", "apiVersions");
  const checks = told.texts("check", "checks");
  const services = told.choices("service", "services", ["acs", "graph"]);
  return {
    ...(operations && { operations }),
    ...(versions && { versions }),
    ...(checks && { checks }),
    ...(services && { services }),
  };
}

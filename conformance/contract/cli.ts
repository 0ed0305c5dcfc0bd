/** The command line of the conformance suite. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { examples } from "../../generated/examples.ts";
import { prismExceptions } from "./judges/prism-exceptions.ts";
import { versionNames } from "./documents.ts";
import { fails } from "../report/check.ts";
import { failures, table } from "../report/table.ts";
import { startPrism } from "./servers/prism.ts";
import type { ContractRun } from "./verify.ts";

const USAGE = `Usage: npm run verify -- [--report json=<file>] [--strict]

  --report json=<file>  also write the verdicts to a file
  --strict              let a failed SHOULD fail the run`;

interface Options {
  readonly report: string | undefined;
  readonly strict: boolean;
}

function parse(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { report: { type: "string" }, strict: { type: "boolean", default: false } },
  });
  if (positionals.length !== 1 || positionals[0] !== "verify") {
    throw new TypeError(`Expected the command "verify", saw "${positionals.join(" ")}".`);
  }
  const { report, strict } = values;
  if (report !== undefined && !/^json=./.test(report)) {
    throw new TypeError(`--report takes json=<file>, saw "${report}".`);
  }
  return { report: report?.slice("json=".length), strict };
}

function print({ run, counts, messagesJudged }: ContractRun): void {
  const { summary, checks, durationMs } = run;
  console.log(table(checks));
  const failed = failures(checks);
  if (failed !== "") console.log(`\n${failed}`);
  console.log(`\n${messagesJudged} of ${examples.length} documented messages judged.`);
  console.log(
    `${counts.negatives} faults shown to the judges; Prism refused ${counts.refusedByPrism} and could not see:`,
  );
  for (const { slug, reason } of prismExceptions) {
    console.log(`  ${counts.exceptions.get(slug) ?? 0} ${slug}: ${reason}`);
  }
  const { passed, failed: bad, knownFailing, notTestable, excluded, errors } = summary;
  console.log(
    `${passed} passed, ${bad} failed, ${knownFailing} known failing, ${notTestable} not testable, ` +
      `${excluded} excluded, ${errors} errors in ${(durationMs / 1000).toFixed(1)} s`,
  );
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = parse(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  const servers = startPrism(versionNames);
  // Loaded late: a wrong call is answered at once, and Prism starts meanwhile.
  const { verifyContract } = await import("./verify.ts");
  const contract = await verifyContract(servers).finally(() => servers.close());
  print(contract);
  if (options.report !== undefined) {
    mkdirSync(dirname(options.report), { recursive: true });
    writeFileSync(
      options.report,
      `${JSON.stringify({ schemaVersion: 1, runs: [contract.run] }, undefined, 2)}\n`,
    );
  }
  const incomplete = contract.messagesJudged !== examples.length;
  if (incomplete) console.error("Not every documented message was judged.");
  return incomplete || fails(contract.run.checks, options.strict) ? 1 : 0;
}

process.exitCode = await main();

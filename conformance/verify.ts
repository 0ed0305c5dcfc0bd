/**
 * `npm run verify`, the main job of this repository: judges the contract by every documented message, then the embedded
 * simulator, our clients and our receivers by the gate. With the address of a server it judges that one instead.
 */
import { parseArgs } from "node:util";
import { examples } from "../generated/examples.ts";
import { processIo } from "./command/process-io.ts";
import { UsageError } from "../src/simulator/command-options.ts";
import { verify } from "./command/verify.ts";
import { versionNames } from "./contract/documents.ts";
import { startPrism } from "./contract/servers/prism.ts";
import { GateError } from "./gate/errors.ts";
import { startParties } from "./parties/start.ts";
import { fails, type Run } from "./report/check.ts";
import { printRuns } from "./report/console.ts";
import { parseReports, writeReports } from "./report/index.ts";

const USAGE = `Usage: npm run verify -- [--report json=<file>|junit=<file>|html=<file>|github]... [--strict]
       npm run verify -- --url <url> [flags of "call-handoff verify server"]

  --report  also write a report; always written: reports/verify.html and reports/verify.json
  --strict  let a failed SHOULD fail the run
`;

/** Written in any case: what the traceability table is made from, and the page to look at. */
const ALWAYS = ["html=reports/verify.html", "json=reports/verify.json"];

async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => /^--(?:url|acs-url|graph-url)(?:=|$)/.test(arg)))
    return verify("server", args, processIo, process.cwd());
  const { strict, targets } = parse(args);
  // Both in processes of their own, which take a while to start.
  const prism = startPrism(versionNames);
  const parties = startParties();
  try {
    const { verifyContract } = await import("./contract/verify.ts");
    const { run, messagesJudged } = await verifyContract(prism);
    prism.close();
    const runs: Run[] = [run, ...(await parties.runs)];
    printRuns(runs, { io: processIo, strict, secrets: [] });
    writeReports(targets, runs, { strict, env: process.env, stdout: process.stdout, secrets: [] });
    const isComplete = messagesJudged === examples.length;
    if (!isComplete) process.stderr.write("Not every documented message was judged.\n");
    return isComplete && runs.every(({ checks }) => !fails(checks, strict)) ? 0 : 1;
  } finally {
    prism.close();
    parties.stop();
  }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        report: { type: "string", multiple: true, default: [] },
        strict: { type: "boolean", default: false },
      },
    });
    return { strict: values.strict, targets: parseReports([...ALWAYS, ...values.report]) };
  } catch (error) {
    throw new GateError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof GateError || error instanceof UsageError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isUsage ? 2 : 3;
}

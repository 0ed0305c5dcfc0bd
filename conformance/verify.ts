/**
 * `npm run verify`, the main job of this repository: judges the contract by every documented message, then the embedded
 * simulator, our clients and our receivers by the gate. With the address of a server it judges that one instead.
 */
import { parseArgs } from "node:util";
import { versionNames } from "./contract/documents.ts";
import { startPrism } from "./contract/servers/prism.ts";
import { GateError } from "./gate/errors.ts";
import { startParties } from "./parties/start.ts";
import { parseReports } from "./report/targets.ts";
import type { Run } from "./report/check.ts";

const USAGE = `Usage: npm run verify -- [--report json=<file>|junit=<file>|html=<file>|github]... [--strict]
       npm run verify -- --api-version <version> [--report …]... [--strict]
       npm run verify -- --url <url> [flags of "call-handoff verify server"]

  --report       also write a report; always written: reports/verify.html and reports/verify.json
  --strict       let a failed SHOULD fail the run
  --api-version  judge this version alone, such as acs@2026-03-12, and write only the reports that were asked for
`;

/** Written in any case: what the traceability table is made from, and the page to look at. */
const ALWAYS = ["html=reports/verify.html", "json=reports/verify.json"];

async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => /^--(?:url|acs-url|graph-url)(?:=|$)/.test(arg))) return verifyOther(args);
  const { strict, targets, versions, areAll } = parse(args);
  // Both in processes of their own, which take a while to start: what this one needs is loaded meanwhile.
  const prism = startPrism(versions);
  const parties = startParties(areAll ? [] : versions);
  try {
    const { verifyContract } = await import("./contract/verify.ts");
    const reporting = Promise.all([
      import("../generated/examples.ts"),
      import("./command/process-io.ts"),
      import("./report/check.ts"),
      import("./report/console.ts"),
      import("./report/index.ts"),
    ]);
    const { run, messagesJudged } = await verifyContract(prism, versions);
    prism.close();
    const [{ examples }, { processIo }, { fails }, { printRuns }, { writeReports }] = await reporting;
    const runs: Run[] = [run, ...(await parties.runs)];
    printRuns(runs, { io: processIo, strict, secrets: [] });
    writeReports(targets, runs, { strict, env: process.env, stdout: process.stdout, secrets: [] });
    const isComplete = !areAll || messagesJudged === examples.length;
    if (!isComplete) process.stderr.write("Not every documented message was judged.\n");
    return isComplete && runs.every(({ checks }) => !fails(checks, strict)) ? 0 : 1;
  } finally {
    prism.close();
    parties.stop();
  }
}

/** Judges another server, as `call-handoff verify server` does. */
async function verifyOther(args: readonly string[]): Promise<number> {
  const { verify } = await import("./command/verify.ts");
  const { processIo } = await import("./command/process-io.ts");
  return verify("server", args, processIo, process.cwd());
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        report: { type: "string", multiple: true, default: [] },
        strict: { type: "boolean", default: false },
        "api-version": { type: "string" },
      },
    });
    const name = values["api-version"];
    const versions = versionNames.filter((version) => name === undefined || version === name);
    if (versions.length === 0)
      throw new Error(`There is no version ${name}. There are: ${versionNames.join(", ")}.`);
    const always = name === undefined ? ALWAYS : [];
    const targets = parseReports([...always, ...values.report]);
    return { strict: values.strict, targets, versions, areAll: name === undefined };
  } catch (error) {
    throw new GateError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof Error && /^(?:Gate|Usage)Error$/.test(error.name);
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isUsage ? 2 : 3;
}

/** `npm run verify:ten`: the three parties under the gate, ten times in a row, while every processor is busy. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { verifyParties } from "./parties/verify.ts";
import { isFatal } from "./report/check.ts";

const RUNS = 10;

const busy = Array.from(
  { length: availableParallelism() },
  () => new Worker("for (;;) Math.sqrt(Math.random());", { eval: true }),
);
let failures = 0;
for (let run = 1; run <= RUNS; run++) {
  const startedAt = performance.now();
  const checks = (await verifyParties()).flatMap((one) => one.checks);
  const bad = checks.filter((check) => check.status === "failed" || isFatal(check, true));
  failures += bad.length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const memory = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(`run ${run}: ${checks.length} verdicts, ${bad.length} failures, ${seconds} s, ${memory} MB`);
  for (const { id, apiVersion, status, level, message } of bad)
    console.log(`  ${status} ${level} ${id} (${apiVersion}): ${message}`);
}
await Promise.all(busy.map((worker) => worker.terminate()));
console.log(`${failures} failures in ${RUNS} runs beside ${busy.length} busy processors`);
process.exit(failures > 0 ? 1 : 0);

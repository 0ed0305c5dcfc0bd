/**
 * Loaded into every process of a command by `NODE_OPTIONS`: when a process ends, it appends a line with what it took to the
 * file that `BENCH_METER` names.
 */
import { appendFileSync, readFileSync } from "node:fs";

const file = process.env["BENCH_METER"];

/** Kilobytes. Unlike what `getrusage` tells, this does not begin with what the process that started this one had. */
function mostMemory() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    if (kilobytes !== undefined) return Number(kilobytes);
  } catch {
    // Only Linux has it.
  }
  return process.resourceUsage().maxRSS;
}

if (file !== undefined) {
  process.on("exit", () => {
    const { user, system } = process.cpuUsage();
    const line = { memory: mostMemory() * 1024, processor: (user + system) / 1e6 };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  });
  // A process that is told to end has taken something, too. Its exit code is the one that the signal gives.
  process.once("SIGTERM", () => process.exit(143));
}

/** Runs a command and measures it with all processes that it starts. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./built.ts";

/** What a command took. */
export interface Cost {
  /** From its start to its end. */
  readonly seconds: number;
  /** Of the processor, by all its Node.js processes. */
  readonly processorSeconds: number;
  /** The most memory that each of its Node.js processes had, in bytes. */
  readonly memories: readonly number[];
}

const METER = new URL("process-meter.js", import.meta.url).href;

/** @throws Error for a command that fails */
export async function metered(command: string, args: readonly string[]): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-bench-"));
  const file = join(folder, "costs");
  try {
    const env = { ...process.env, NODE_OPTIONS: `--import=${METER}`, BENCH_METER: file };
    const started = performance.now();
    const child = spawn(command, [...args], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const [code]: unknown[] = await once(child, "close");
    const seconds = (performance.now() - started) / 1000;
    if (code !== 0)
      throw new Error(`${command} ${args.join(" ")} ended with ${String(code)}. ${output.slice(-2000)}`);
    const costs = readFileSync(file, "utf8").trim().split("\n").map(costOf);
    return {
      seconds,
      processorSeconds: costs.reduce((all, { processor }) => all + processor, 0),
      memories: costs.map(({ memory }) => memory),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function costOf(line: string): { readonly memory: number; readonly processor: number } {
  const cost: unknown = JSON.parse(line);
  if (typeof cost !== "object" || cost === null) throw new TypeError(`A process told no costs: ${line}`);
  const memory = "memory" in cost ? Number(cost.memory) : Number.NaN;
  const processor = "processor" in cost ? Number(cost.processor) : Number.NaN;
  return { memory, processor };
}

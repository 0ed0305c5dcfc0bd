import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fakeIo, type FakeIo } from "../../src/simulator/command.test-support.ts";
import { summarise, type Check, type Run } from "../report/check.ts";
import { runCommand } from "./command-line.ts";
import type { Judges } from "./modes.ts";

/** A check that passed, apart from what is given. */
export function check(given: Partial<Check> = {}): Check {
  return {
    id: "graph.transfer/response/status",
    operation: "graph.transfer",
    apiVersion: "beta",
    level: "MUST",
    status: "passed",
    expectation: "A transfer that is taken is answered with 202.",
    message: "",
    source: { document: "graph-transfer", place: "Response" },
    requirements: [],
    traces: [],
    ...given,
  };
}

/** A run that found these checks. */
export function runOf(checks: readonly Check[], given: Partial<Run> = {}): Run {
  return {
    mode: "server",
    target: "http://127.0.0.1:4010",
    startedAt: "2026-01-01T10:20:30.000Z",
    durationMs: 12,
    summary: summarise(checks),
    checks,
    traces: [],
    notes: [],
    ...given,
  };
}

/** What a fake of a command line was called with and came to. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The options of the judge; absent where none was called. */
  readonly options: object | undefined;
}

/** Calls `verify` with a judge that gives this run. */
export async function verifyWith(
  line: string | readonly string[],
  given: {
    readonly run?: Run | ((options: object) => Promise<Run>);
    readonly env?: Record<string, string>;
    readonly folder?: string;
    readonly io?: FakeIo;
  } = {},
): Promise<Outcome> {
  const { run = runOf([check()]), env = {}, folder = tmpdir(), io = fakeIo({ env }) } = given;
  let options: object | undefined;
  const judge = async (told: object) => {
    options = told;
    return typeof run === "function" ? await run(told) : run;
  };
  const judges: Judges = { server: judge, client: judge, receiver: judge };
  const args = typeof line === "string" ? line.split(" ").filter(Boolean) : line;
  const code = await runCommand(["verify", ...args], io, {
    loadSimulator: () => Promise.reject(new Error("There is none.")),
    version: () => "1.2.3",
    folder,
    judges,
  });
  return { code, out: io.out(), err: io.err(), options };
}

/** A folder of this test, with some files in it. Whoever makes it calls `remove`. */
export function folderWith(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), "call-handoff-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Run } from "../report/check.ts";

/**
 * Begins to judge the parties of this package in a process of its own, so that both processors have something to do.
 *
 * @param versions - such as `acs@2026-03-12`; all where there is none
 */
export function startParties(versions: readonly string[]): {
  readonly runs: Promise<Run[]>;
  readonly stop: () => void;
} {
  const file = fileURLToPath(new URL("process.ts", import.meta.url));
  const child = fork(file, [...versions], { execArgv: ["--import", import.meta.resolve("tsx")] });
  const runs = new Promise<Run[]>((resolve, reject) => {
    child.once("message", (message) => {
      if (isRuns(message)) resolve(message);
      else reject(new Error("The process of the parties sent something else than runs."));
    });
    child.once("error", reject);
    child.once("exit", (code) =>
      reject(new Error(`The process of the parties ended with ${code} and no runs.`)),
    );
  });
  // Whoever stops it early does not wait for it.
  runs.catch(() => {});
  return { runs, stop: () => void child.kill() };
}

function isRuns(message: unknown): message is Run[] {
  return (
    Array.isArray(message) &&
    message.every((run) => typeof run === "object" && run !== null && "checks" in run)
  );
}

#!/usr/bin/env node
/** The command line of this package. */
import { readFileSync } from "node:fs";
import { nodeDigest } from "./node/index.ts";
import { faultText, runCommand } from "./simulator/command-line.ts";
import { createSimulator } from "./simulator/create.ts";

function version(): string {
  // One folder up from `src` as well as from `dist`.
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const isNamed = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isNamed ? String(manifest.version) : "unknown";
}

/** Ends the process when everything is written: pipes take their time. */
function exit(code: number): void {
  process.stdout.write("", () => process.exit(code));
}

process.on("uncaughtException", (error) => {
  process.stderr.write(`${faultText(error)}\n`, () => process.exit(3));
});
// Who reads the output has seen enough, as with `| head`.
process.stdout.on("error", () => process.exit(0));

exit(
  await runCommand(
    process.argv.slice(2),
    {
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      isTTY: process.stdout.isTTY,
      onSignal(listener) {
        process.on("SIGINT", listener).on("SIGTERM", listener);
        // They stay until the process ends: the echo of a signal must not kill it while it writes its last lines.
        return () => {};
      },
    },
    {
      make: ({ clockRunning, seed = Math.floor(Math.random() * 2 ** 31), ...options }) =>
        // Another seed each time, so that no bot takes a call for one of the time before.
        createSimulator({ ...options, seed, running: clockRunning, digest: nodeDigest }),
      version,
    },
  ),
);

#!/usr/bin/env node
/** The command line of this package. */
import { readFileSync } from "node:fs";
import { faultText, runCommand } from "./command/command-line.ts";
import { processIo } from "./command/process-io.ts";
import { secretsIn } from "./command/secrets.ts";
import { hideSecrets } from "./report/secrets.ts";

function version(): string {
  // One folder up from this one as well as from `dist`.
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const manifest: unknown = JSON.parse(text);
  const isNamed = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isNamed ? String(manifest.version) : "unknown";
}

/** Ends the process when everything is written: pipes take their time. */
function exit(code: number): void {
  process.stdout.write("", () => process.exit(code));
}

const args = process.argv.slice(2);

process.on("uncaughtException", (error) => {
  process.stderr.write(`${hideSecrets(faultText(error), secretsIn(process.env))}\n`, () => process.exit(3));
});
process.stdout.on("error", (error) => {
  // A verdict is told by the exit code all the same.
  if (args[0] === "verify" || args[0] === "diff") return;
  // Who reads the output has seen enough, as with `| head`.
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  process.stderr.write(`The output cannot be written: ${error.message}\n`, () => process.exit(3));
});

exit(
  await runCommand(args, processIo, {
    version,
    folder: process.cwd(),
    async loadSimulator() {
      const [{ createSimulator }, { nodeDigest }] = await Promise.all([
        import("../src/simulator/create.ts"),
        import("../src/node/index.ts"),
      ]);
      return ({ clockRunning, seed = Math.floor(Math.random() * 2 ** 31), ...options }) =>
        // Another seed each time, so that no bot takes a call for one of the time before.
        createSimulator({ ...options, seed, running: clockRunning, digest: nodeDigest });
    },
  }),
);

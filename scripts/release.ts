/**
 * Prepares the next release of what is pending in `.changeset/`: version, section of the changelog, lock file, exported
 * types. Nothing is committed or published.
 *
 * --check        says what is pending, or what is wrong with it; writes nothing
 * --stage        says `prepare` or `publish`: what is to be done for the next release
 * --notes        prints the newest section of the changelog
 * --publishable  fails where the package must not be published as it is; npm runs this before it publishes
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { MODES, release, type Mode } from "./release/command.ts";

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readMode(): Mode {
  const flag = { type: "boolean" } as const;
  try {
    const { values } = parseArgs({ options: { check: flag, stage: flag, notes: flag, publishable: flag } });
    const given = MODES.filter((name) => values[name]);
    if (given.length > 1) throw new Error("One flag at a time.");
    return given[0] ?? "prepare";
  } catch (error) {
    console.error(
      `${messageOf(error)}\nUsage: npm run release -- [--check | --stage | --notes | --publishable]`,
    );
    process.exit(2);
  }
}

const mode = readMode();
try {
  // Where npm runs scripts: the folder of the package.
  const root = process.cwd();
  const text = release(mode, {
    root,
    run: (command, args) => {
      execFileSync(command, args, { cwd: root, stdio: "inherit" });
    },
    isDryRun: process.env["npm_config_dry_run"] === "true",
  });
  console.log(text);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

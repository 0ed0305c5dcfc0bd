import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll } from "vitest";

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly out: string;
}

/** A folder of its own for a file of tests, removed after them, with programs that stand in for others. */
export interface TestFolder {
  readonly path: string;
  put(path: string, text: string): string;
  /** Lets a program of this name be called in the place of the real one: it notes how, and then does as it is told. */
  stand(name: string, does: string): void;
  /** How a program was called since it was put there. */
  calls(name: string): string[];
  run(
    directory: string,
    env: Readonly<Record<string, string>>,
    command: string,
    ...args: string[]
  ): Promise<Ended>;
}

/** What git takes from nobody's configuration. */
const author = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@contoso.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@contoso.com",
};

export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "call-handoff-release-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const put = (name: string, text: string) => {
    const file = join(path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const noteOf = (name: string) => join(path, `${name}.calls`);
  return {
    path,
    put,
    stand(name, does) {
      const script = `#!/usr/bin/env bash\necho "$*" >> ${JSON.stringify(noteOf(name))}\n${does}\n`;
      chmodSync(put(`bin/${name}`, script), 0o755);
      rmSync(noteOf(name), { force: true });
    },
    calls: (name) => (existsSync(noteOf(name)) ? readFileSync(noteOf(name), "utf8").trim().split("\n") : []),
    run: (cwd, env, command, ...args) =>
      new Promise((resolve) => {
        const search = [join(path, "bin"), process.env["PATH"]].join(delimiter);
        const options = { cwd, env: { ...process.env, ...author, PATH: search, ...env } };
        const child = execFile(command, args, options, (_error, out, errors) => {
          resolve({ code: child.exitCode ?? -1, out: out + errors });
        });
      }),
  };
}

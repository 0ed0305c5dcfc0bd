import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPrograms } from "./build.ts";
import { run } from "./run-program.ts";
import { INSTALLED } from "./runtimes.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Packages that the programs find beside `call-handoff`, by the names under which they are installed here. */
const beside = ["jose", "openapi-fetch", "openapi-typescript-helpers", "undici", "miniflare"];

/** Folders with the package as it is published and the programs that make use of it. */
export interface World {
  /** With msw 2. */
  readonly folder: string;
  /** With msw 3. */
  readonly newer: string;
  remove(): Promise<void>;
}

/**
 * Installs the runtimes by the lock, packs the package, and puts it into folders outside of the repository.
 *
 * @param tarball - in the place of a new one
 */
export async function install(tarball: string | undefined): Promise<World> {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("The runtimes are installed for Linux on x64 alone.");
  await npm(HERE, ["ci", "--no-audit", "--no-fund"]);
  await sameVersions();
  const top = await mkdtemp(join(tmpdir(), "call-handoff-runtimes-"));
  try {
    const packed = tarball ?? (await pack(top));
    const folder = await makeFolder(join(top, "msw-2"), packed, "msw");
    await buildPrograms(folder);
    await cp(`${HERE}programs/workerd-host.js`, join(folder, "workerd-host.js"));
    const newer = await makeFolder(join(top, "msw-3"), packed, "msw3");
    await buildPrograms(newer);
    return { folder, newer, remove: () => rm(top, { recursive: true }) };
  } catch (error) {
    await rm(top, { recursive: true });
    throw error;
  }
}

async function pack(folder: string): Promise<string> {
  const printed = await npm(ROOT, ["pack", "--pack-destination", folder]);
  const name = printed.trim().split("\n").at(-1) ?? "";
  return join(folder, name);
}

async function makeFolder(folder: string, tarball: string, msw: string): Promise<string> {
  const packages = join(folder, "node_modules");
  await mkdir(join(packages, "call-handoff"), { recursive: true });
  await must(folder, ["tar", "-xzf", tarball, "-C", join(packages, "call-handoff"), "--strip-components=1"]);
  for (const name of beside) await symlink(INSTALLED + name, join(packages, name));
  await symlink(INSTALLED + msw, join(packages, "msw"));
  await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}\n');
  return folder;
}

/** What users get beside the package is what is installed here. */
async function sameVersions(): Promise<void> {
  const [own, judged] = await Promise.all([`${ROOT}package.json`, `${HERE}package.json`].map(dependenciesIn));
  for (const [name, version] of Object.entries(own ?? {}))
    if (judged?.[name] !== version)
      throw new Error(
        `conformance/runtimes/package.json has to have ${name} ${version}, as the package has.`,
      );
}

async function dependenciesIn(file: string): Promise<Readonly<Record<string, string>>> {
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(await readFile(file, "utf8"));
  return dependencies;
}

function npm(cwd: string, args: readonly string[]): Promise<string> {
  // Under npm its own program is known; it is not sure to be found by its name.
  const { npm_execpath: file } = process.env;
  return must(cwd, [...(file ? [process.execPath, file] : ["npm"]), ...args]);
}

async function must(cwd: string, command: readonly string[]): Promise<string> {
  const { code, stdout, output } = await run(command, { cwd, env: process.env, timeout: 900_000 });
  if (code === 0) return stdout;
  throw new Error(`${dirname(cwd)}: ${command.join(" ")} ended with ${code}.\n${output.join("\n")}`);
}

import { fileURLToPath } from "node:url";

/** Where the runtimes are installed. */
export const INSTALLED = fileURLToPath(new URL("node_modules/", import.meta.url));

/** A program that runs JavaScript. */
export interface Runtime {
  readonly name: string;
  /** By which its column is headed, before its version. */
  readonly title: string;
  /** Asks it for its version. */
  readonly version: readonly string[];
  /** What comes before a program and its arguments. */
  readonly command: readonly string[];
}

const binary = (path: string) => `${INSTALLED}${path}`;
const node = (major: number): Runtime => {
  const file = binary(`node${major}/bin/node`);
  return { name: `node${major}`, title: "Node.js", version: [file, "--version"], command: [file] };
};
const bun = binary("@oven/bun-linux-x64/bin/bun");
const deno = binary("@deno/linux-x64-glibc/deno");

/** What Miniflare runs on, which starts workerd. */
const MINIFLARE_NODE = binary("node22/bin/node");

/** All that the package is judged on. Of Node.js 20 it is the oldest that `engines` allows. */
export const runtimes: readonly Runtime[] = [
  ...[20, 22, 24, 26].map(node),
  { name: "bun", title: "Bun", version: [bun, "--version"], command: [bun] },
  {
    name: "deno",
    title: "Deno",
    version: [deno, "--version"],
    // What is installed in the folder, and nothing that it would fetch itself.
    command: [deno, "run", "--allow-all", "--node-modules-dir=manual", "--no-remote"],
  },
  {
    name: "workerd",
    title: "workerd",
    version: [binary("@cloudflare/workerd-linux-64/bin/workerd"), "--version"],
    command: [MINIFLARE_NODE],
  },
];

/** The number in what a runtime prints as its version, such as `20.19.0` or `2026-07-30`. */
export function versionIn(printed: string): string | undefined {
  const [found] = /\d+[.-]\d+[.-]\d+/.exec(printed) ?? [];
  return found;
}

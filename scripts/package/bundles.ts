/** What bundlers make of programs that use the package. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { succeed } from "./command.ts";

/** Which bundlers are asked. */
export const BUNDLERS = ["esbuild", "rolldown"] as const;
export type Bundler = (typeof BUNDLERS)[number];

/** Bundled code by the name of the program, for each bundler. */
export type Bundles = Readonly<Record<Bundler, Readonly<Record<string, string>>>>;

const BUNDLE = `
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { rolldown } from "rolldown";

const programs = JSON.parse(readFileSync("programs.json", "utf8"));
const manifest = JSON.parse(readFileSync("node_modules/call-handoff/package.json", "utf8"));
// They are not what is looked at.
const peers = Object.keys(manifest.peerDependencies);
const bundles = { esbuild: {}, rolldown: {} };
for (const [name, code] of Object.entries(programs)) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true, write: false, format: "esm", minify: true, external: ["node:*", ...peers], logLevel: "error",
  });
  bundles.esbuild[name] = outputFiles[0].text;
  writeFileSync("program.mjs", code);
  const bundle = await rolldown({ input: "program.mjs", external: [/^node:/, ...peers], platform: "neutral", logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  bundles.rolldown[name] = output[0].code;
}
process.stdout.write(JSON.stringify(bundles));
`;

/** Bundles and minifies programs in a project that has the bundlers. */
export async function bundle(project: string, programs: Readonly<Record<string, string>>): Promise<Bundles> {
  writeFileSync(join(project, "programs.json"), JSON.stringify(programs));
  writeFileSync(join(project, "bundle.mjs"), BUNDLE);
  const bundles: Bundles = JSON.parse(
    await succeed(process.execPath, ["--no-warnings", "bundle.mjs"], project),
  );
  return bundles;
}

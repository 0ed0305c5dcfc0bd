import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsdown";

const SOURCES = fileURLToPath(new URL("../../src/", import.meta.url));
const PROGRAMS = fileURLToPath(new URL("programs/", import.meta.url));

/** Those that run by themselves, and the one that is put in a Worker. */
const programs = ["client", "receivers", "inside", "msw", "msw-alone", "worker"];

const common = {
  config: false,
  format: "esm",
  platform: "neutral",
  fixedExtension: false,
  dts: false,
  clean: false,
  logLevel: "error",
} as const;

/**
 * Makes the programs of the parties: plain JavaScript that imports the package as it is installed in that folder, and
 * nothing of its sources.
 */
export async function buildPrograms(folder: string): Promise<void> {
  await build({
    ...common,
    entry: Object.fromEntries(programs.map((name) => [name, `${PROGRAMS}${name}.js`])),
    outDir: folder,
    plugins: [{ name: "published", resolveId: publishedName }],
  });
  // Workers are one file each.
  await build({
    ...common,
    cwd: folder,
    entry: { "worker.bundle": join(folder, "worker.js") },
    outDir: folder,
    outputOptions: { codeSplitting: false },
    deps: { alwaysBundle: [/./] },
  });
}

/** Where a file of the sources is imported, the name by which users import the same. */
function publishedName(source: string, importer?: string): { id: string; external: true } | undefined {
  const file = importer === undefined || !source.startsWith(".") ? source : join(importer, "..", source);
  if (!file.startsWith(SOURCES)) return undefined;
  const name = file.slice(SOURCES.length).replace(/(?:\/index)?\.ts$/, "");
  if (!isPublished(name)) throw new Error(`${source} is not published, and yet ${importer} needs it.`);
  return { id: `call-handoff/${name}`, external: true };
}

function isPublished(name: string): boolean {
  const { exports }: { exports: object } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  return Object.hasOwn(exports, `./${name}`);
}

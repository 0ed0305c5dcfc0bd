/** Into which files the package is put, and how generated code is published: nobody reads validators. */
import { posix } from "node:path";
import type { Rolldown } from "tsdown";
import { minifySync } from "vite";

/** Chunks that have nothing but generated code. */
const CHUNKS: Readonly<Record<string, RegExp>> = {
  validators: /\/generated\/(?:acs|graph)\/.*\.js$/,
  "simulator-validators": /\/generated\/simulator\/.*\.js$/,
};

/** What both clients are made of, in one file: each file more costs an import about half a millisecond. No types. */
const SHARED = { name: "shared", test: /\/src\/http\/[^/.]*\.ts$|\/generated\/(?:limits|operations)\.ts$/ };
/** By itself, as bundlers take its class out of a file that they do not need, and not out of one that they do. */
const ERRORS = { name: "errors", test: /\/src\/errors\.ts$/, priority: 1 };

/** The groups of modules that are put into one file each. */
export const chunkGroups = [
  ERRORS,
  SHARED,
  ...Object.entries(CHUNKS).map(([name, test]) => ({ name, test })),
];

/** Takes names and space out of generated code, and chunks that came out empty out of the package. */
export function smallChunks(): Rolldown.Plugin {
  return {
    name: "small-chunks",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      for (const chunk of chunks.filter(({ name }) => name in CHUNKS)) {
        const options = { module: true, compress: false, mangle: true, codegen: true };
        chunk.code = minifySync(chunk.fileName, chunk.code, options).code;
      }
      for (const { fileName } of chunks.filter(({ code, isEntry }) => !isEntry && code.trim() === "")) {
        Reflect.deleteProperty(bundle, fileName);
        for (const chunk of chunks) chunk.code = withoutImport(chunk, fileName);
      }
    },
  };
}

function withoutImport({ code, fileName: from }: Rolldown.OutputChunk, fileName: string): string {
  const relative = posix.relative(posix.dirname(from), fileName);
  return code.replace(`import "${relative.startsWith(".") ? relative : `./${relative}`}";\n`, "");
}

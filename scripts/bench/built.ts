/** The package as it is published: the types of the sources, the code of `dist/`. */
import { fileURLToPath } from "node:url";
import type * as Acs from "../../src/acs/index.ts";
import type * as Graph from "../../src/graph/index.ts";
import type * as Node from "../../src/node/index.ts";

/** Where the package is built. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The address of a built module. Never a literal in `import()`: the compiler would need a build for its types. */
export function builtModule(name: string): string {
  return new URL(`../../dist/${name}.js`, import.meta.url).href;
}

/** The modules that are measured. */
export interface Built {
  readonly acs: typeof Acs;
  readonly graph: typeof Graph;
  readonly node: typeof Node;
}

/** Loads them. */
export async function loadBuilt(): Promise<Built> {
  const acs: typeof Acs = await import(builtModule("acs"));
  const graph: typeof Graph = await import(builtModule("graph"));
  const node: typeof Node = await import(builtModule("node"));
  return { acs, graph, node };
}

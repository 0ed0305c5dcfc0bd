/** The package as it is published: the types of the sources, the code of `dist/`. */
import { fileURLToPath } from "node:url";
import type * as Acs from "../../src/acs/index.ts";
import type * as EventGrid from "../../src/acs/event-grid.ts";
import type * as AcsWebhook from "../../src/acs/webhook.ts";
import type * as Flows from "../../src/flows/index.ts";
import type * as Graph from "../../src/graph/index.ts";
import type * as GraphWebhook from "../../src/graph/webhook.ts";
import type * as Node from "../../src/node/index.ts";
import type * as Simulator from "../../src/simulator/index.ts";

/** The address of a built module. Never a literal in `import()`: the compiler would need a build for its types. */
function built(name: string): string {
  return new URL(`../../dist/${name}.js`, import.meta.url).href;
}

/** The command line. */
export const cli = fileURLToPath(built("cli"));

export const acs: typeof Acs = await import(built("acs"));
export const eventGrid: typeof EventGrid = await import(built("acs/event-grid"));
export const acsWebhook: typeof AcsWebhook = await import(built("acs/webhook"));
export const flows: typeof Flows = await import(built("flows"));
export const graph: typeof Graph = await import(built("graph"));
export const graphWebhook: typeof GraphWebhook = await import(built("graph/webhook"));
export const node: typeof Node = await import(built("node"));
export const simulator: typeof Simulator = await import(built("simulator"));

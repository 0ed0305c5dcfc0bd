/** An application that has the package installed, in a folder of its own. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./built.ts";

/** Its programs, each of one file. */
export const PROJECTS = ["empty", "acs", "graph"] as const;
export type Project = (typeof PROJECTS)[number];

/** Where it is. */
export interface Consumer {
  readonly folder: string;
  readonly remove: () => void;
}

const SOURCES: Readonly<Record<Project, string>> = {
  empty: "export {};\n",
  acs: `
    import { createAcsClient } from "call-handoff/acs";
    const client = createAcsClient({ connectionString: "endpoint=https://contoso.communication.azure.com/;accesskey=a2V5" });
    const result = await client.transferToParticipant("id", {
      targetParticipant: { kind: "communicationUser", communicationUser: { id: "8:acs:target" } },
    });
    console.log(result.ok ? result.data?.operationContext : result.error?.error.code);\n`,
  graph: `
    import { createGraphClient } from "call-handoff/graph";
    const client = createGraphClient({ credential: "token" });
    const result = await client.transfer("id", {
      transferTarget: { endpointType: "default", identity: { user: { id: "id" } } },
    });
    console.log(result.ok ? result.status : result.error?.error.code);\n`,
};

const COMPILER_OPTIONS = {
  target: "es2022",
  module: "nodenext",
  strict: true,
  noEmit: true,
  types: [],
};

/** Makes it, with the declarations of the built package. */
export function makeConsumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-bench-"));
  const installed = join(folder, "node_modules", "call-handoff");
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  cpSync(join(root, "dist"), join(installed, "dist"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const project of PROJECTS) {
    writeFileSync(join(folder, `${project}.ts`), SOURCES[project]);
    const config = { compilerOptions: COMPILER_OPTIONS, files: [`${project}.ts`] };
    writeFileSync(join(folder, `${project}.json`), JSON.stringify(config));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

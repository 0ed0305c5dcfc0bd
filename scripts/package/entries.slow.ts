import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { run, succeed } from "./command.ts";
import { installedIn, readManifest, specifiers } from "./manifest.ts";
import { printingNames, type Names } from "./programs.ts";

const bare = inject("bare");
const equipped = inject("equipped");
const paths = inject("tarball").files.map(({ path }) => path);
const all = specifiers(readManifest(installedIn(bare)), paths);

/** Modules that are of no use without an optional peer, which they import. */
const PEERS: Readonly<Record<string, string>> = {
  "call-handoff/msw": "msw",
  "call-handoff/vitest": "vitest",
};

async function namesIn(project: string, modules: readonly string[]): Promise<Names> {
  writeFileSync(join(project, "names.mjs"), printingNames({ ...all, modules }));
  const names: Names = JSON.parse(await succeed(process.execPath, ["--no-warnings", "names.mjs"], project));
  return names;
}

let names: Names = {};
beforeAll(async () => {
  names = await namesIn(equipped, all.modules);
});

test("every module of the package runs, and every document reads the same by import and by require", () => {
  expect(Object.keys(names)).toEqual(all.modules);
  expect(Object.entries(names).filter(([, exported]) => exported.length === 0)).toEqual([]);
  expect(all.documents).toContain("call-handoff/specs/acs/2026-03-12");
  expect(all.documents).toContain("call-handoff/report.schema.json");
});

test("without optional peers every module runs but those that are of a peer, and these name it", async () => {
  const own = all.modules.filter((name) => !(name in PEERS));
  expect(Object.keys(await namesIn(bare, own))).toEqual(own);
  for (const [name, peer] of Object.entries(PEERS)) {
    const { code, output } = await run(process.execPath, ["-e", `import("${name}")`], bare);
    expect(code).toBe(1);
    expect(output).toContain(`Cannot find package '${peer}'`);
  }
});

test("what the entries are for is there: errors and their guard, the gate and its configuration", () => {
  expect(names["call-handoff"]).toEqual(expect.arrayContaining(["HandoffError", "isHandoffError"]));
  expect(names["call-handoff/conformance"]).toEqual(
    expect.arrayContaining([
      "defineConfig",
      "requirements",
      "verifyClient",
      "verifyReceiver",
      "verifyServer",
    ]),
  );
  expect(all.modules.map((name) => `.${name.slice("call-handoff".length)}`)).toEqual(
    expect.arrayContaining(PROMISED),
  );
});

const PROMISED = [
  ".",
  "./acs",
  "./graph",
  "./acs/webhook",
  "./acs/event-grid",
  "./graph/webhook",
  "./flows",
  "./simulator",
  "./msw",
  "./vitest",
  "./node",
  "./validate",
  "./conformance",
];

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { run, start } from "./command.ts";
import { LINES, START } from "./lines.ts";
import { installedIn } from "./manifest.ts";
import { linesOf, modulesOf, readPage } from "./readme.ts";
import { WORLD } from "./world.ts";

const bare = inject("bare");
/** A folder of the project that has Vitest. */
const tests = join(inject("equipped"), "tests");
const page = readPage(installedIn(bare));
const blocks = modulesOf(page);
const lines = linesOf(page);

/** How long a server may take until it answers, in milliseconds. */
const PATIENCE = 60_000;

beforeAll(() => {
  mkdirSync(tests);
  for (const folder of [bare, tests])
    for (const [name, code] of Object.entries(blocks)) writeFileSync(join(folder, name), code);
  writeFileSync(join(bare, "world.mjs"), WORLD);
});

test("every block and every line of README is known here", () => {
  expect(Object.keys(blocks).toSorted()).toEqual([
    "bot.mjs",
    "forward.mjs",
    "handoff.test.mjs",
    "transfer.mjs",
  ]);
  expect(lines.toSorted()).toEqual(Object.keys(LINES).toSorted());
});

test.each([
  ["transfer.mjs", "taken on: 202 order 4711", "acs.transferToParticipant", 202],
  ["forward.mjs", "taken on: 202", "graph.redirect", 202],
])("%s runs as it stands, and what it sends conforms", async (name, prints, operation, status) => {
  const ended = await run(process.execPath, ["--import", "./world.mjs", name], bare);
  const sent = JSON.stringify({ operation, status, verdict: "conforming" });
  expect(ended).toEqual({ code: 0, output: `${prints}\n${sent}\n` });
});

test("handoff.test.mjs passes in a project with Vitest", async () => {
  // Its own limit is for a machine that does nothing else.
  const args = ["vitest", "run", "handoff.test.mjs", "--testTimeout=60000"];
  const { code, output } = await run("npx", args, tests);
  expect(output).toMatch(/Tests +1 passed \(1\)/);
  expect(code).toBe(0);
});

test("the lines for a terminal do what they say, one after the other", async () => {
  await run("npm", ["pkg", "set", `scripts.start=${START}`], bare);
  for (const line of lines) expect(await faultOf(line)).toBe("");
});

/** Runs one line; what is not as it should be, or nothing. */
async function faultOf(line: string): Promise<string> {
  const known = LINES[line];
  if (!known) return `README has a line that is not known here: ${line}`;
  if ("reason" in known) return "";
  if ("answersAt" in known) return faultOfServer(line, known.answersAt);
  const { code, output } = await run("sh", ["-c", line], bare);
  const [file, holds] = known.writes ?? [];
  const written = file === undefined || holds?.test(readFileSync(join(bare, file), "utf8")) === true;
  const fits = code === 0 && known.prints.test(output) && written;
  return fits ? "" : `${line} ended with ${code}, or did not do what it should:\n${output}`;
}

async function faultOfServer(line: string, url: string): Promise<string> {
  if (await answers(url)) return `Something else answers at ${url}, which README names.`;
  const server = start(line, bare);
  try {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(100))
      if (await answers(url)) return "";
    return `${line} does not answer at ${url}:\n${server.output()}`;
  } finally {
    await server.end();
  }
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok === true;
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { LIMIT, ODD_TEXT, runs } from "../../src/fuzz.test-support.ts";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { DIFF_FLAGS } from "../diff/flags.ts";
import { runCommand } from "./command-line.ts";
import { flagGroupsOf } from "./verify-flags.ts";
import { check, runOf } from "./verify.test-support.ts";

const folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Nothing is served and nobody is judged here: that a command got so far is enough. */
class Reached extends Error {}

const modes = ["server", "client", "receiver"] as const;
const flags = [...modes.flatMap((mode) => flagGroupsOf(mode).flatMap(([, list]) => list)), ...DIFF_FLAGS]
  .map(({ name }) => `--${name}`)
  .concat([
    "--port",
    "--seed",
    "--pace",
    "--stopped-clock",
    "--allow-host",
    "--access-key",
    "--token",
    "--json",
  ])
  .concat([
    "--tenant-id",
    "-h",
    "--",
    "-",
    "---",
    "--no-strict",
    "--strict=1",
    "--url=",
    "-abc",
    "--__proto__",
  ]);

/** Values that are right for some flag, so that runs get further than to the first fault. */
const right = [
  "http://127.0.0.1:9",
  "https://a.example",
  "5s",
  "250ms",
  "0",
  "4010",
  "graph.transfer",
  "acs@2026-03-12",
  "acs@2024-09-15",
  "beta",
  "**",
  "acs",
  "graph",
  "json=r.json",
  "junit=r.xml",
  "github",
  "tokens",
  "none",
  "breaking",
  "text",
  "markdown",
  "b9614373-fd0b-480c-8fd2-cb58b70eab9f",
  "a2V5",
  "received-member-added",
];

// No path out of the folder, and nothing that a shell would not hand over.
const VALUE = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...right) },
  { weight: 1, arbitrary: ODD_TEXT.filter((text) => !/[/\\\0]|^\.*$/.test(text)) },
);
const FLAG = fc.constantFrom(...flags);
const WORD = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(FLAG, VALUE) },
  { weight: 1, arbitrary: fc.tuple(FLAG, VALUE).map((pair) => [pair.join("=")]) },
  { weight: 1, arbitrary: FLAG.map((flag) => [flag]) },
  { weight: 1, arbitrary: VALUE.map((value) => [value]) },
);
const COMMAND = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      ["simulate"],
      ...modes.map((mode) => ["verify", mode]),
      ["verify"],
      ["requirements"],
      ["diff"],
      ["diff", "acs@2024-09-15", "acs@2026-03-12"],
    ),
  },
  { weight: 1, arbitrary: VALUE.map((value) => [value]) },
  { weight: 1, arbitrary: fc.constantFrom([], ["--help"], ["--version"], ["help"], ["toString"]) },
);
const ENV = fc.dictionary(
  fc.constantFrom(
    "CALL_HANDOFF_ACS_ACCESS_KEY",
    "CALL_HANDOFF_GRAPH_TOKEN",
    "CALL_HANDOFF_GRAPH_APP_ID",
    "COLUMNS",
  ),
  VALUE,
  { maxKeys: 1 },
);

test(
  "any command line ends with 0, 1 or 2, and 2 with a message and how to call it: never with 3, nor by an exception",
  async () => {
    const seen = new Map<number, number>();
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(COMMAND, fc.array(WORD, { maxLength: 4 }), ENV, async (command, words, env) => {
        const io = fakeIo({ env });
        const judge = async () => {
          reached++;
          return runOf([check()]);
        };
        const code = await runCommand([...command, ...words.flat()], io, {
          loadSimulator: () =>
            Promise.resolve(() => {
              reached++;
              throw new Reached("It would be served now.");
            }),
          version: () => "1.2.3",
          folder,
          judges: { server: judge, client: judge, receiver: judge },
        });
        const isServing = code === 3 && io.err().includes("It would be served now.");
        seen.set(code, (seen.get(code) ?? 0) + 1);
        expect(isServing || code < 3 ? "" : io.err()).toBe("");
        if (code === 2)
          expect(io.err()).toMatch(/^\S[^]*\n\n(?:Usage: )?call-handoff |^\S[^]*\n\nUsage: call-handoff/);
        if (code === 0) expect(io.out()).not.toBe("");
        // What is said is for a terminal: nothing that steers one.
        expect(io.err().replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      }),
      {
        ...runs(80, 5),
        examples: [
          [["--help"], [], {}],
          [
            ["verify", "server"],
            [
              ["--url", "http://127.0.0.1:9"],
              ["--call-id", "a"],
            ],
            {},
          ],
          [["simulate"], [["--nope"]], {}],
        ],
      },
    );
    for (const code of [0, 2]) expect(seen.get(code) ?? 0).toBeGreaterThan(0);
    expect(reached).toBeGreaterThan(0);
  },
  LIMIT,
);

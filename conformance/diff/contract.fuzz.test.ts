import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { LIMIT, nested, NESTING, runs, type Nesting } from "../../src/fuzz.test-support.ts";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { mutated, MUTATION, type Mutation } from "../../src/webhooks/mutations.test-support.ts";
import { runCommand } from "../command/command-line.ts";
import { contractsOf, readFixtures } from "./fixtures.ts";

const root = mkdtempSync(join(tmpdir(), "call-handoff-"));
afterAll(() => rmSync(root, { recursive: true }));

const contracts = readFixtures()
  .filter((_, index) => index % 5 === 0)
  .flatMap((fixture) => {
    const { old, new: revised } = contractsOf(fixture);
    return [old, revised];
  });
const documents = contracts.map(({ document }) => document);
const flows = contracts.flatMap((contract) => (contract.flows ? [contract.flows] : []));
const requirements = contracts.flatMap((contract) => (contract.requirements ? [contract.requirements] : []));

async function diff(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const io = fakeIo();
  const code = await runCommand(["diff", ...args], io, {
    loadSimulator: () => Promise.reject(new Error("There is none.")),
    version: () => "1.2.3",
    folder: root,
  });
  return { code, out: io.out(), err: io.err() };
}

type Text = Mutation | Nesting | { readonly text: string };

const TEXT: fc.Arbitrary<Text> = fc.oneof(
  { weight: 12, arbitrary: MUTATION },
  NESTING,
  fc.record({
    text: fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        "&a [*a]",
        "a: &a\n  b: *a",
        "openapi: 3.1.0\npaths: &p {x: *p}",
        "*none",
        "%YAML 9.9\n---\na",
        "? [a]: b",
        "openapi: 3.1.0\n<<: *x",
        "!!js/function f",
        "a: 1\na: 2",
        `a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c]\ne: [*d,*d,*d,*d]`,
        "openapi: '3.0.0'\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}}}",
      ),
    ),
  }),
);

const SAME = { base: 0, changes: [], cut: null };
const OTHER = { text: "[" };

function textOf(text: Text, bases: readonly unknown[], isYaml: boolean): string {
  if ("text" in text) return text.text;
  if ("unit" in text) return isYaml ? `openapi: 3.1.0\nx: ${nested(text)}` : nested(text);
  const json = mutated(bases, text);
  if (!isYaml) return json;
  try {
    return stringify(JSON.parse(json));
  } catch {
    return json;
  }
}

describe("random files", () => {
  test(
    "as documents are compared, or refused with exit code 2; to itself a document has no difference",
    async () => {
      const seen = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(TEXT, TEXT, fc.boolean(), async (old, revised, isYaml) => {
          const [one, two] = isYaml ? ["one.yaml", "two.yaml"] : ["one.json", "two.json"];
          writeFileSync(join(root, one), textOf(old, documents, isYaml));
          writeFileSync(join(root, two), textOf(revised, documents, isYaml));
          const { code, err, out } = await diff(one, two, "--format", "json");
          seen.set(code, (seen.get(code) ?? 0) + 1);
          expect([0, 2].includes(code) ? "" : err).toBe("");
          if (code === 2) {
            expect(err).toMatch(/(?:one|two)\.(?:json|yaml)/);
            return;
          }
          const { changes }: { changes: unknown[] } = JSON.parse(out);
          const back: { changes: unknown[] } = JSON.parse((await diff(two, one, "--format", "json")).out);
          // What differs in one direction differs in the other.
          expect(changes.length > 0).toBe(back.changes.length > 0);
          const own: { changes: unknown[] } = JSON.parse((await diff(two, two, "--format", "json")).out);
          expect(own.changes).toEqual([]);
        }),
        {
          ...runs(6, 20),
          examples: [
            [SAME, SAME, true],
            [SAME, OTHER, false],
          ],
        },
      );
      for (const code of [0, 2]) expect(seen.get(code) ?? 0).toBeGreaterThan(0);
    },
    LIMIT,
  );

  test(
    "as flows and requirements beside a document are compared, or refused with exit code 2",
    async () => {
      const folder = mkdtempSync(join(root, "parts-"));
      writeFileSync(join(folder, "openapi.json"), JSON.stringify(documents[0]));
      const seen = new Map<number, number>();
      await fc.assert(
        fc.asyncProperty(TEXT, TEXT, async (flow, rows) => {
          writeFileSync(join(folder, "flows.json"), textOf(flow, flows, false));
          writeFileSync(join(folder, "requirements.json"), textOf(rows, requirements, false));
          for (const args of [
            [folder, folder],
            ["acs@2026-03-12", folder],
          ]) {
            const { code, err } = await diff(...args);
            seen.set(code, (seen.get(code) ?? 0) + 1);
            expect([0, 2].includes(code) ? "" : err).toBe("");
            if (code === 2) expect(err).toMatch(/flows\.json|requirements\.json/);
          }
        }),
        {
          ...runs(4, 20),
          examples: [
            [SAME, SAME],
            [OTHER, SAME],
          ],
        },
      );
      for (const code of [0, 2]) expect(seen.get(code) ?? 0).toBeGreaterThan(0);
    },
    LIMIT,
  );
});

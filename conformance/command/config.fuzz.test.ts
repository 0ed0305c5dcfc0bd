import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { LIMIT, ODD_TEXT, runs } from "../../src/fuzz.test-support.ts";
import { GateError } from "../gate/errors.ts";
import { readKnownFailing, type KnownFailing } from "../gate/known-failing.ts";
import { mutated, MUTATION } from "../../src/webhooks/mutations.test-support.ts";
import { verifyWith } from "./verify.test-support.ts";

const root = mkdtempSync(join(tmpdir(), "call-handoff-"));
afterAll(() => rmSync(root, { recursive: true }));

const CONFIGURATIONS = [
  { server: { url: "http://127.0.0.1:9", callIds: ["a"], timeout: "5s", settle: 20, without: ["tokens"] } },
  {
    server: { url: "http://127.0.0.1:9", operations: ["graph.transfer"], services: ["graph"] },
    strict: true,
  },
  { client: { command: ["node", "x.mjs"], commandTimeout: "1s", calls: [{ kind: "group" }] } },
  {
    receiver: { url: "https://a.example", issuerPort: 0, rotateKeys: true, checks: ["**"] },
    knownFailing: [],
  },
];
const MODES = ["server", "client", "receiver"];

const SAME = { base: 0, changes: [], cut: null };

let count = 0;

test(
  "any configuration is taken as it says, or refused with exit code 2 and the name of what is wrong",
  async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(
        MUTATION,
        fc.constantFrom(...MODES),
        fc.constantFrom(
          "export default ",
          "export default ",
          "export default ",
          "export const config = ",
          "",
        ),
        async (mutation, mode, before) => {
          // A module is loaded once, so each has a folder of its own.
          const folder = join(root, String(count++));
          mkdirSync(folder);
          const text = mutated(CONFIGURATIONS, mutation);
          writeFileSync(join(folder, "call-handoff.config.mjs"), `${before}${text || "undefined"};\n`);
          const { code, err, options } = await verifyWith([mode], { folder });
          seen.set(code, (seen.get(code) ?? 0) + 1);
          expect([0, 2].includes(code) ? "" : err).toBe("");
          if (code === 2)
            expect(err).toMatch(/call-handoff\.config\.mjs|"\w+"|Which|matches no check|flag|--/);
          else expect(options).toBeDefined();
        },
      ),
      // Modules are never forgotten.
      {
        ...runs(40, 10),
        examples: [
          [SAME, "server", "export default "],
          [SAME, "server", ""],
        ],
      },
    );
    for (const code of [0, 2]) expect(seen.get(code) ?? 0).toBeGreaterThan(0);
  },
  LIMIT,
);

/** The same by cutting, without regular expressions. */
function expected(text: string): KnownFailing[] | number {
  const found: KnownFailing[] = [];
  for (const [index, raw] of text.split("\n").entries()) {
    const line = (raw.endsWith("\r") && index < text.split("\n").length - 1 ? raw.slice(0, -1) : raw).trim();
    const end = Array.from(line).findIndex((sign) => sign.trim() === "");
    const signs = Array.from(line);
    const glob = end === -1 ? line : signs.slice(0, end).join("");
    if (glob === "" || glob.startsWith("#")) continue;
    if (end === -1) return index + 1;
    found.push({ glob, reason: signs.slice(end).join("").trim() });
  }
  return found;
}

test(
  "a list of known failures is read line by line; the first line without a reason is named by its number",
  () => {
    const line = fc.oneof(
      fc.constantFrom(
        "graph.transfer/token/* a reason",
        "acs.**@2026-03-12\tbecause",
        "# no",
        "",
        "   ",
        "lonely",
      ),
      fc.tuple(ODD_TEXT, fc.constantFrom(" ", "\t", "\u00a0", ""), ODD_TEXT).map((parts) => parts.join("")),
    );
    const odd = /[\r\u2028\u2029]/;
    fc.assert(
      fc.property(
        fc.array(
          line.filter((text) => !odd.test(text)),
          { maxLength: 6 },
        ),
        fc.constantFrom("\n", "\r\n"),
        (lines, end) => {
          const text = lines.join(end);
          const wanted = expected(text);
          if (typeof wanted !== "number")
            return (expect(readKnownFailing(text, "list.txt")).toEqual(wanted), true);
          expect(() => readKnownFailing(text, "list.txt")).toThrow(GateError);
          expect(() => readKnownFailing(text, "list.txt")).toThrow(`list.txt, line ${wanted}: `);
          return true;
        },
      ),
      runs(200),
    );
  },
  LIMIT,
);

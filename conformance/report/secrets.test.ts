import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { printRuns } from "./console.ts";
import { parseReports, writeReports } from "./index.ts";
import { MIXED, withTexts } from "./runs.test-support.ts";
import { hideSecrets } from "./secrets.ts";

const SECRETS = {
  accessKey: "c3VwZXIrc2VjcmV0L2FjY2Vzcytr/+ZXktMDE=",
  token: "tok~CANARY.abc_def-0123456789",
  incomingCallContext: 'ctx"CANARY\\with/every<kind>&of=sign',
  signature: "Q0FOQVJZLXNpZ25hdHVyZQ==",
  callbackQuery: "code=CANARY query%20é",
};
const secrets = Object.values(SECRETS);

const hex = (unit: string) => unit.charCodeAt(0).toString(16).padStart(4, "0");
const json = (text: string) => JSON.stringify(text).slice(1, -1);

/** How a secret may be written. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in JSON": json,
  "in JSON within JSON": (text) => json(json(text)),
  "in JSON with every letter escaped": (text) => text.replaceAll(/[^]/g, (unit) => `\\u${hex(unit)}`),
  "in JSON with some letters escaped": (text) =>
    text.replaceAll(/[a-m]/g, (unit) => `\\u${hex(unit).toUpperCase()}`),
  "in an address": encodeURIComponent,
  "in an address, in lower case": (text) =>
    encodeURIComponent(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  "in an address within an address": (text) => encodeURIComponent(encodeURIComponent(text)),
  "in an address with every letter escaped": (text) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  "in HTML": (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  "in HTML by numbers": (text) => text.replaceAll(/[^]/g, (unit) => `&#${unit.charCodeAt(0)};`),
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in base64url": (text) => Buffer.from(text).toString("base64url"),
  "in base64 after one letter": (text) => Buffer.from(`:${text}`).toString("base64"),
  "in base64 after two letters, before others": (text) => Buffer.from(`a:${text}b`).toString("base64"),
  "in base64 in an address": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
};

describe.each(Object.entries(SPELLINGS))("a secret %s", (_, spell) => {
  test.each(Object.entries(SECRETS))("is hidden: %s", (_name, secret) => {
    const hidden = hideSecrets(`before ${spell(secret)} after`, secrets);
    // Of base64 the letters that stand for what is beside the secret stay, and what fills it up.
    expect(hidden).toMatch(/^before .{0,3}\(redacted\).{0,8} after$/);
  });
});

test("a key is hidden as base64url too", () => {
  const urlSafe = SECRETS.accessKey.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
  expect(hideSecrets(`x${urlSafe}y`, secrets)).toBe("x(redacted)y");
});

test("of two secrets that begin alike both are hidden", () => {
  expect(hideSecrets("secret-1-longer secret-1", ["secret-1", "secret-1-longer"])).toBe(
    "(redacted) (redacted)",
  );
});

test("what is no secret stays as it is, escapes included", () => {
  const text = String.raw`{"a":"\u00e9\\n%20&amp;&#65;"} C:\users 100% \u{110000}`;
  expect(hideSecrets(text, secrets)).toBe(text);
  expect(hideSecrets(text, [])).toBe(text);
});

test("what is too short to be a secret is not looked for", () => {
  expect(hideSecrets("a token", ["token", "", "a"])).toBe("a token");
});

test("hostile texts take no long time", () => {
  const began = performance.now();
  for (const unit of ["\\", "%25", "&amp;", "\\u005c", "%5cu0025"]) hideSecrets(unit.repeat(10_000), secrets);
  expect(performance.now() - began).toBeLessThan(2000);
});

const folder = mkdtempSync(join(tmpdir(), "call-handoff-reports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** All that is written of a run, by the name of the report. */
function everything(run: typeof MIXED, name: string, known: readonly string[]): Record<string, string> {
  const file = (kind: string) => join(folder, `${name}.${kind}`);
  const env = { GITHUB_STEP_SUMMARY: file("md") };
  let console = "";
  printRuns([run], {
    io: { stdout: { write: (text) => (console += text) }, env: {}, isTTY: true },
    strict: false,
    secrets: known,
  });
  let annotations = "";
  const kinds = ["json", "junit", "html"];
  writeReports(parseReports([...kinds.map((kind) => `${kind}=${file(kind)}`), "github"]), [run], {
    strict: false,
    env,
    stdout: { write: (text) => (annotations += text) },
    secrets: known,
  });
  const files = [...kinds, "md"].map((kind) => [kind, readFileSync(file(kind), "utf8")]);
  return { console, annotations, ...Object.fromEntries(files) };
}

describe("canaries in every text of a run", () => {
  const spelled = Object.values(SPELLINGS).flatMap((spell) => secrets.map(spell));
  // A long text before it, so that a secret is where texts are cut off.
  const paddings = ["", "x".repeat(590), "y".repeat(1990), "z".repeat(980)];
  const planted = withTexts(MIXED, (text) => `${text} ${spelled.join(" | ")}`);
  const cut = paddings.map((padding) => withTexts(MIXED, (text) => `${text}${padding}${SECRETS.token}`));
  /** Parts of the secrets, and what they are in base64. */
  const tellTale = /CANARY|c3VwZXI|Q0FOQVJZ|YzNWd|UTBGT|Y3R4|dG9r|0FOQVJ|DQU5BU|\\u0043\\u0041|%43%41/i;

  test("would stand in every report", () => {
    for (const text of Object.values(everything(planted, "open", []))) expect(text).toMatch(tellTale);
  });

  test("stand in none", () => {
    for (const [index, run] of [planted, ...cut].entries())
      for (const [name, text] of Object.entries(everything(run, `hidden-${index}`, secrets))) {
        expect([name, tellTale.exec(text)?.[0]]).toEqual([name, undefined]);
        expect([name, text.includes("tok~CAN")]).toEqual([name, false]);
        expect(text).toContain("(redacted)");
      }
  });
});

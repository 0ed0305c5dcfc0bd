import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkOf, EXCHANGES, MIXED, REQUIREMENTS, runOf, traceOf, withTexts } from "../runs.test-support.ts";
import { htmlReport } from "./page.ts";

const html = htmlReport([MIXED], { requirements: REQUIREMENTS });

/** The texts of a page, without its own style and script. */
function words(page: string): string {
  return page
    .replaceAll(/<(style|script)>.*?<\/\1>/gs, "")
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

describe("the HTML report", () => {
  test("lets neither a script nor a style work but its own, and asks for nothing", () => {
    const [policy = ""] = /(?<=Security-Policy" content=")[^"]*/.exec(html) ?? [];
    const hashes = ["style", "script"].map((name) => {
      const [, inside = ""] = new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(html) ?? [];
      return `${name}-src 'sha256-${createHash("sha256").update(inside).digest("base64")}'`;
    });
    expect(policy).toBe(
      `default-src 'none'; ${hashes.join("; ")}; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(html.match(/<(style|script)/g)).toEqual(["<style", "<script"]);
    expect(html).not.toMatch(/ style="| on\w+="|(?:src|href)="(?!#|data:,")/);
  });

  test("has links that lead somewhere, and no id twice", () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(ids).toContain(link);
  });

  test("shows what stands in a run", () => {
    const text = words(html);
    for (const part of [
      "does not conform",
      "The command ended with 1.",
      "exercised 1 of 2 features",
      "✗ failed MUST graph.transfer/response/status beta",
      "Expected status 202, saw 200.",
      "Source graph-transfer, Response",
      "Example 1",
      "No answer.",
      "curl -i -X POST",
    ])
      expect(text).toContain(part);
  });

  test("shows the statements of the documents that were judged, with a verdict for each version", () => {
    const rows = html.match(/<tr role="row" id=.*?<\/tr>/gs) ?? [];
    expect(rows).toHaveLength(4);
    expect(words(html)).toContain("graph-transfer 4 statements, 3 judged, 1 cannot be");
    const cells = rows.map((row) =>
      (row.match(/<td.*?<\/td>/gs) ?? []).map((cell) => words(cell).trim().replaceAll(" ", "")),
    );
    expect(cells).toEqual([
      ["MUST", "✗", "notrun"],
      ["MUST", "!✓", "✓"],
      ["MUST", "–", "notinthisversion"],
      ["MUST", "excluded", "excluded"],
    ]);
    expect(html).toContain('title="response/status: failed"');
    expect(html).not.toContain("acs-transfer");
  });

  test("has a place for all of them even where no statement is known", () => {
    const page = htmlReport([MIXED, runOf([])], { requirements: [] });
    expect(page).not.toContain('id="requirements"');
    expect(words(page)).toContain("2 runs, 2 not as documented");
    expect(words(page)).toContain("Nothing was judged");
    expect(words(htmlReport([]))).toContain("does not conform");
  });

  test("draws the messages in the order of time, each with a link to its wire", () => {
    const [answer] = EXCHANGES;
    const early = { ...EXCHANGES[1], at: 5, durationMs: 1, response: { status: 202, headers: {}, body: "" } };
    const page = htmlReport([runOf([checkOf("a/b")], { traces: [traceOf("flow-1", [answer, early])] })]);
    const [svg = ""] = /<svg.*?<\/svg>/s.exec(page) ?? [];
    const labels = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, label]) => label);
    expect(labels.slice(2)).toEqual(["Gate", "Server", "graph.transfer", "transferring", "202", "200"]);
    expect(new Set(svg.match(/href="[^"]*"/g))).toEqual(
      new Set(['href="#wire-trace-0-0-0"', 'href="#wire-trace-0-0-1"']),
    );
  });

  test("is without any markup of a target", () => {
    const [first] = REQUIREMENTS;
    const hostile = `"'></script></style></pre></svg><img src=x onerror="alert(1)"><!--`;
    const page = htmlReport([withTexts(MIXED, (text) => text + hostile)], {
      requirements: [{ ...first, text: hostile, id: hostile }],
    });
    const tags = (text: string) => new Set(text.match(/<\/?[a-z]+|<!/gi));
    expect(page).not.toContain("<img");
    expect([...tags(page)].filter((tag) => !tags(html).has(tag))).toEqual([]);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  test("stays small enough to be opened at once, by cutting off bodies", () => {
    const body = JSON.stringify({ text: "é".repeat(8000) });
    const [sent] = EXCHANGES;
    const exchanges = [1, 2, 3].map(() => ({ ...sent, request: { ...sent.request, body } }));
    const traces = Array.from({ length: 180 }, (_, index) => traceOf(`flow-${index}`, exchanges));
    const page = htmlReport([runOf([checkOf("a/b", "failed")], { traces })], { requirements: [] });
    expect(Buffer.byteLength(page)).toBeLessThan(4_000_000);
    expect(page).toContain("characters more");
  });
});

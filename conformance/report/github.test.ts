import { describe, expect, test } from "vitest";
import { githubSummary } from "./github-summary.ts";
import { annotations } from "./github.ts";
import { checkOf, MIXED, runOf, withTexts } from "./runs.test-support.ts";

const many = (count: number, message = "no") =>
  runOf(Array.from({ length: count }, (_, index) => checkOf(`a/check-${index}`, "failed", { message })));

describe("annotations", () => {
  test("are errors for what fails a run, warnings for SHOULD and notices for the rest", () => {
    const lines = annotations([MIXED]).trimEnd().split("\n");
    expect(lines.map((line) => line.replace(/ title=(\w+) graph\.transfer\/(\S+).*/, " $1 $2"))).toEqual([
      "::error MUST response/status",
      "::error MUST notification/order",
      "::error MUST access/missing",
      "::warning SHOULD accepts/should",
      "::notice MAY accepts/may",
      "::notice INFO accepts/info",
    ]);
    expect(lines[0]).toBe(
      "::error title=MUST graph.transfer/response/status (beta)::A transfer that is taken is answered with 202." +
        "%0AExpected status 202, saw 200.%0ASource: graph-transfer, Response",
    );
    expect(annotations([runOf([checkOf("a/b", "failed", { level: "SHOULD" })])], true)).toMatch(/^::error/);
  });

  test("are no more than GitHub shows, of which the last says how many there are besides", () => {
    expect(annotations([many(10)]).match(/^::error title=MUST/gm)).toHaveLength(10);
    const lines = annotations([many(31)])
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::error title=22 more::They are in the summary of the job.");
  });

  test("are one line each, and end where they are meant to, whatever a target says", () => {
    const hostile = "a\r\n::error::b,file=c::d%0A";
    const text = annotations([withTexts(MIXED, () => hostile)]);
    expect(text.split("\n").filter(Boolean)).toHaveLength(6);
    expect(text).toContain("title=MUST a%0D%0A%3A%3Aerror%3A%3Ab%2Cfile=c%3A%3Ad%250A (");
    expect(text).not.toContain("\r");
  });

  test("say that nothing was judged", () => {
    expect(annotations([runOf([])])).toBe(
      "::error title=server http%3A//127.0.0.1%3A4010::Nothing was judged.\n",
    );
  });
});

describe("the summary of a job", () => {
  test("has a table for each run, and details of each failure", () => {
    const text = githubSummary([MIXED]);
    expect(text).toContain("❌ does not conform");
    expect(text).toContain("| graph.transfer beta | 1 | **4** | 1 | **1** | 2 | **1** |");
    expect(text).toContain("| graph.transfer v1.0 | 1 | 0 | 0 | 0 | 1 | 0 |");
    expect(text).toContain("exercised 1 of 2 documented features");
    expect(text).toContain("- The command ended with 1.");
    expect(text.match(/<details>/g)).toHaveLength(6);
    expect(text).toContain(
      "<summary>failed MUST <code>graph.transfer/response/status (beta)</code></summary>",
    );
    expect(text).toContain("again: curl -i -X POST");
    expect(githubSummary([runOf([checkOf("a/b")])])).toContain("✅ conforms");
    expect(githubSummary([runOf([])])).toContain("Nothing was judged");
  });

  test("stays below what GitHub takes, says what it left out, and never leaves out a verdict", () => {
    const runs = [many(400, "x".repeat(4000)), many(2)];
    const text = githubSummary(runs);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/\d+ more are left out here/);
    expect(text.match(/^## /gm)).toHaveLength(2);
    expect(text.match(/<details>/g)?.length).toBeGreaterThan(100);
    expect(githubSummary(runs, false, 0).match(/^## /gm)).toHaveLength(2);
  });

  test("is neither HTML nor Markdown of a target", () => {
    const hostile = "\n\n</pre></details># x\n| a |`b` **c** ![d](http://e) <img onerror=f>&lt;";
    const text = githubSummary([withTexts(MIXED, (before) => before + hostile)]);
    expect(text).not.toContain("<img");
    expect(text.match(/<\/details>/g)).toHaveLength(6);
    // In these GitHub reads HTML only.
    const markdown = text.replaceAll(/<(pre|summary)>.*?<\/\1>/gs, "");
    expect(markdown).not.toMatch(/^# x|^\| a|`b`|\*\*c|!\[|http:/m);
  });
});

import { describe, expect, test } from "vitest";
import { consoleReport, printRuns } from "./console.ts";
import { progress } from "./progress.ts";
import { checkOf, EXCHANGES, MIXED, runOf, traceOf, withTexts } from "./runs.test-support.ts";

const [request] = EXCHANGES;

describe("what the console says", () => {
  const text = consoleReport([MIXED]);

  test("is each failure in full: expectation, source, what was seen, the wire with times, and how to send it again", () => {
    expect(text).toContain(
      [
        "failed MUST graph.transfer/response/status (beta)",
        "  expected  A transfer that is taken is answered with 202.",
        "  source    graph-transfer, Response",
        "  seen      Expected status 202, saw 200.",
        "  wire      Example 1 (graph.transfer, beta)",
        "            +0 ms gate: POST http://127.0.0.1:4010/beta/communications/calls/call-1/transfer",
        '                {"transferTarget":{}}',
        "              200 after 12.3 ms, application/json",
        '                {"id":"1"}',
        "            +20 ms target: POST http://127.0.0.1:5010/callbacks",
        `                ${EXCHANGES[1].request.body}`,
        "              no answer within 5000 ms",
        "  again     curl -i -X POST -H \"authorization: Bearer $CALL_HANDOFF_GRAPH_TOKEN\" -H 'content-type: application/json' --data-raw '{\"transferTarget\":{}}' http://127.0.0.1:4010/beta/communications/calls/call-1/transfer",
        "",
      ].join("\n"),
    );
  });

  test("is the wire of each trace once", () => {
    expect(text.match(/^ {2}again/gm)).toHaveLength(1);
    expect(text).toContain(
      "wire      Example 1 (graph.transfer, beta), as of graph.transfer/response/status",
    );
  });

  test("is short of warnings and notes", () => {
    expect(text).toMatch(
      /^warning SHOULD graph\.transfer\/accepts\/should \(beta\)\n {2}expected .*\n {2}seen .*\n\nnote MAY/m,
    );
    expect(consoleReport([MIXED], { strict: true })).toContain("failed SHOULD graph.transfer/accepts/should");
  });

  test("is nothing of checks that passed", () => {
    expect(text).not.toContain("response/empty");
    expect(consoleReport([runOf([checkOf("response/empty")])])).toBe(
      [
        "graph.transfer  response",
        "  beta               1/1",
        "",
        "server http://127.0.0.1:4010 conforms: 1 passed, 0 failed in 1.2 s\n",
      ].join("\n"),
    );
  });

  test("is what was left out by reason, with how many and which", () => {
    expect(text).toContain(
      "Excluded\n  3 × needs an https listener\n      graph.transfer/notification/callback (beta), graph.transfer/token/issuer (beta, v1.0)\n",
    );
    expect(text).toContain("Known to fail\n  1 × Waits for a release. Expected an audience.\n");
  });

  test("is what a client made use of, notes, and a line that sums it up", () => {
    expect(text).toContain("Features\n  graph.transfer beta: exercised 1 of 2: transferTarget\n");
    const features = [true, true, false].map((exercised, index) => ({
      id: `graph.transfer/member-${index}`,
      operation: "graph.transfer",
      apiVersion: "v1.0",
      title: "",
      exercised,
    }));
    const most = consoleReport([runOf([checkOf("a/b")], { features })]);
    expect(most).toContain("  graph.transfer v1.0: exercised 2 of 3, not member-2\n");
    const all = consoleReport([runOf([checkOf("a/b")], { features: features.slice(0, 2) })]);
    expect(all).toContain("  graph.transfer v1.0: exercised 2 of 2\n");
    expect(text).toContain("Notes\n  The command ended with 1.\n");
    expect(text).toMatch(
      /does not conform: 2 passed, 1 failed, 1 warning, 2 notes, 1 known failing, 1 not testable, 3 excluded, 1 error in 1\.2 s\n$/,
    );
  });

  test("is that nothing was judged", () => {
    expect(consoleReport([runOf([])])).toContain("does not conform: 0 passed, 0 failed");
    expect(consoleReport([runOf([])])).toContain("Nothing was judged");
  });

  test("is not everything of long bodies, long flows and many flows", () => {
    const exchanges = Array.from({ length: 30 }, () => ({
      ...request,
      response: { ...request.response, status: 200, headers: {}, body: "x".repeat(9000) },
    }));
    const ids = ["1", "2", "3", "4", "5"];
    const long = consoleReport([
      runOf([checkOf("a/b", "failed", { traces: ids })], { traces: ids.map((id) => traceOf(id, exchanges)) }),
    ]);
    expect(long).toContain("x … and 8400 characters more");
    expect(long).toContain("and 10 exchanges more");
    expect(long).toContain("and 2 flows more");
    expect(long.length).toBeLessThan(60_000);
  });
});

describe("a terminal and a CI system", () => {
  const hostile = "\u001b[2J\r\n::error title=x::y\n##[error]z ##vso[task.complete]\u202e";
  const text = consoleReport([withTexts(MIXED, (before) => before + hostile)]);

  test("obey nothing that a target says", () => {
    expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("get colours where they are seen and wanted", () => {
    const printed = (isTTY: boolean, env: Record<string, string>) => {
      let all = "";
      printRuns([MIXED], {
        io: { stdout: { write: (part) => (all += part) }, env, isTTY },
        strict: false,
        secrets: [],
      });
      return all;
    };
    expect(printed(true, {})).toContain("\u001b[");
    expect(printed(false, {})).not.toContain("\u001b");
    expect(printed(true, { NO_COLOR: "1" })).not.toContain("\u001b");
  });
});

describe("progress", () => {
  const seen = (isTTY: boolean) => {
    const written: string[] = [];
    const line = progress({ stdout: { write: (text) => written.push(text) }, isTTY }, 3);
    for (const done of [1, 2, 9]) line.onProgress(done);
    line.end();
    line.end();
    return written;
  };

  test("is a line that is written in its place and taken away again", () => {
    expect(seen(true)).toEqual(["\r\u001b[K1 of 3 checks", "\r\u001b[K"]);
  });

  test("is not written where nobody sees it", () => {
    expect(seen(false)).toEqual([]);
  });
});

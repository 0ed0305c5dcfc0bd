import { createServer } from "node:http";
import { describe, expect, test } from "vitest";
import type { Check } from "../report/check.ts";
import { catalogue } from "./catalogue.ts";
import { milliseconds } from "./durations.ts";
import { matchesGlob } from "./glob.ts";
import { exchange } from "./http.ts";
import { applyKnownFailing, readKnownFailing } from "./known-failing.ts";
import { select } from "./selection.ts";
import { startTrace } from "./tracer.ts";
import { collectVerdicts } from "./verdicts.ts";

const ID = "graph.transfer/response/status";
const only = () => select("server", { checks: [ID], versions: ["beta"] });

describe("a selection", () => {
  test("is what passes every filter, by version with or without its service", () => {
    expect(only().map(({ info, version }) => [info.id, version])).toEqual([[ID, "graph@beta"]]);
    const named = select("server", { checks: ["graph.*/response/*"], versions: ["graph@v1.0"] });
    expect(new Set(named.map(({ version }) => version))).toEqual(new Set(["graph@v1.0"]));
    expect(named.length).toBeGreaterThan(2);
  });

  test.each([
    ["an operation", { operations: ["graph.transfer", "graph.nothing"] }, '"graph.nothing"'],
    ["a version", { versions: ["v2.0"] }, '"v2.0"'],
    ["a check", { checks: ["graph.transfer/nothing/*"] }, '"graph.transfer/nothing/*"'],
    ["a check of another mode", { checks: ["graph.transfer/client/path"] }, "verify server"],
    [
      "what another filter left out",
      { operations: ["graph.redirect"], versions: ["2026-03-12"] },
      "2026-03-12",
    ],
  ])("of %s that there is not is refused", (_name, filters, text) => {
    expect(() => select("server", filters)).toThrow(text);
  });

  test("knows each check by its requirements: the strictest level, and where it holds", () => {
    const masks = catalogue.get("graph.redirect/accepts/masks");
    expect(masks).toMatchObject({ mode: "server", operation: "graph.redirect", versions: ["graph@beta"] });
    expect(
      [...catalogue.values()].every(({ expectation, source }) => expectation !== "" && source.place !== ""),
    ).toBe(true);
  });
});

describe("verdicts", () => {
  const about = { id: "t", title: "", operation: "graph.transfer", apiVersion: "beta" };

  test("are the worst of what was found, with the traces that show it", () => {
    const told: number[] = [];
    const verdicts = collectVerdicts(only(), () => told.push(1));
    const [good, bad] = [startTrace({ ...about, id: "good" }), startTrace({ ...about, id: "bad" })];
    verdicts.judge("graph@beta", ID, [], good);
    verdicts.judge("graph@beta", ID, ["Expected 202, saw 200."], bad);
    verdicts.judge("graph@beta", ID, ["Expected 202, saw 200."], bad);
    verdicts.exclude("graph@beta", ID, "never mind");
    expect(verdicts.checks()).toMatchObject([
      { status: "failed", message: "Expected 202, saw 200.", traces: ["bad"], level: "MUST" },
    ]);
    expect(told).toHaveLength(1);
  });

  test("drop what was not chosen, and nothing found is an error", () => {
    const verdicts = collectVerdicts(only());
    verdicts.judge("graph@v1.0", ID, ["no"]);
    expect(verdicts.checks()).toMatchObject([{ status: "error", message: "The gate never judged it." }]);
  });

  test("stay excluded where the user said so", () => {
    const verdicts = collectVerdicts(only());
    verdicts.declare("graph@beta", ID, "It was said.");
    verdicts.judge("graph@beta", ID, ["no"]);
    expect(verdicts.checks()).toMatchObject([{ status: "excluded", message: "It was said." }]);
  });
});

describe("known failures", () => {
  const check = (id: string, status: Check["status"]): Check => ({
    id,
    operation: "graph.transfer",
    apiVersion: "beta",
    level: "SHOULD",
    status,
    expectation: "",
    message: "seen",
    source: { document: "", place: "" },
    requirements: [],
    traces: [],
  });
  const known = (glob: string) => glob.startsWith("graph.");

  test("are read line by line, with their reasons", () => {
    expect(readKnownFailing("# a\n\n graph.*/x/y  GW-1, soon \n", "f")).toEqual([
      { glob: "graph.*/x/y", reason: "GW-1, soon" },
    ]);
    expect(() => readKnownFailing("\ngraph.transfer/x/y", "f")).toThrow("f, line 2");
  });

  test("turn failures into known ones, and fail where what is listed passes", () => {
    const list = [{ glob: "graph.transfer/x/*@graph@beta", reason: "GW-1" }];
    const [failed, passed, excluded] = applyKnownFailing(
      [
        check("graph.transfer/x/a", "failed"),
        check("graph.transfer/x/b", "passed"),
        check("graph.transfer/x/c", "excluded"),
      ],
      list,
      known,
    );
    expect(failed).toMatchObject({ status: "knownFailing", message: "GW-1\nseen" });
    expect(passed).toMatchObject({
      status: "failed",
      level: "MUST",
      message: expect.stringContaining("remove"),
    });
    expect(excluded?.status).toBe("excluded");
    const elsewhere = [{ glob: "graph.transfer/x/*@v1.0", reason: "GW-1" }];
    expect(applyKnownFailing([check("graph.transfer/x/a", "failed")], elsewhere, known)[0]?.status).toBe(
      "failed",
    );
  });

  test("are refused where they are about no check or no version", () => {
    expect(() => applyKnownFailing([], [{ glob: "acs.x/y/z", reason: "r" }], known)).toThrow(
      "matches no check",
    );
    expect(() => applyKnownFailing([], [{ glob: "graph.x/y/z@v9", reason: "r" }], known)).toThrow("v9");
  });
});

test("durations are milliseconds or seconds, and nothing else", () => {
  expect([milliseconds("250ms", "--timeout"), milliseconds("1.5s", "--timeout")]).toEqual([250, 1500]);
  for (const text of ["5", "5m", "-1s", "s", "1e9s", ""])
    expect(() => milliseconds(text, "--timeout")).toThrow("--timeout has to be a duration");
});

test("a star stands for anything within a segment, two for anything, and every other sign for itself", () => {
  expect(matchesGlob("graph.transfer/a/b", "graph.*/a/*")).toBe(true);
  expect(matchesGlob("graph.transfer/a/b", "graph.*")).toBe(false);
  expect(matchesGlob("graph.transfer/a/b", "graph.**")).toBe(true);
  expect(matchesGlob("graphXtransfer/a/b", "graph.transfer/a/b")).toBe(false);
});

test("a trace shows the version of a request and no other query, cuts long bodies off, and hides first", () => {
  const tracer = startTrace({ id: "t", title: "", operation: "", apiVersion: "" }, (text) =>
    text.replaceAll("s3cret", "-"),
  );
  const request = (url: string, body: string) => ({ method: "POST", url, headers: [], body });
  const body = `${"x".repeat(16_380)}s3cret`;
  tracer.record({
    sender: "gate",
    startedAt: 2,
    endedAt: 3,
    request: request("http://a/?api-version=1&code=s3cret", body),
  });
  tracer.record({ sender: "target", startedAt: 1, endedAt: 2, request: request("http://b/", "{}") });
  const { exchanges } = tracer.trace();
  expect(exchanges.map(({ sender }) => sender).toSorted()).toEqual(["gate", "target"]);
  expect(JSON.stringify(exchanges)).not.toContain("s3c");
  expect(exchanges.map(({ request: { url } }) => url)).toContain("http://a/?api-version=1&code=(redacted)");
});

test("a connection that the server had given up is tried once more", async () => {
  const server = createServer((_, response) => response.end("ok"));
  server.keepAliveTimeout = 1;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
  const bodies: string[] = [];
  for (let turn = 0; turn < 5; turn++) {
    bodies.push((await exchange(url, { method: "POST", headers: {}, body: "x" })).body);
    server.closeIdleConnections();
  }
  server.close();
  expect(bodies).toEqual(Array(5).fill("ok"));
});

import type { Requirement } from "../../generated/contract.ts";
import {
  summarise,
  type Check,
  type Level,
  type Run,
  type Status,
  type Trace,
  type WireExchange,
} from "./check.ts";

/** What the runs of tests are of. */
export const OPERATION = "graph.transfer";

export function checkOf(slug: string, status: Status = "passed", more: Partial<Check> = {}): Check {
  return {
    id: `${OPERATION}/${slug}`,
    operation: OPERATION,
    apiVersion: "beta",
    level: "MUST",
    status,
    expectation: "A transfer that is taken is answered with 202.",
    message: status === "passed" ? "" : "Expected status 202, saw 200.",
    source: { document: "graph-transfer", place: "Response" },
    requirements: ["graph-transfer/answer/accepted"],
    traces: ["flow-1"],
    ...more,
  };
}

/** A request that the gate sends, and the notification that follows. */
export const EXCHANGES: readonly [WireExchange, WireExchange] = [
  {
    sender: "gate",
    at: 0,
    durationMs: 12.3,
    request: {
      method: "POST",
      url: "http://127.0.0.1:4010/beta/communications/calls/call-1/transfer",
      headers: { authorization: "(redacted)", "content-type": "application/json", "content-length": "22" },
      body: '{"transferTarget":{}}',
    },
    response: { status: 200, headers: { "content-type": "application/json" }, body: '{"id":"1"}' },
  },
  {
    sender: "target",
    at: 20,
    durationMs: 5000,
    request: {
      method: "POST",
      url: "http://127.0.0.1:5010/callbacks",
      headers: { "content-type": "application/json" },
      body: '{"value":[{"changeType":"updated","resourceData":{"state":"transferring"}}]}',
    },
  },
];

export function traceOf(id = "flow-1", exchanges: readonly WireExchange[] = EXCHANGES): Trace {
  return { id, title: "Example 1", operation: OPERATION, apiVersion: "beta", exchanges };
}

export function runOf(checks: readonly Check[], more: Partial<Run> = {}): Run {
  return {
    mode: "server",
    target: "http://127.0.0.1:4010",
    startedAt: "2026-01-02T03:04:05.678Z",
    durationMs: 1234,
    summary: summarise(checks),
    checks,
    traces: [traceOf()],
    notes: [],
    ...more,
  };
}

const LEVELS: readonly Level[] = ["SHOULD", "MAY", "INFO"];

/** A run in which checks ended in every way. */
export const MIXED: Run = runOf(
  [
    checkOf("response/status", "failed"),
    checkOf("response/empty"),
    checkOf("response/empty", "passed", { apiVersion: "v1.0", traces: [] }),
    checkOf("notification/order", "notTestable", { message: "No notification came within 5000 ms." }),
    checkOf("notification/callback", "excluded", { message: "needs an https listener", traces: [] }),
    checkOf("token/issuer", "excluded", { message: "needs an https listener", traces: [] }),
    checkOf("token/issuer", "excluded", {
      message: "needs an https listener",
      traces: [],
      apiVersion: "v1.0",
    }),
    checkOf("token/audience", "knownFailing", { message: "Waits for a release.\nExpected an audience." }),
    checkOf("access/missing", "error", { message: "TypeError: boom\n    at here" }),
    ...LEVELS.map((level) => checkOf(`accepts/${level.toLowerCase()}`, "failed", { level })),
  ],
  {
    notes: ["The command ended with 1."],
    features: ["transferTarget", "transferee"].map((name, index) => ({
      id: `${OPERATION}/${name}`,
      operation: OPERATION,
      apiVersion: "beta",
      title: `${name}: what it is`,
      exercised: index === 0,
    })),
  },
);

/** Statements of two documents: of one nothing is judged. */
export const REQUIREMENTS: readonly [Requirement, ...Requirement[]] = [
  requirement("graph-transfer/answer/accepted", ["graph.transfer/response/status"]),
  requirement("graph-transfer/answer/empty", [
    "graph.transfer/response/empty",
    "graph.transfer/access/missing",
  ]),
  { ...requirement("graph-transfer/answer/beta", ["graph.transfer/token/issuer"]), versions: ["graph@beta"] },
  { ...requirement("graph-transfer/answer/inside", []), excluded: "Nobody sees it." },
  {
    ...requirement("acs-transfer/answer/accepted", ["acs.transferToParticipant/response/status"]),
    operation: "acs.transferToParticipant",
    source: { document: "acs-transfer", place: "Responses" },
  },
];

function requirement(id: string, checks: readonly string[]): Requirement {
  const source = { document: "graph-transfer", place: "Response" };
  return { id, operation: OPERATION, level: "MUST", source, text: `What ${id} says.`, checks };
}

const NO_TEXT = new Set(["mode", "sender", "level", "status"]);

/** A run with every text of it changed, the names of headers too. */
export function withTexts(run: Run, change: (text: string) => string): Run {
  return JSON.parse(JSON.stringify(run), (key, value: unknown) => {
    if (typeof value === "string") return NO_TEXT.has(key) ? value : change(value);
    if (key !== "headers" || typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, text]) => [change(name), text]));
  });
}

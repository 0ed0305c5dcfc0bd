import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import document from "../../generated/simulator/openapi.json" with { type: "json" };
import { encoded, LIMIT, nested, NESTING, ODD_TEXT, runs, type Nesting } from "../fuzz.test-support.ts";
import { mutated, MUTATION, type Mutation } from "../webhooks/mutations.test-support.ts";
import { callbackUri, simulated } from "./bot.test-support.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema({ ...document, $id: "control" });
const schema = (pointer: string) => ajv.compile({ $ref: `control#${pointer}` });
const component = (name: string) => schema(`/components/schemas/${name}`);
const isError = schema("/components/responses/error/content/application~1json/schema");
const isEntry = component("JournalEntry");

/** What each operation takes and gives, by the document. */
const operations = [
  {
    method: "GET",
    path: /^\/simulator\/calls$/,
    gives: 200,
    is: ajv.compile({ type: "array", items: { $ref: "control#/components/schemas/Call" } }),
  },
  {
    method: "POST",
    path: /^\/simulator\/calls$/,
    gives: 201,
    takes: component("NewCall"),
    is: component("Call"),
  },
  { method: "GET", path: /^\/simulator\/calls\/[^/]+$/, gives: 200, is: component("Call") },
  {
    method: "GET",
    path: /^\/simulator\/scenarios$/,
    gives: 200,
    is: ajv.compile({ type: "array", items: { type: "string" } }),
  },
  { method: "POST", path: /^\/simulator\/faults$/, gives: 204, takes: component("Fault") },
  {
    method: "POST",
    path: /^\/simulator\/clock$/,
    gives: 200,
    takes: component("ClockChange"),
    is: component("ClockState"),
  },
  { method: "GET", path: /^\/simulator\/journal$/, gives: 200, is: component("Journal") },
  { method: "POST", path: /^\/simulator\/reset$/, gives: 204 },
  { method: "GET", path: /^\/simulator\/\.well-known\/openid-configuration$/, gives: 200 },
  { method: "GET", path: /^\/simulator\/keys$/, gives: 200 },
  { method: "GET", path: /^\/simulator$/, gives: 200 },
  { method: "GET", path: /^\/simulator\/events$/, gives: 200 },
] as const;

const bodies = [
  { service: "acs", kind: "peerToPeer", callbackUri },
  { service: "acs", kind: "incoming", callbackUri, incomingCallContext: "context", scenario: "failure" },
  { service: "graph", kind: "group", callbackUri, id: "a b", data: { a: [1] }, callCallbackUri: callbackUri },
  { on: "request", operation: "graph.transfer", status: 500, retryAfter: 1, times: 2 },
  { on: "notification", trouble: "twice" },
  { advance: 5000 },
  { running: false, advance: 0 },
];

const names = ["calls", "scenarios", "faults", "clock", "journal", "reset", "keys", "events", "page"];
const PATH = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names).map((name) => `/simulator/${name}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...names), ODD_TEXT)
      .map(([name, text]) => `/simulator/${name}/${encoded(text)}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom("/simulator", "/simulator/", "/simulator/calls/%zz", "/simulator//calls"),
  },
  { weight: 1, arbitrary: ODD_TEXT.map((text) => `/simulator/${encoded(text)}`) },
);
const QUERY = fc.oneof(
  fc.constantFrom(
    "",
    "?after=1",
    "?call=x&after=0",
    "?after=99999999999999999",
    "?after=-1",
    "?after=1e3",
    "?call",
  ),
  ODD_TEXT.map((text) => `?after=${encoded(text)}`),
);
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Mutation | Nesting | string;
}

const REQUEST: fc.Arbitrary<Asked> = fc.record<Asked>({
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom("GET", "POST") },
    { weight: 1, arbitrary: fc.constantFrom("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "X-ODD") },
  ),
  path: PATH,
  query: QUERY,
  body: fc.oneof({ weight: 4, arbitrary: MUTATION }, NESTING, fc.string({ unit: "binary" })),
});

/** What is right as it stands, so that each run has seen all of it. */
const EXAMPLES = [
  ...bodies.slice(0, 3).map((_, base) => ["calls", base] as const),
  ["faults", 3] as const,
  ["faults", 4] as const,
  ["clock", 5] as const,
  ["calls", 3] as const,
  ["faults", 0] as const,
].map(([name, base]): [Asked] => [
  { method: "POST", path: `/simulator/${name}`, query: "", body: { base, changes: [], cut: null } },
]);

function textOf(body: Mutation | Nesting | string): string {
  if (typeof body === "string") return body;
  return "unit" in body ? nested(body) : Buffer.from(mutated(bodies, body)).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test(
  "whatever the control API is asked, its document says what the answer is, and it is never 500",
  async () => {
    const { simulator } = simulated({ maxEntries: 50, maxCalls: 20 });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(REQUEST, async ({ method, path, query, body }) => {
        const text = method === "GET" || method === "HEAD" ? "" : textOf(body);
        const { pathname } = new URL(`http://127.0.0.1:4010${path}`);
        const answer = await simulator.answer({
          method,
          url: `http://127.0.0.1:4010${path}${query}`,
          headers: { accept: "application/json" },
          body: text,
        });
        const here = operations.filter((one) => one.path.test(pathname));
        const operation = here.find((one) => one.method === method);
        if (answer.status >= 400) {
          const error = parsed(typeof answer.body === "string" ? answer.body : "");
          expect([error, isError(error)]).toEqual([error, true]);
          expect(answer.headers["content-type"]).toContain("application/json");
        }
        if (!operation) {
          expect([404, 405, 413]).toContain(answer.status);
          if (answer.status === 405)
            expect(answer.headers["allow"]?.split(", ")).toEqual(here.map((one) => one.method));
          return;
        }
        seen.add(`${operation.gives} ${answer.status}`);
        expect([operation.gives, 400, 404, 413]).toContain(answer.status);
        const isTaken = answer.status === operation.gives;
        // What the document refuses is refused; what it takes may be refused for what only the simulator knows.
        if ("takes" in operation && !operation.takes(parsed(text))) expect(isTaken).toBe(false);
        if (isTaken && "is" in operation && typeof answer.body === "string" && method !== "HEAD")
          expect(operation.is(JSON.parse(answer.body)) ? [] : operation.is.errors).toEqual([]);
        if (answer.body instanceof ReadableStream) await answer.body.cancel();
      }),
      { ...runs(100), examples: EXAMPLES },
    );
    expect(["201 201", "201 400", "204 204", "204 400", "200 200"].filter((one) => !seen.has(one))).toEqual(
      [],
    );
    for (const entry of simulator.getJournal().entries)
      expect(isEntry(entry) ? [] : isEntry.errors).toEqual([]);
  },
  LIMIT,
);

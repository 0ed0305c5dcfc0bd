import { describe, expect, test } from "vitest";
import { callbackUri, post, simulated } from "./bot.test-support.ts";

/** Asks the control API. */
async function asked(path: string, body?: unknown, simulator = simulated().simulator) {
  const url = `http://127.0.0.1:4010${path}`;
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { "content-type": "application/json" };
  const answer = await simulator.handle(new Request(url, { ...init, headers }));
  const text = await answer.text();
  const content: unknown = text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : text;
  return { status: answer.status, headers: answer.headers, content };
}

describe("the journal", () => {
  test("may be read from any entry on, and for one call", async () => {
    const { simulator } = simulated();
    const { id } = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
    for (let index = 0; index < 12; index++) await post(simulator, "/v1.0/other", {});
    await post(simulator, `/v1.0/communications/calls/${id}/transfer`, {});
    const sequences = async (query: string) => {
      const { content } = await asked(`/simulator/journal${query}`, undefined, simulator);
      const entries: unknown = Reflect.get(Object(content), "entries");
      return Array.isArray(entries) ? entries.map(({ sequence }: { sequence: number }) => sequence) : entries;
    };
    const all = simulator.getJournal().entries.map(({ sequence }) => sequence);
    expect(all.length).toBeGreaterThan(12);
    expect(await sequences("")).toEqual(all);
    expect(await sequences("?after=11")).toEqual(all.filter((sequence) => sequence > 11));
    const own = simulator.getJournal({ call: id }).entries.map(({ sequence }) => sequence);
    expect(own.length).toBeLessThan(all.length);
    expect(await sequences(`?call=${id}`)).toEqual(own);
  });

  test.each(["x", "1x", "x1", "-1", "1.5", "", "1".repeat(16)])(
    "cannot be read from %j on",
    async (after) => {
      expect(await asked(`/simulator/journal?after=${after}`)).toMatchObject({
        status: 400,
        content: {
          error: {
            code: "InvalidArgument",
            message: expect.stringContaining("after has to be a whole number."),
          },
        },
      });
    },
  );
});

describe("the control API", () => {
  test.each([
    ["/simulator/calls/none", 404, "NotFound"],
    ["/simulator/nothing", 404, "NotFound"],
    ["/simulatorx", 404, "ResourceNotFound"],
  ])("answers %s with %d", async (path, status, code) => {
    const { content, ...answer } = await asked(path);
    expect([answer.status, Object(content).error?.code]).toEqual([status, code]);
  });

  test("tells the methods of a path that takes another", async () => {
    const { status, headers, content } = await asked("/simulator/scenarios", {});
    expect([status, headers.get("allow"), Object(content).error.code]).toEqual([
      405,
      "GET",
      "MethodNotAllowed",
    ]);
  });

  test("refuses faults of no operation, and says where", async () => {
    const fault = { operation: "graph.fly", refusal: "throttled" };
    const { status, content } = await asked("/simulator/faults", fault);
    expect(status).toBe(400);
    expect(JSON.stringify(content)).toContain("InvalidArgument");
  });

  test("says by which algorithm tokens are signed, and where the keys are", async () => {
    const { content } = await asked("/simulator/.well-known/openid-configuration");
    expect(content).toMatchObject({
      id_token_signing_alg_values_supported: ["RS256"],
      jwks_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4010\/simulator\//),
    });
  });

  test("refuses data of a call that is too much or nested too deeply", async () => {
    const nested = (depth: number): object => JSON.parse('{"a":'.repeat(depth) + "1" + "}".repeat(depth));
    const create = async (data: object) =>
      (await asked("/simulator/calls", { service: "graph", kind: "incoming", callbackUri, data })).status;
    expect(await create({ a: "x".repeat(60_000) })).toBe(201);
    expect(await create({ a: "x".repeat(66_000) })).toBe(400);
    expect(await create(nested(500))).toBe(400);
  });
});

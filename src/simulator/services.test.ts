import { describe, expect, test } from "vitest";
import { callbackUri, post, requests, simulated } from "./bot.test-support.ts";

const acsPath = (id: string) => `/calling/callConnections/${id}:transferToParticipant?api-version=2026-03-12`;
const graphPath = (id: string) => `/v1.0/communications/calls/${id}/transfer`;

/** Sends a transfer of one service, and gives the answer and what the journal says of it. */
async function transferred(service: "acs" | "graph", headers: Record<string, string> = {}, body?: unknown) {
  const { simulator } = simulated();
  const { id } = simulator.createCall({ service, kind: "peerToPeer", callbackUri });
  const path = service === "acs" ? acsPath(id) : graphPath(id);
  const request = requests[service === "acs" ? "acs.transferToParticipant" : "graph.transfer"];
  const answer = await post(simulator, path, body ?? request, headers);
  await simulator.settle();
  const entry = simulator.getJournal().entries.find(({ kind }) => kind === "request");
  return { answer, entry, text: await answer.text() };
}

describe("ids of requests", () => {
  test("of ACS are repeated where the client gave one", async () => {
    const { answer } = await transferred("acs", {
      "x-ms-client-request-id": "own",
      "client-request-id": "other",
    });
    expect(answer.headers.get("x-ms-client-request-id")).toBe("own");
    expect([answer.headers.get("client-request-id"), answer.headers.get("request-id")]).toEqual([null, null]);
    expect((await transferred("acs")).answer.headers.get("x-ms-client-request-id")).toBeNull();
  });

  test("of Graph are made, and repeated, also in errors", async () => {
    const { answer } = await transferred("graph", { "client-request-id": "own" });
    expect(answer.headers.get("client-request-id")).toBe("own");
    expect(answer.headers.get("request-id")).toMatch(/^[\da-f-]{36}$/);
    const { text, answer: failed } = await transferred("graph", { "client-request-id": "own" }, {});
    expect(failed.status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      error: {
        innerError: {
          "client-request-id": "own",
          "request-id": failed.headers.get("request-id"),
          date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        },
      },
    });
  });
});

describe("the journal tells of a request", () => {
  test.each([
    ["", "one that is not good"],
    ["Bearer other", "one that is not good"],
  ])("whose authorization is %j what is wrong with that", async (authorization, received) => {
    const { entry, answer } = await transferred("graph", { authorization });
    expect(answer.status).toBe(401);
    expect(entry).toMatchObject({
      status: 401,
      code: "InvalidAuthenticationToken",
      message: expect.any(String),
      verdict: "deviating",
      violations: [
        { where: "/headers/authorization", rule: "security", received, source: "graph.transfer: security" },
      ],
    });
  });

  test("that proves nothing that there is nothing", async () => {
    const { simulator } = simulated();
    const request = new Request(`http://127.0.0.1:4010${graphPath("1")}`, { method: "POST", body: "{}" });
    expect((await simulator.handle(request)).status).toBe(401);
    const proof = expect.objectContaining({ where: "/headers/authorization", received: "nothing" });
    expect(simulator.getJournal().entries).toMatchObject([{ violations: expect.arrayContaining([proof]) }]);
  });

  test("that succeeded no code and no message, and how long it took", async () => {
    const { entry } = await transferred("acs");
    expect(entry).toMatchObject({ status: 202, verdict: "conforming", violations: [] });
    expect(entry).not.toHaveProperty("code");
    expect(entry).not.toHaveProperty("message");
    const duration: unknown = Reflect.get(Object(entry), "duration");
    expect(duration).toBeGreaterThanOrEqual(0);
    expect(duration).toBeLessThan(60_000);
  });

  test("that broke a rule which rule, and the answer does too", async () => {
    const { entry, text, answer } = await transferred("graph", {}, { transferTarget: {} });
    expect(answer.status).toBe(400);
    expect(entry).toMatchObject({
      violations: [{ where: "/body/transferTarget/identity", rule: "required" }],
    });
    expect(text).toContain("/body/transferTarget/identity");
  });

  test("whose media type is another that it is that", async () => {
    const { answer, entry } = await transferred("graph", { "content-type": "text/plain" });
    expect(answer.status).toBe(415);
    expect(entry).toMatchObject({ code: "UnsupportedMediaType" });
  });
});

test("another method is told which there is", async () => {
  const { simulator } = simulated();
  const headers = { authorization: `Bearer ${simulator.credentials.token}` };
  const answer = await simulator.handle(new Request(`http://127.0.0.1:4010${graphPath("1")}`, { headers }));
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
});

test("an id that was used for another request is refused, and one for the same is answered again", async () => {
  const { simulator } = simulated();
  const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
  const pair = {
    "repeatability-request-id": "0ff65ea6-9f3c-4b9e-8a3b-1c2d3e4f5a6b",
    "repeatability-first-sent": "Sat, 21 Nov 2026 08:00:00 GMT",
  };
  const send = (context: string) =>
    post(
      simulator,
      acsPath(id),
      { ...requests["acs.transferToParticipant"], operationContext: context },
      pair,
    );
  expect((await send("one")).status).toBe(202);
  expect(await (await send("one")).json()).toEqual({ operationContext: "one" });
  const other = await send("two");
  expect(other.status).toBeGreaterThanOrEqual(400);
  const entries = simulator.getJournal().entries.filter(({ kind }) => kind === "request");
  expect(entries).toMatchObject([
    { status: 202 },
    { status: 202, replayed: true },
    { violations: [{ where: "/headers/repeatability-request-id", rule: "repeatability" }] },
  ]);
});

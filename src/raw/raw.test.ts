import { describe, expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import type { Fetch } from "../http/fetch.ts";
import { rawClient, rawFetch } from "./index.ts";

const pair = {
  "repeatability-request-id": "0ff65ea6-9f3c-4b9e-8a3b-1c2d3e4f5a6b",
  "repeatability-first-sent": "Sat, 21 Nov 2026 08:00:00 GMT",
};

/** Clients whose requests come here. */
function recording(status = 202) {
  const sent: {
    url: string;
    method: string;
    headers: Readonly<Record<string, string>>;
    body: string | null;
  }[] = [];
  const fetch: Fetch = async (url, { method, headers, body }) => {
    sent.push({ url, method, headers: { ...headers }, body });
    return new Response(null, { status });
  };
  const acs = createAcsClient({
    endpoint: "https://a.test",
    credential: () => "t",
    apiVersion: "2026-03-12",
    fetch,
  });
  const graph = createGraphClient({ credential: "t", fetch });
  return { sent, acs, graph };
}

const transfer = "/calling/callConnections/{callConnectionId}:transferToParticipant";
const params = { path: { callConnectionId: "call-1" }, query: { "api-version": "2026-03-12" } } as const;
const body = { targetParticipant: { rawId: "4:+1" } };

describe("the raw client", () => {
  test("of ACS makes an id for what may be repeated, and keeps the caller's", async () => {
    const { acs, sent } = recording();
    await rawClient(acs).POST(transfer, { params, body });
    await rawClient(acs).POST(transfer, { params, body, headers: pair });
    const [own, given] = sent.map(({ headers }) => headers);
    expect(own?.["repeatability-request-id"]).toMatch(/^[\da-f-]{36}$/);
    expect(own?.["repeatability-first-sent"]).toMatch(/ GMT$/);
    expect(given).toMatchObject(pair);
  });

  test("of Graph sends no pair", async () => {
    const { graph, sent } = recording(204);
    await rawClient(graph).POST("/communications/calls/{id}/transfer", {
      params: { path: { id: "1" } },
      body: { transferTarget: { identity: { user: { id: "u" } } } },
    });
    expect(sent).toMatchObject([{ url: "https://graph.microsoft.com/v1.0/communications/calls/1/transfer" }]);
    expect(Object.keys(sent[0]?.headers ?? {}).filter((name) => name.startsWith("repeatability"))).toEqual(
      [],
    );
  });
});

describe("the raw fetch", () => {
  test("leaves out the fragment, and an empty body", async () => {
    const { acs, sent } = recording();
    await rawFetch(acs)(new Request("https://a.test/x?y=z#part", { method: "POST" }));
    expect(sent).toMatchObject([{ url: "https://a.test/x?y=z", method: "POST", body: null }]);
  });

  test("completes a pair that lacks its time, and sends none that is wrong", async () => {
    const { acs, sent } = recording();
    const send = (headers: Record<string, string>) =>
      rawFetch(acs)(new Request("https://a.test/x", { method: "POST", body: "{}", headers }));
    await send({ "repeatability-request-id": pair["repeatability-request-id"] });
    expect(sent[0]?.headers["repeatability-first-sent"]).toMatch(/ GMT$/);
    await expect(send({ ...pair, "repeatability-first-sent": "now" })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
    expect(sent).toHaveLength(1);
  });

  test.each([204, 205, 304])("gives an answer of %d without a body", async (status) => {
    const { acs } = recording(status);
    const answer = await rawFetch(acs)(new Request("https://a.test/x"));
    expect([answer.status, answer.body]).toEqual([status, null]);
  });

  test("does not send beside the address of its client", async () => {
    const { acs, sent } = recording();
    for (const url of ["https://a.testx/", "https://b.test/", "http://a.test/"])
      await expect(rawFetch(acs)(new Request(url))).rejects.toThrow("A client sends to https://a.test only.");
    expect(sent).toEqual([]);
  });
});

import { MockAgent } from "undici";
import { describe, expect, test, vi } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { undiciFetch } from "./index.ts";

const target = { rawId: "4:+14255550123" };
const path = "/calling/callConnections/call-1:transferToParticipant?api-version=2026-03-12";

/** A client that sends by a dispatcher of undici, and what that was asked. */
function connected(status: number, body: string, headers: Record<string, string | string[]> = {}) {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const asked: unknown[] = [];
  agent
    .get("https://a.test")
    .intercept({ path, method: "POST" })
    .reply((options) => {
      asked.push(options.body);
      return { statusCode: status, data: body, responseOptions: { headers } };
    });
  const fetch = undiciFetch(agent);
  const endpoint = "https://a.test";
  const client = createAcsClient({
    endpoint,
    credential: () => "t",
    apiVersion: "2026-03-12",
    fetch,
    retry: false,
  });
  return { client, asked };
}

describe("the transport of undici", () => {
  test("sends by the dispatcher that it is given, and gives status, headers and body", async () => {
    const headers = { "content-type": "application/json", "x-ms-request-id": "r", "x-many": ["a", "b"] };
    const { client, asked } = connected(202, '{"operationContext":"c"}', headers);
    const result = await client.transferToParticipant("call-1", { targetParticipant: target });
    expect(result).toMatchObject({ ok: true, status: 202, data: { operationContext: "c" } });
    expect(result.headers.get("x-many")).toBe("a, b");
    expect(asked).toEqual([JSON.stringify({ targetParticipant: target })]);
  });

  test("gives what is no success as it came", async () => {
    const { client } = connected(403, "no");
    const result = await client.transferToParticipant("call-1", { targetParticipant: target });
    expect(result).toMatchObject({ ok: false, status: 403, error: undefined, text: "no" });
  });

  test.each([{}, { dispatch: "not a function" }])("takes no %j for a dispatcher", (dispatcher) => {
    // @ts-expect-error no dispatcher
    expect(() => undiciFetch(dispatcher)).toThrow("dispatcher has to be one of undici.");
  });

  test("needs undici, and says so where it is not there", async () => {
    vi.doMock("undici", () => {
      throw new Error("not installed");
    });
    const client = createAcsClient({
      endpoint: "https://a.test",
      credential: () => "t",
      fetch: undiciFetch(),
    });
    const sent = client.transferToParticipant("call-1", { targetParticipant: target });
    await expect(sent).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: "undiciFetch needs the package undici: npm install undici",
    });
    vi.doUnmock("undici");
  });
});

import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { nodeListener } from "./index.ts";

interface Given {
  readonly method?: string | undefined;
  readonly url?: string;
  readonly headers?: readonly string[];
  readonly text?: string;
  readonly extra?: object;
}

/** What a receiver is given for a request that came, and what is answered. */
async function taken(
  { method, url, headers = ["Host", "here:1"], text, extra }: Given,
  answer = new Response(),
) {
  const incoming = new IncomingMessage(new Socket());
  Object.assign(incoming, { method, url, rawHeaders: headers, complete: true }, extra);
  if (text !== undefined) incoming.push(text);
  incoming.push(null);
  const outgoing = new ServerResponse(incoming);
  const seen: Request[] = [];
  await nodeListener((request) => {
    seen.push(request);
    return answer;
  })(incoming, outgoing);
  return { request: seen[0], outgoing };
}

describe("a request of node:http", () => {
  test.each(["GET", "HEAD"])("by %s has no body, and its headers", async (method) => {
    const { request } = await taken({
      method,
      url: "/a?b=c",
      headers: ["Host", "here:1", "X-A", "1", "x-a", "2"],
    });
    expect(request).toMatchObject({ method, url: "http://here:1/a?b=c", body: null });
    expect(request?.headers.get("x-a")).toBe("1, 2");
  });

  test("without a method, address or host is a GET of the root of this machine", async () => {
    const { request } = await taken({ headers: [] });
    expect(request).toMatchObject({ method: "GET", url: "http://localhost/" });
  });

  test("of HTTP/2 loses what begins with a colon, and nothing that ends with one", async () => {
    const { request } = await taken({ url: "/", headers: [":path", "/", "Host", "here:1", "a", "b:"] });
    expect([...(request?.headers ?? [])]).toEqual([
      ["a", "b:"],
      ["host", "here:1"],
    ]);
  });

  test("has the slashes in its path that it came with, but one at its beginning", async () => {
    expect((await taken({ url: "//a//b" })).request?.url).toBe("http://here:1/a//b");
  });

  test("streams its body", async () => {
    const { request } = await taken({ method: "POST", url: "/", text: "body" });
    expect(await request?.text()).toBe("body");
  });
});

describe("an answer", () => {
  test("ends the connection only where not all of the request has come", async () => {
    const whole = await taken({ url: "/" }, new Response(null, { status: 202, headers: { "x-a": "1" } }));
    expect(whole.outgoing.statusCode).toBe(202);
    expect(whole.outgoing.getHeaders()).toEqual({ "x-a": "1" });
    const part = await taken({ url: "/", extra: { complete: false } });
    expect(part.outgoing.getHeader("connection")).toBe("close");
  });

  test("of a receiver that fails has no headers", async () => {
    const incoming = new IncomingMessage(new Socket());
    const outgoing = new ServerResponse(incoming);
    Object.assign(incoming, { complete: true });
    await nodeListener(() => Promise.reject(new Error("fault")))(incoming, outgoing);
    expect([outgoing.statusCode, outgoing.getHeaders()]).toEqual([500, {}]);
  });
});

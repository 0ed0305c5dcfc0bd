import { describe, expect, test, vi } from "vitest";
import type { HandoffError } from "../errors.ts";
import { item, take } from "../graph/webhook.test-support.ts";
import { createGraphReceiver, type GraphReceiverOptions } from "../graph/webhook.ts";
import { posted, unverified } from "./unverified.test-support.ts";

const good = { value: [item({ state: "established" })] };

/** A request whose body comes in pieces. */
function streamed(
  pieces: Iterable<Uint8Array | Error>,
  headers: Record<string, string> = {},
  cancel: () => void = () => {},
): Request {
  const iterator = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else if (value instanceof Error) controller.error(value);
      else controller.enqueue(value);
    },
    cancel,
  });
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  return new Request("https://bot.example/", init);
}

describe("what is no notification is refused with a status of its own", () => {
  test.each(["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])(
    "%s: 405, and what is allowed",
    async (method) => {
      const receive = unverified(createGraphReceiver, { appId: "app", onNotification: () => {} });
      const response = await receive(new Request("https://bot.example/", { method }));
      expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    },
  );

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON;charset=UTF-8",
    "application/cloudevents+json",
    "application/cloudevents-batch+json; charset=utf-8",
    "application/vnd.x.y+json ",
  ])("not a body declared as %s", async (type) => {
    expect((await take(posted(good, { "content-type": type }))).status).toBe(202);
  });

  test("nor one that is declared as nothing", async () => {
    const request = streamed([new TextEncoder().encode(JSON.stringify(good))]);
    expect(request.headers.get("content-type")).toBeNull();
    expect((await take(request)).status).toBe(202);
  });

  test.each([
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "application/json+xml",
    "text/plain; application/json",
    "application/json, text/plain",
    "+json",
    "",
  ])("a body declared as %j: 415", async (type) => {
    const { status, error } = await take(posted(good, { "content-type": type }));
    expect([status, error?.code]).toEqual([415, "ERR_MEDIA_TYPE"]);
  });

  test.each(["", "{", "{'a':1}", '{"value":[}', "undefined", JSON.stringify(good).slice(0, -1), "\u0000"])(
    "a body that is no JSON, %j: 400",
    async (text) => {
      const { status, error } = await take(posted(text));
      expect([status, error?.code]).toEqual([400, "ERR_MALFORMED"]);
    },
  );

  test("bytes that are no UTF-8, in the middle of a text: 400", async () => {
    const [before = "", after = ""] = JSON.stringify({ value: [item({ subject: "|" })] }).split("|");
    const encode = (text: string) => new TextEncoder().encode(text);
    const { status, error } = await take(streamed([encode(before), new Uint8Array([0xff]), encode(after)]));
    expect([status, error?.code]).toEqual([400, "ERR_MALFORMED"]);
  });

  test("a body that breaks off: 400, with the cause", async () => {
    const cause = new Error("reset");
    const { status, error } = await take(streamed([new Uint8Array(3), cause]));
    expect([status, error?.code, error?.cause]).toEqual([400, "ERR_MALFORMED", cause]);
  });

  test("a body that somebody has read before: 400, which says so", async () => {
    const request = posted(good);
    await request.text();
    const { status, error } = await take(request);
    expect([status, error?.code]).toEqual([400, "ERR_MALFORMED"]);
    expect(error?.message).toContain("hand on the request unread");
  });
});

describe("the length of a body", () => {
  const text = new TextEncoder().encode(JSON.stringify(good));

  test("may be maxBytes, and one more is 413, whether it is declared or not", async () => {
    for (const headers of [{}, { "content-length": String(text.length) }]) {
      expect((await take(streamed([text], headers), { maxBytes: text.length })).status).toBe(202);
      const { status, error } = await take(streamed([text], headers), { maxBytes: text.length - 1 });
      expect([status, error?.code]).toEqual([413, "ERR_TOO_LARGE"]);
    }
  });

  test("is a mebibyte by default, and no more than that is read of a body without end", async () => {
    let read = 0;
    function* endless() {
      for (;;) yield new Uint8Array((read += 65_536) && 65_536);
    }
    let cancelled = false;
    const request = streamed(endless(), {}, () => (cancelled = true));
    expect((await take(request)).status).toBe(413);
    expect(cancelled).toBe(true);
    expect(read).toBeLessThanOrEqual(1_048_576 + 3 * 65_536);
  });

  test("is refused by what is declared, before any of it is read", async () => {
    let read = 0;
    function* counted() {
      read += 1;
      yield text;
    }
    const request = streamed(counted(), { "content-length": "2000000" });
    await new Promise((resolve) => setTimeout(resolve, 1));
    const before = read;
    expect((await take(request)).status).toBe(413);
    expect(read).toBe(before);
  });

  test("may be cut in pieces anywhere, also in the middle of a character", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ value: [item({ subject: "\u00e4\u{1f4de}" })] }));
    const { status, items } = await take(streamed(Array.from(bytes, (byte) => new Uint8Array([byte]))));
    expect(status).toBe(202);
    expect(items[0]).toMatchObject({ data: { subject: "\u00e4\u{1f4de}" } });
  });
});

test("the token is judged before the body is read", async () => {
  const receive = createGraphReceiver({ appId: "app", onNotification: () => {} });
  const request = posted("no json");
  expect((await receive(request)).status).toBe(401);
  expect(request.bodyUsed).toBe(false);
});

test("an answer of refusal is short JSON and a challenge where a token is missing", async () => {
  const receive = createGraphReceiver({ appId: "app", onNotification: () => {} });
  const response = await receive(posted(good));
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
  expect(response.headers.has("allow")).toBe(false);
  expect(await response.json()).toEqual({ error: { code: "ERR_UNAUTHORIZED" } });
});

test.each([
  [
    "throws",
    () => {
      throw new Error("hook");
    },
  ],
  ["rejects", () => Promise.reject(new Error("hook"))],
])("a hook that %s changes nothing, and ends no process", async (_, onRefused) => {
  expect((await take(posted("x"), { onRefused })).status).toBe(400);
  // An unhandled rejection would be told by now, and vitest fails for one.
  await new Promise((resolve) => setTimeout(resolve, 5));
});

test("another method is refused as such before a token is asked for", async () => {
  const receive = createGraphReceiver({ appId: "app", onNotification: () => {} });
  expect((await receive(new Request("https://bot.example/"))).status).toBe(405);
});

test("only the value true switches verification off, not what is true in JavaScript", async () => {
  const options = JSON.parse('{"appId":"app","dangerouslyAcceptUnverified":"false"}');
  const receive = createGraphReceiver({ ...options, onNotification: () => {} });
  expect((await receive(posted(good))).status).toBe(401);
});

test("of a request with an item that is nested too deeply nothing is handed on", async () => {
  const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
  const text = JSON.stringify({ value: [item({}), item({ x: "deep" })] }).replace('"deep"', deep);
  const { status, items } = await take(posted(text));
  expect([status, items]).toEqual([400, []]);
});

test("options that cannot be used are refused at once", () => {
  const make = (options: Partial<GraphReceiverOptions>) => () =>
    createGraphReceiver({ appId: "app", onNotification: () => {}, ...options });
  const invalid = expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" });
  for (const maxBytes of [0, -1, Number.NaN]) expect(make({ maxBytes })).toThrow(invalid);
  expect(make(JSON.parse('{"maxBytes":"1024"}'))).toThrow(invalid);
  expect(make(JSON.parse('{"onNotification":1}'))).toThrow(invalid);
});

describe("delivery", () => {
  const three = { value: ["established", "hold", "terminated"].map((state) => item({ state })) };

  test("is one after the other, and 202 comes when the last is done", async () => {
    const log: string[] = [];
    const { status } = await take(posted(three), {
      async onNotification({ type }) {
        log.push(`${type} begins`);
        await new Promise((resolve) => setTimeout(resolve, 3));
        log.push(`${type} is done`);
      },
    });
    log.push(`answered ${status}`);
    expect(log).toEqual([
      ...["established", "hold", "terminated"].flatMap((type) => [`${type} begins`, `${type} is done`]),
      "answered 202",
    ]);
  });

  test.each([
    ["rejects", () => Promise.reject(new Error("disk full: secret"))],
    [
      "throws",
      () => {
        throw new Error("disk full: secret");
      },
    ],
    [
      "throws what is no error",
      () => {
        throw undefined as unknown;
      },
    ],
  ])("ends with 500 when the function %s, and what comes after is not handed on", async (_, fail) => {
    const taken: string[] = [];
    let refused: HandoffError | undefined;
    const receive = unverified(createGraphReceiver, {
      appId: "app",
      onNotification({ type }) {
        taken.push(type);
        return type === "hold" ? fail() : undefined;
      },
      onRefused: (error) => (refused = error),
    });
    const response = await receive(posted(three));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(taken).toEqual(["established", "hold"]);
    expect(refused).toMatchObject({ code: "ERR_HANDLER" });
  });

  test("gives a redelivery the same key, in whatever company, and another notification another", async () => {
    const [a, b] = [item({ state: "established" }), item({ state: "hold" })];
    const keys = async (...value: unknown[]) => (await take(posted({ value }))).items.map(({ key }) => key);
    const [one = "", two = ""] = await keys(a, b);
    expect(one).toMatch(/^[\da-f]{64}$/);
    expect(two).not.toBe(one);
    expect(await keys(b)).toEqual([two]);
    expect(await keys(b, a)).toEqual([two, one]);
  });

  test("tells the claims and the request", async () => {
    const contexts: unknown[] = [];
    const request = posted({ value: [item({})] }, { "scenario-id": "s" });
    await take(request, { onNotification: (_, context) => contexts.push(context) });
    expect(contexts).toEqual([{ request, claims: undefined }]);
  });
});

test("an item nested deeper than the stack is refused, not thrown", async () => {
  const deep = `{"changeType":"updated","resourceUrl":"/communications/calls/1","resourceData":{"x":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
  const { status, error } = await take(posted(`{"value":[${deep}]}`));
  expect([status, error?.code]).toEqual([400, "ERR_MALFORMED"]);
});

describe("verification cannot be forgotten", () => {
  test("without a token nothing is taken", async () => {
    const receive = createGraphReceiver({ appId: "app", onNotification: () => {} });
    expect((await receive(posted({ value: [item({})] }))).status).toBe(401);
  });

  test("taking unverified notifications warns", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    createGraphReceiver({ appId: "app", onNotification: () => {} });
    expect(warn).not.toHaveBeenCalled();
    createGraphReceiver({ appId: "app", onNotification: () => {}, dangerouslyAcceptUnverified: true });
    expect(warn.mock.calls.join()).toContain("dangerouslyAcceptUnverified");
    warn.mockRestore();
  });
});

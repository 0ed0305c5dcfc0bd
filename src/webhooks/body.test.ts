import { describe, expect, test } from "vitest";
import { readBytes, readJson } from "./body.ts";

const url = "https://a.test/";
const bytes = (text: string) => new TextEncoder().encode(text);

/** A request whose body comes in these pieces, and whether the rest was given up. */
function streamed(pieces: readonly Uint8Array[], headers: Record<string, string> = {}) {
  const left = [...pieces];
  const told = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(piece);
    },
    cancel() {
      told.cancelled = true;
    },
  });
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  return { request: new Request(url, init), told };
}

describe("the bytes of a body", () => {
  test.each([
    ["none", []],
    ["one piece", ["abc"]],
    ["several pieces", ["a", "", "bc", "d"]],
  ])("come whole in %s", async (_name, pieces) => {
    const { request } = streamed(pieces.map(bytes));
    expect(await readBytes(request, 4)).toEqual(bytes(pieces.join("")));
  });

  test("may be as many as are allowed, by what they say and by what they are", async () => {
    const exact = streamed([bytes("ab"), bytes("cd")], { "content-length": "4" });
    expect(await readBytes(exact.request, 4)).toHaveLength(4);
    const said = streamed([bytes("ab")], { "content-length": "5" });
    await expect(readBytes(said.request, 4)).rejects.toMatchObject({ code: "ERR_TOO_LARGE" });
  });

  test("are given up as soon as they are too many", async () => {
    const { request, told } = streamed([bytes("abc"), bytes("de"), bytes("never read")]);
    await expect(readBytes(request, 4)).rejects.toMatchObject({
      code: "ERR_TOO_LARGE",
      message: "The body has more than 4 bytes.",
    });
    expect(told.cancelled).toBe(true);
  });

  test("that were read already, or break off, are told so", async () => {
    const read = new Request(url, { method: "POST", body: "{}" });
    await read.text();
    await expect(readBytes(read, 9)).rejects.toMatchObject({ code: "ERR_MALFORMED" });
    const cause = new Error("gone");
    const body = new ReadableStream({ pull: (controller) => controller.error(cause) });
    const init: RequestInit & { duplex: "half" } = { method: "POST", body, duplex: "half" };
    await expect(readBytes(new Request(url, init), 9)).rejects.toMatchObject({
      code: "ERR_MALFORMED",
      cause,
    });
  });
});

describe("a body of JSON", () => {
  const json = (body: BodyInit, type?: string) =>
    readJson(
      new Request(url, { method: "POST", body, headers: type === undefined ? {} : { "content-type": type } }),
      99,
    );

  test.each([
    "application/json",
    "Application/JSON; charset=utf-8",
    "application/cloudevents+json",
    "a.b-c/d+json \t;x",
  ])("may be declared as %s", async (type) => {
    expect(await json("[1]", type)).toEqual([1]);
  });

  test.each(["text/plain", "application/jsonp", "x application/json", "application/xml+jsonx", "json"])(
    "declared as %s is refused",
    async (type) => {
      await expect(json("[1]", type)).rejects.toMatchObject({ code: "ERR_MEDIA_TYPE" });
    },
  );

  test("that is not declared at all is taken", async () => {
    expect(await json(bytes("[1]"))).toEqual([1]);
  });

  test("in another encoding than UTF-8 is refused, and the error repeats nothing of it", async () => {
    const latin = Uint8Array.from([0x22, 0xe4, 0x22]);
    const error: unknown = await json(latin).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_MALFORMED", message: "The 3 bytes of the body are no JSON." });
    expect(error).not.toHaveProperty("cause");
  });
});

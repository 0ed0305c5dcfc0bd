import { expect, test } from "vitest";
import { parseHttpMessage } from "./http-message.ts";

const json = "Content-Type: application/json";

test("a request is read into method, URL, lower-case headers and body", () => {
  expect(parseHttpMessage(`POST https://widgets.example/7\n${json}\n\n{"to": ["a"]}`)).toEqual({
    ok: true,
    message: {
      method: "POST",
      url: "https://widgets.example/7",
      headers: { "content-type": "application/json" },
      body: { to: ["a"] },
    },
  });
});

test("a response may be its status line alone, and has no member body then", () => {
  expect(parseHttpMessage("HTTP/1.1 204 No Content")).toEqual({
    ok: true,
    message: { status: 204, headers: {} },
  });
});

test.each([
  ["an empty text", "", "neither a request line nor a status line"],
  ["a bare body", '{\n  "a": 1\n}', "not a header line"],
  ["a placeholder in the URL", "POST https://widgets.example/{id}", "neither"],
  [
    "a body without a blank line before it",
    `POST https://widgets.example/7\n${json}\n{}`,
    "not a header line",
  ],
  ["a body without a content type", "POST https://widgets.example/7\n\n{}", "no header content-type"],
  ["a trailing comma", `POST https://widgets.example/7\n${json}\n\n{"a": 1,}`, "not JSON"],
  [
    "a wrong length",
    `POST https://widgets.example/7\n${json}\nContent-Length: 430\n\n{}`,
    "content-length says 430, the body has 2",
  ],
  ["a header that stands twice", `POST https://widgets.example/7\n${json}\n${json}\n\n{}`, "twice"],
])("%s is refused", (_name, text, reason) => {
  expect(parseHttpMessage(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
});

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { curl } from "./curl.ts";

const request = (more: object = {}) => ({
  request: {
    method: "POST",
    url: "http://127.0.0.1/a:b?c=d&e",
    headers: { "content-type": "application/json" },
    body: "{}",
    ...more,
  },
});

test("the curl command quotes what a shell would take apart", () => {
  const headers = { "x-a": "it's", "content-type": "application/json" };
  expect(curl(request({ headers, body: '{"a":"$b"}' }))).toBe(
    `curl -i -X POST -H 'x-a: it'\\''s' -H 'content-type: application/json' --data-raw '{"a":"$b"}' 'http://127.0.0.1/a:b?c=d&e'`,
  );
});

test("headers that belong to the connection or tell the length of a redacted body are curl's own affair", () => {
  const headers = { Host: "a", Connection: "close", "Content-Length": "3", "content-type": "text/plain" };
  expect(curl(request({ headers }))).toContain("-X POST -H 'content-type: text/plain' --data-raw");
});

test("nothing is sent where nothing was, and no type that curl makes up", () => {
  expect(curl(request({ headers: {}, body: "" }))).not.toMatch(/-H|--data/);
  expect(curl(request({ headers: {} }))).toContain("-H 'content-type:'");
});

test("a command is one line that a shell reads as what was sent", () => {
  const body = 'line\n::error::x\r\u001b[2J\u202e\'\\ "$HOME" `id` é ü';
  const command = curl(request({ body }));
  expect(command).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const { stdout } = spawnSync("bash", ["-c", command.replace(/^curl/, String.raw`printf '%s\0'`)], {
    encoding: "utf8",
  });
  expect(stdout.split("\0")).toContain(body);
});

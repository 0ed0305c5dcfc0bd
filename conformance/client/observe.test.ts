import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/index.ts";
import { hiding } from "../report/secrets.ts";
import { observed } from "./observe.ts";
import { outputTo } from "./output.ts";
import type { SeenRequest } from "./seen.ts";

test("each request is told with its own judgement, however many are answered at once", async () => {
  const seen: SeenRequest[] = [];
  const faults: unknown[] = [];
  const simulator = observed(createSimulator({ strict: true }), {
    request: (one) => seen.push(one),
    notification: () => {},
    secret: () => {},
    fault: (error) => faults.push(error),
  });
  const { token } = simulator.credentials;
  const ask = (index: number) => {
    const id = `call-${index}`;
    // Different ways through the simulator take differently long.
    const authorization = [`Bearer ${token}`, "HMAC-SHA256 SignedHeaders=x-ms-date", undefined][index % 3];
    const isAcs = index % 2 === 0;
    const path = isAcs
      ? `/calling/callConnections/${id}:transferToParticipant?api-version=2026-03-12`
      : `/v1.0/communications/calls/${id}/transfer`;
    const headers = {
      host: "127.0.0.1",
      "content-type": "application/json",
      "repeatability-request-id": crypto.randomUUID(),
      ...(authorization !== undefined && { authorization }),
    };
    const body = JSON.stringify({ [id]: index });
    return simulator.answer({ method: "POST", url: `http://127.0.0.1${path}`, headers, body });
  };
  const control = () =>
    simulator.answer({ method: "GET", url: "http://127.0.0.1/simulator/calls", headers: {}, body: "" });
  await Promise.all(Array.from({ length: 60 }, (_, index) => (index % 5 === 4 ? control() : ask(index))));
  expect(faults).toEqual([]);
  expect(seen).toHaveLength(48);
  for (const { entry, request, answer } of seen) {
    expect(request.url).toContain(entry.path.replace(/\?.*/, ""));
    expect([entry.body, entry.status]).toEqual([request.body, answer.status]);
  }
});

test("a fault of whoever observes is told, and the client gets its answer", async () => {
  const faults: unknown[] = [];
  const simulator = observed(createSimulator(), {
    request: () => {
      throw new Error("oh");
    },
    notification: () => {},
    secret: () => {},
    fault: (error) => faults.push(error),
  });
  const { status } = await simulator.fetch("http://127.0.0.1/v1.0/communications/calls/a/transfer");
  const answer = await simulator.answer({
    method: "GET",
    url: "http://127.0.0.1/v1.0/me",
    headers: {},
    body: "",
  });
  expect([status, answer.status]).toEqual([405, 404]);
  expect(faults).toEqual([new Error("oh")]);
});

test("output is passed on line by line, and in pieces where a line never ends, without secrets", () => {
  const shown: string[] = [];
  const { write, flush } = outputTo(
    (text, stream) => shown.push(`${stream} ${text}`),
    hiding(["secret-4711"]),
  );
  write("a sec", "stdout");
  write("other\n", "stderr");
  write("ret-4711\nand", "stdout");
  expect(shown).toEqual(["stderr other\n", "stdout a (redacted)\n"]);
  flush();
  expect(shown.at(-1)).toBe("stdout and");
  shown.length = 0;
  for (let index = 0; index < 2000; index++) write(`${"x".repeat(index % 40)}secret-4711`, "stderr");
  flush();
  expect(shown.length).toBeGreaterThan(1);
  expect(shown.join("")).not.toContain("4711");
});

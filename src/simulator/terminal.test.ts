import { describe, expect, test } from "vitest";
import { attempt, notificationEntry, requestEntry } from "./command.test-support.ts";
import type { NotificationEntry } from "./control.ts";
import { attemptLine, entryLines, jsonLine, painter, visible } from "./terminal.ts";

const plain = painter(false);
const coloured = painter(true);

describe("text from outside", () => {
  test.each([
    ["\u001b[2J\u0007", "\\u001b[2J\\u0007"],
    ["\u009b31m\u007f\r\n\t", "\\u009b31m\\u007f\\u000d\\u000a\\u0009"],
    ["a\u202eb\u2066c\u200bd\u2028", "a\\u202eb\\u2066c\\u200bd\\u2028"],
    ["\ud800 \u{e0001}", "\\ud800 \\udb40\\udc01"],
    ["Zoë → 😀 \\u001b", "Zoë → 😀 \\u001b"],
  ])("%j is shown and not obeyed", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test("stays the same JSON", () => {
    const value = { text: "\u001b\u009b\u007f\u202e\u{e0001}\ud800\n", other: "Zoë 😀" };
    const line = jsonLine(value);
    expect(line).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}]+\n$/u);
    expect(JSON.parse(line)).toEqual(value);
  });

  const hostile = "x\u001b]0;owned\u0007\u009b1m\n\u202e";

  test("reaches no line as it is", () => {
    const request = requestEntry({
      method: hostile,
      path: hostile,
      status: 400,
      code: hostile,
      callId: hostile,
      at: hostile,
      verdict: "deviating",
      violations: [{ where: hostile, rule: hostile, expected: hostile, received: hostile, source: hostile }],
    });
    const notification = notificationEntry({
      title: hostile,
      to: hostile,
      callId: hostile,
      at: hostile,
      outcome: "givenUp",
      troubles: [hostile],
      attempts: [
        { at: hostile, fault: hostile, duration: 1 },
        { at: hostile, status: 500, fault: hostile, duration: 1 },
      ],
    });
    for (const lines of [
      entryLines(request, plain),
      entryLines(notification, plain),
      attemptLine(notification, 0, plain),
    ])
      for (const line of lines.split("\n")) expect(line).toMatch(/^[^\p{Cc}\p{Cf}]+$/u);
    expect(entryLines(request, plain).split("\n")).toHaveLength(2);
  });
});

describe("requests", () => {
  test("take one line", () => {
    expect(entryLines(requestEntry(), plain)).toBe(
      "10:20:30.400 → POST /v1.0/communications/calls/1/transfer 202 3.4 ms a087eaf3",
    );
  });

  test("tell of their error, of what they break, and where that is said", () => {
    const violation = {
      where: "/body/transferTarget",
      rule: "required",
      expected: "a value",
      received: "nothing",
      source: "graph-transfer: request body",
    };
    const entry = requestEntry({
      status: 400,
      code: "BadRequest",
      verdict: "deviating",
      violations: [violation, { ...violation, where: "/headers/content-type" }],
    });
    expect(entryLines(entry, plain).split("\n")).toEqual([
      "10:20:30.400 → POST /v1.0/communications/calls/1/transfer 400 BadRequest 3.4 ms a087eaf3 !2",
      "    /body/transferTarget: expected a value, received nothing; graph-transfer: request body",
      "    /headers/content-type: expected a value, received nothing; graph-transfer: request body",
    ]);
  });

  test("tell of a broken connection, and of an answer that was given before", () => {
    const { callId: _, ...without } = requestEntry({ status: 0, duration: 12 });
    expect(entryLines(without, plain)).toMatch(/transfer connection broken 12 ms$/);
    expect(entryLines(requestEntry({ replayed: true }), plain)).toMatch(/ 202 replayed 3\.4 ms a087eaf3$/);
  });
});

describe("notifications", () => {
  test.each<[given: Partial<NotificationEntry>, end: string]>([
    [{ outcome: "taken", attempts: [attempt(202)] }, "taken 202, 1 attempt"],
    [{ outcome: "givenUp", attempts: [attempt(503), attempt(404)] }, "given up 404, 2 attempts"],
    [{ outcome: "dropped", troubles: ["dropped"] }, "dropped [dropped]"],
    [
      { outcome: "blocked", attempts: [{ at: "2026-01-01T10:20:31.500Z", fault: "no", duration: 0 }] },
      "blocked (no), 1 attempt",
    ],
  ])("%j", (given, end) => {
    const entry = notificationEntry(given);
    const time = entry.attempts.length > 0 ? "31.500" : "31.000";
    expect(entryLines(entry, plain)).toBe(
      `10:20:${time} ← transferring http://127.0.0.1:3000/calls ${end} a087eaf3`,
    );
  });

  test("that are tried again take a line for each attempt", () => {
    const entry = notificationEntry({ attempts: [attempt(503, 31), attempt(500, 32)] });
    expect(attemptLine(entry, 1, plain)).toBe(
      "10:20:32.500 ← transferring http://127.0.0.1:3000/calls 500, attempt 2, tried again a087eaf3",
    );
  });
});

test("colours tell how a request or a notification ended", () => {
  const paints = (entry: Parameters<typeof entryLines>[0]) => {
    const used: string[] = [];
    entryLines(entry, (style, text) => {
      used.push(`${String(style)} ${text}`);
      return text;
    });
    return used;
  };
  for (const [status, colour] of [
    [199, "red"],
    [200, "green"],
    [299, "green"],
    [300, "red"],
    [400, "yellow"],
    [499, "yellow"],
    [500, "red"],
  ] as const)
    expect(paints(requestEntry({ status }))).toContain(`${colour} ${status}`);
  expect(paints(requestEntry({ status: 0 }))).toContain("red connection broken");
  for (const [outcome, colour] of [
    ["taken", "green taken"],
    ["givenUp", "red given up"],
    ["pending", "yellow under way"],
    ["blocked", "red blocked"],
  ] as const)
    expect(paints(notificationEntry({ outcome, attempts: [] }))).toContain(colour);
  const troubles = ["delayed", "duplicated"] as const;
  expect(paints(notificationEntry({ troubles: [...troubles] }))).toContain("yellow [delayed, duplicated]");
});

test("colours change no text", () => {
  const entries = [
    requestEntry({ status: 500, verdict: "deviating" }),
    notificationEntry({ outcome: "taken", attempts: [attempt(202)], troubles: ["delayed"] }),
  ];
  for (const entry of entries) {
    const line = entryLines(entry, coloured);
    expect(line).toContain("\u001b[");
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    expect(line.replace(/\u001b\[\d+m/g, "")).toBe(entryLines(entry, plain));
  }
});

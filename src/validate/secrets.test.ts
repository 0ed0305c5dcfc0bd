import { assert, constantFrom, jsonValue, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import {
  judgeHttpRequest,
  judgeNotification,
  judgeRequest,
  type RequestMessage,
  type Violation,
} from "./index.ts";

describe("violations never repeat text of a message", () => {
  const MARKER = "s3cr3t-MARKER";

  /** Puts the marker into every text value; names stay, because violations name members. */
  function marked(value: unknown): unknown {
    if (typeof value === "string") return MARKER + value;
    if (Array.isArray(value)) return value.map(marked);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, marked(member)]));
  }

  /** The value once for each of its parts, that part replaced. */
  function* replacedOnce(value: unknown, by: unknown): Generator {
    yield by;
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      for (const changed of replacedOnce(member, by)) {
        yield Array.isArray(value)
          ? value.map((item: unknown, index) => (String(index) === name ? changed : item))
          : { ...value, [name]: changed };
      }
    }
  }

  function judge(example: (typeof examples)[number], message: RequestMessage): Violation[] {
    const version = example.operation.startsWith("acs.") ? "acs@2026-03-12" : "graph@beta";
    return example.direction === "notification"
      ? judgeNotification(version, example.webhook, message)
      : judgeRequest(version, example.operation, message);
  }

  const requests = examples.filter(({ direction }) => direction === "request");
  const sent = examples.filter(({ direction }) => direction !== "response");

  test.each(sent)("of $id with any of its parts replaced by a secret", (example) => {
    if (example.direction === "response") return;
    const parts = { path: { [MARKER]: MARKER }, query: { "api-version": MARKER }, headers: {} };
    let violations = 0;
    for (const secret of [MARKER, { [`x${MARKER.length}`]: MARKER }, [MARKER]]) {
      for (const body of replacedOnce(example.message.body, secret)) {
        const found = judge(example, { ...parts, body });
        violations += found.length;
        expect(JSON.stringify(found)).not.toContain(MARKER);
      }
    }
    expect(violations).toBeGreaterThan(0);
  });

  test("of any JSON as body of any operation", () => {
    assert(
      property(constantFrom(...requests), jsonValue({ maxDepth: 3 }), (example, value) => {
        const headers = { "content-type": MARKER, "repeatability-request-id": MARKER };
        const message = { path: {}, query: { "api-version": MARKER }, headers, body: marked(value) };
        const found = judge(example, message);
        expect(found.length).toBeGreaterThan(0);
        expect(JSON.stringify(found)).not.toContain(MARKER);
      }),
      { numRuns: 300 },
    );
  });

  test("of the secret of a call, whatever else is wrong", () => {
    for (const incomingCallContext of [MARKER, [MARKER], { inner: MARKER }]) {
      const message = {
        path: {},
        query: { "api-version": "2026-03-12" },
        headers: { "content-type": "application/json" },
        body: { incomingCallContext, target: MARKER, extra: MARKER },
      };
      const found = judgeRequest("acs@2026-03-12", "acs.redirectCall", message);
      expect(found.map(({ where }) => where)).toContain("/body/extra");
      expect(JSON.stringify(found)).not.toContain(MARKER);
    }
  });

  test("of a body that is not JSON", async () => {
    const request = new Request("https://contoso/calling/callConnections:redirect?api-version=2026-03-12", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"incomingCallContext":"${MARKER}`,
    });
    const { violations } = await judgeHttpRequest(request);
    expect(violations).toHaveLength(1);
    expect(JSON.stringify(violations)).not.toContain(MARKER);
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { LIMIT, nested, runs, type Nesting } from "../fuzz.test-support.ts";
import { mutated, MUTATION } from "../webhooks/mutations.test-support.ts";
import {
  judgeAnswer,
  judgeHttpRequest,
  judgeHttpResponse,
  judgeNotification,
  judgeRequest,
  judgeResponse,
  redactBody,
  type Violation,
} from "./index.ts";

const headers = { "content-type": "application/json" };

const units: readonly Nesting["unit"][] = ["list", "member", "error", "details", "data"];
// Those that their types hold nest most: the others cost as much time and fall over nothing.
const deep = units.map((unit): Nesting => ({
  unit,
  depth: unit === "error" || unit === "details" ? 100_000 : 20_000,
}));

/** What has the type that contains itself, at its top. */
const asError = (text: string) =>
  `{"error":{"code":"a","message":"b","innererror":${text},"details":[${text}]}}`;

const TOO_DEEP = { where: "/body", rule: "depth" };

test.each(deep)(
  "JSON of $depth levels ($unit) is judged by every function, and said to be too deep where its type nests",
  async (one) => {
    const text = nested(one);
    const body: unknown = JSON.parse(text);
    const parts = { path: {}, query: {}, headers };
    const judged: (readonly Violation[])[] = [
      judgeRequest("acs@2026-03-12", "acs.redirectCall", { ...parts, body }),
      judgeRequest("graph@beta", "graph.redirect", { ...parts, body: { targets: body } }),
      judgeNotification("graph@beta", "commsNotifications", { ...parts, body: { value: [body] } }),
      judgeNotification("acs@2026-03-12", "callAutomationEvents", { ...parts, body: [body] }),
      judgeAnswer("acs@2026-03-12", "callAutomationEvents", 202, { headers, body }),
      (
        await judgeHttpRequest(
          new Request("https://a.example/calling/callConnections:redirect?api-version=2026-03-12", {
            method: "POST",
            headers,
            body: text,
          }),
        )
      ).violations,
    ];
    for (const found of judged) expect(Array.isArray(found)).toBe(true);
    const errors = asError(text);
    const answers = [
      judgeResponse("acs@2026-03-12", "acs.redirectCall", 400, { headers, body: JSON.parse(errors) }),
      await judgeHttpResponse(
        "acs@2026-03-12",
        "acs.redirectCall",
        new Response(errors, { status: 400, headers }),
      ),
    ];
    const isNesting = one.unit === "error" || one.unit === "details";
    for (const found of answers)
      if (isNesting) expect(found).toEqual([expect.objectContaining(TOO_DEEP)]);
      else expect(found.every(({ rule }) => rule !== "depth")).toBe(true);
    expect(typeof redactBody(errors)).toBe("string");
  },
);

const sent = examples.flatMap((example) =>
  example.direction === "response" || !("body" in example.message)
    ? []
    : [{ example, body: example.message.body }],
);

test(
  "every judge of any message gives violations with a place and a rule, the same each time, and changes nothing",
  () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sent),
        MUTATION,
        fc.constantFrom("strict" as const, "tolerant"),
        ({ example, body }, mutation, mode) => {
          let value: unknown;
          try {
            value = JSON.parse(mutated([body], mutation));
          } catch {
            return;
          }
          const version = example.operation.startsWith("acs.") ? "acs@2026-03-12" : "graph@beta";
          const message = { path: { id: "1" }, query: { "api-version": "2026-03-12" }, headers, body: value };
          const before = JSON.stringify(message);
          const judge = () =>
            example.direction === "notification"
              ? judgeNotification(version, example.webhook, message, mode)
              : judgeRequest(version, example.operation, message, mode);
          const found = judge();
          expect(judge()).toEqual(found);
          expect(JSON.stringify(message)).toBe(before);
          for (const { where, rule, expected, received } of found) {
            expect(where).toMatch(/^\/(?:path|query|headers|body)(?:\/|$)/);
            expect([rule, expected, received]).not.toContain("");
          }
        },
      ),
      runs(120),
    );
  },
  LIMIT,
);

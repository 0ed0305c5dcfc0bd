import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { said } from "../acs/request.test-support.ts";
import { judgeRequest, type Violation } from "../validate/index.ts";
import {
  graphVersions,
  redirectRequest,
  transferRequest,
  user,
  type GraphSchemas,
  type GraphVersion,
} from "./index.ts";

type Redirect = GraphSchemas["redirectRequest"];
type Transfer = GraphSchemas["transferRequest"];

const e164 = fc.constantFrom("+10", "+12345678901", `+${"9".repeat(15)}`);
const numbers = fc.oneof(e164, e164, fc.constant(null), fc.stringMatching(/^\+?\d{0,17}\n?$/), fc.string());
const identities = fc.oneof(
  fc.constantFrom<GraphSchemas["communicationsIdentitySet"][]>({}, user("u"), { phone: null }),
  fc.record({ phone: fc.record({ id: numbers }, { requiredKeys: [] }) }),
);
const invited = fc.record({ identity: identities });
const redirects: fc.Arbitrary<Redirect> = fc.record(
  {
    targets: fc.oneof(
      fc.array(invited, { maxLength: 4 }),
      fc
        .integer({ min: 24, max: 26 })
        .map((count) => Array.from({ length: count }, () => ({ identity: user("u") }))),
    ),
    timeout: fc.oneof(fc.integer({ min: 10, max: 95 }), fc.double(), fc.constant(null)),
    callbackUri: fc.oneof(
      fc.webUrl(),
      fc.webUrl({ validSchemes: ["https"] }),
      fc.string(),
      fc.constant(null),
    ),
  },
  { requiredKeys: ["targets"] },
);
const transfers: fc.Arbitrary<Transfer> = fc.record(
  { transferTarget: invited, transferee: fc.oneof(invited, fc.constant(null)) },
  { requiredKeys: ["transferTarget"] },
);

describe.each(graphVersions)("for %s", (version) => {
  test("a redirect is refused if and only if the strict validator refuses it, at the same places", () => {
    const verdicts = { given: 0, refused: 0 };
    fc.assert(
      fc.property(redirects, (request) => {
        const message = said<Redirect>(redirectRequest, request);
        verdicts[message === undefined ? "given" : "refused"] += 1;
        const violations = judged(version, "redirect", request);
        expect(message === undefined).toBe(violations.length === 0);
        for (const violation of violations) expect(message).toContain(placeOf(violation));
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(verdicts.given, verdicts.refused)).toBeGreaterThan(100);
  });

  test("so is a transfer", () => {
    fc.assert(
      fc.property(transfers, (request) => {
        const message = said<Transfer>(transferRequest, request);
        const violations = judged(version, "transfer", request);
        expect(message === undefined).toBe(violations.length === 0);
        for (const violation of violations) expect(message).toContain(placeOf(violation));
      }),
    );
  });
});

function judged(version: GraphVersion, verb: string, body: unknown): Violation[] {
  const headers = { "content-type": "application/json" };
  return judgeRequest(`graph@${version}`, `graph.${verb}`, {
    path: { id: "call-1" },
    query: {},
    headers,
    body,
  });
}

/** A pointer as the messages have it. Where null may stand too, the validator also names the whole. */
function placeOf({ where }: Violation): string {
  return where
    .replace("/body/", "")
    .replace(/\/(\d+)/, "[$1]")
    .replaceAll("/", ".");
}

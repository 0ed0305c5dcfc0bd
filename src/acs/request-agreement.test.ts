import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../fuzz.test-support.ts";
import { judgeRequest, type Violation } from "../validate/index.ts";
import { acsVersions, redirectCallRequest, transferToParticipantRequest, type AcsVersion } from "./index.ts";
import { member } from "./request-limits.ts";
import { redirectsOf, said, transfersOf } from "./request.test-support.ts";

const headers = { "content-type": "application/json" };

describe.each(acsVersions)("for %s", (version) => {
  test("a transfer is refused if and only if the strict validator refuses it, at the same places", () => {
    const { numRuns } = runs(500);
    const verdicts = { given: 0, refused: 0 };
    fc.assert(
      fc.property(transfersOf(version), (request) => {
        const message = said(transferToParticipantRequest, request);
        const violations = judged(version, "transferToParticipant", { callConnectionId: "c" }, request);
        verdicts[message === undefined ? "given" : "refused"] += 1;
        expect(message === undefined).toBe(violations.length === 0);
        for (const violation of violations) expect(message).toContain(placeOf(violation));
      }),
      { numRuns },
    );
    expect(Math.min(verdicts.given, verdicts.refused)).toBeGreaterThan(numRuns / 10);
  });

  test("so is a redirect", () => {
    fc.assert(
      fc.property(redirectsOf(version), (request) => {
        const message = said(redirectCallRequest, request);
        const violations = judged(version, "redirectCall", {}, request);
        expect(message === undefined).toBe(violations.length === 0);
        for (const violation of violations) expect(message).toContain(placeOf(violation));
      }),
    );
  });
});

function judged(version: AcsVersion, verb: string, path: Record<string, string>, body: unknown): Violation[] {
  return judgeRequest(`acs@${version}`, `acs.${verb}`, {
    path,
    query: { "api-version": version },
    headers,
    body,
  });
}

/** A pointer as the messages have it. Of identifiers the whole: which of two models is too many, nobody knows. */
function placeOf({ where, rule }: Violation): string {
  const names = where.split("/").slice(2);
  if (rule === "absent" || rule === "const") names.pop();
  const read = names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return read.reduce((place, name, index) =>
    /Headers$|^intendedTargets$/.test(read[index - 1] ?? "") ? place + member(name) : `${place}.${name}`,
  );
}

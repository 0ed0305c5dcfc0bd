import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { checked } from "../check/index.ts";
import { isHandoffError } from "../errors.ts";
import { LIMIT, nested, NESTING, runs, type Nesting } from "../fuzz.test-support.ts";
import { createGraphClient } from "../graph/index.ts";
import type { FetchResponse } from "./fetch.ts";

/** What a service, or whatever stands before it, may say. */
interface Said {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | string | Nesting | { readonly breaks: string };
}

const value = fc.string({ unit: fc.integer({ min: 33, max: 255 }).map((code) => String.fromCharCode(code)) });
const HEADER = fc.tuple(
  fc.constantFrom("content-type", "retry-after", "date", "x-ms-client-request-id", "request-id", "location"),
  fc.oneof(value, fc.constantFrom("application/json", "text/html", "0", "1e9")),
);
const error = fc.record(
  { code: fc.oneof(fc.string(), fc.jsonValue()), message: fc.string(), innererror: fc.jsonValue() },
  { requiredKeys: [] },
);
const SAID: fc.Arbitrary<Said> = fc.record({
  status: fc.oneof(
    fc.constantFrom(200, 202, 204, 302, 304, 400, 401, 404, 429, 500, 503),
    fc.integer({ min: 200, max: 999 }),
  ),
  headers: fc.array(HEADER, { maxLength: 3 }),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.json(),
    fc.record({ operationContext: fc.oneof(fc.string(), fc.jsonValue()) }).map((one) => JSON.stringify(one)),
    fc.record({ error }).map((one) => JSON.stringify(one)),
    fc.constantFrom("", "<html>", "\uFEFF{}", "null", '{"__proto__":{"error":1}}'),
    NESTING,
    fc.record({ breaks: fc.string() }),
  ),
});

/** An answer that is right, and that nobody can write as text again. */
const DEEP: Said = { status: 202, headers: [], body: { unit: "member", depth: 100_000 } };

function answer({ status, headers, body }: Said): FetchResponse {
  return {
    status,
    headers: new Headers(headers.map(([name, text]): [string, string] => [name, text])),
    async text() {
      if (typeof body === "string") return body;
      if (body instanceof Uint8Array) return new Response(Buffer.from(body)).text();
      if ("unit" in body) return nested(body);
      throw new TypeError(body.breaks);
    },
  };
}

const acs = (said: Said) =>
  createAcsClient({
    endpoint: "https://a.example",
    accessKey: "a2V5",
    retry: false,
    fetch: async () => answer(said),
  });
const graph = (said: Said) =>
  createGraphClient({ credential: "t", retry: false, fetch: async () => answer(said) });
const target = { communicationUser: { id: "8:acs:a" } };

const calls = {
  "acs.transferToParticipant": {
    success: 202,
    call: (said: Said) => acs(said).transferToParticipant("c", { targetParticipant: target }),
    orThrow: (said: Said) => acs(said).orThrow.transferToParticipant("c", { targetParticipant: target }),
    checked: (said: Said) => checked(acs(said)).transferToParticipant("c", { targetParticipant: target }),
  },
  "acs.redirectCall": {
    success: 204,
    call: (said: Said) => acs(said).redirectCall({ incomingCallContext: "x", target }),
    orThrow: (said: Said) => acs(said).orThrow.redirectCall({ incomingCallContext: "x", target }),
    checked: (said: Said) => checked(acs(said)).redirectCall({ incomingCallContext: "x", target }),
  },
  "graph.transfer": {
    success: 202,
    call: (said: Said) => graph(said).transfer("c", { transferTarget: { identity: {} } }),
    orThrow: (said: Said) => graph(said).orThrow.transfer("c", { transferTarget: { identity: {} } }),
    checked: undefined,
  },
};

describe.each(Object.entries(calls))(
  "any answer to %s",
  (_, { success, call, orThrow, checked: careful }) => {
    test(
      "is a result that its status decides; its body is in one place, as it came; orThrow throws ERR_REFUSED",
      async () => {
        await fc.assert(
          fc.asyncProperty(SAID, async (said) => {
            const result = await call(said);
            const { status, ok, text, fault } = result;
            expect([status, ok]).toEqual([said.status, said.status === success]);
            const came = await answer(said)
              .text()
              .catch(() => undefined);
            const known = result.ok ? result.data : result.error;
            if (came === undefined) {
              expect([known, text]).toEqual([undefined, undefined]);
              expect(isHandoffError(fault, "ERR_NETWORK")).toBe(true);
            } else if (known === undefined) expect(text).toBe(came === "" ? undefined : came);
            else {
              expect(text).toBeUndefined();
              // What nests too deeply to be compared came through all the same.
              if (typeof said.body === "string") expect(known).toEqual(JSON.parse(came));
              if (!result.ok) {
                expect(typeof result.error?.error.code).toBe("string");
                expect(typeof result.error?.error.message).toBe("string");
              }
            }
            const thrown = await orThrow(said).then(
              () => undefined,
              (reason: unknown) => reason,
            );
            if (ok) expect(thrown).toBeUndefined();
            else expect(isHandoffError(thrown, "ERR_REFUSED") && thrown.result.status).toBe(said.status);
            // Judging an answer comes to an end too, whatever it is.
            const { violations } = (await careful?.(said)) ?? { violations: [] };
            if (typeof said.body === "object" && "unit" in said.body && said.status === 400 && careful)
              expect(violations.length).toBeGreaterThan(0);
          }),
          { ...runs(30, 10), examples: [[DEEP]] },
        );
      },
      LIMIT,
    );
  },
);

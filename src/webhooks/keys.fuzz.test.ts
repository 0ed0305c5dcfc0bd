import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { HandoffError } from "../errors.ts";
import { LIMIT, nested, NESTING, runs, type Nesting } from "../fuzz.test-support.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { manualClock } from "../http/clock.test-support.ts";
import { graphBodies } from "./bodies.test-support.ts";
import { signed, signingKey, type SigningKey } from "./key-server.test-support.ts";
import { mutated, MUTATION, type Mutation } from "./mutations.test-support.ts";
import { posted } from "./unverified.test-support.ts";

const APP = "3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1";
const clock = manualClock();
const now = Math.floor(clock.now() / 1000);

let key: SigningKey;
let other: SigningKey;
let authorization: string;

beforeAll(async () => {
  [key, other] = await Promise.all([signingKey("one"), signingKey("two")]);
  const claims = { iss: "https://api.botframework.com", aud: APP, tid: "t", nbf: now, exp: now + 300 };
  authorization = `Bearer ${await signed(key, claims)}`;
});

/** What a key server says to one question. */
interface Said {
  readonly status: number;
  readonly mutation: Mutation | undefined;
  readonly text: string | Nesting | undefined;
}

const ANSWER: fc.Arbitrary<Said> = fc.oneof<fc.MaybeWeightedArbitrary<Said>[]>(
  { weight: 6, arbitrary: MUTATION.map((mutation) => ({ status: 200, mutation, text: undefined })) },
  {
    weight: 1,
    arbitrary: fc.record({
      status: fc.constantFrom(200, 204, 302, 404, 500),
      mutation: fc.constant(undefined),
      text: fc.oneof(fc.string({ unit: "binary" }), fc.json(), NESTING),
    }),
  },
);

const GOOD: Said = { status: 200, mutation: undefined, text: undefined };

const textOf = (text: string | Nesting | undefined) => (typeof text === "object" ? nested(text) : text);

const SAME = { base: 0, changes: [], cut: null };

test(
  "whatever a key server says, a good token is taken, or refused with 401 or 503: never is anything else thrown",
  async () => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(ANSWER, fc.constant(GOOD)), ANSWER, async (configuration, keys) => {
        const asked: string[] = [];
        const fetch = async (url: string) => {
          asked.push(url);
          const isFirst = asked.length % 2 === 1;
          const { status, mutation, text } = isFirst ? configuration : keys;
          const right = isFirst
            ? { issuer: "https://i.example", jwks_uri: "https://keys.example/keys" }
            : { keys: [key.jwk, other.jwk] };
          return { status, text: async () => textOf(text) ?? mutated([right], mutation ?? SAME) };
        };
        let error: HandoffError | undefined;
        let delivered = 0;
        const receive = createGraphReceiver({
          appId: APP,
          clock,
          openIdConfiguration: "https://keys.example/configuration",
          fetch,
          onRefused: (refused) => (error = refused),
          onNotification: () => delivered++,
        });
        const { status } = await receive(posted(graphBodies[0], { authorization }));
        seen.add(status);
        expect([
          [202, undefined],
          [401, "ERR_UNAUTHORIZED"],
          [503, "ERR_KEYS"],
        ]).toContainEqual([status, error?.code]);
        // Nothing is taken unless the key that signed was among the keys that came.
        if (status === 202) expect(asked).toHaveLength(2);
        expect(delivered > 0).toBe(status === 202);
        for (const url of asked) expect(new URL(url).protocol).toBe("https:");
      }),
      {
        ...runs(40, 5),
        examples: [
          [GOOD, GOOD],
          [GOOD, { ...GOOD, status: 500 }],
          [GOOD, { ...GOOD, text: JSON.stringify({ keys: [{ kty: "oct", kid: "one" }] }) }],
        ],
      },
    );
    expect([202, 401, 503].filter((status) => !seen.has(status))).toEqual([]);
  },
  LIMIT,
);

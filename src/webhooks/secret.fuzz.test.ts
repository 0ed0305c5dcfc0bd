import { parse } from "node:querystring";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventGridReceiver } from "../acs/event-grid.ts";
import { createAcsReceiver } from "../acs/webhook.ts";
import { LIMIT, runs } from "../fuzz.test-support.ts";
import { valueAt } from "../pointer.ts";
import { judgeNotification } from "../validate/index.ts";
import { acsBodies, cloudBodies } from "./bodies.test-support.ts";
import { mutated, MUTATION } from "./mutations.test-support.ts";
import { posted, unverified } from "./unverified.test-support.ts";

const name = fc.string({ minLength: 1, unit: "grapheme" });
const value = fc.string({ minLength: 16, unit: "grapheme" }).filter((text) => text.length >= 16);

/** The query of a request: the secret, written in some way, among other things. */
const query = fc.record({
  as: fc.constantFrom("given", "twice", "after", "raw", "lower", "plus", "cut", "longer", "case", "none"),
  others: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 2 }),
});

function written(own: string, secret: string, { as, others }: { as: string; others: [string, string][] }) {
  const encode = (text: string) => new URLSearchParams([["", text]]).toString().slice(1);
  const pair = (text: string) => `${encode(own)}=${encode(text)}`;
  const more = others.map(([key, text]) => `${encode(key)}=${encode(text)}`);
  const ways: Record<string, string[]> = {
    given: [...more, pair(secret)],
    twice: [pair(secret), pair("another one, of 16"), ...more],
    after: [pair("another one, of 16"), pair(secret)],
    raw: [`${own}=${secret}`, ...more],
    lower: [pair(secret).replaceAll(/%../g, (escape) => escape.toLowerCase())],
    plus: [pair(secret).replaceAll("+", "%20")],
    cut: [pair(secret.slice(0, -1))],
    longer: [pair(`${secret} `)],
    case: [pair(secret.toUpperCase())],
    none: more,
  };
  return (ways[as] ?? []).join("&");
}

/** The first value of a parameter, as the other reader of Node.js finds it. */
function firstOf(search: string, own: string): string | undefined {
  const found = parse(search.slice(1), "&", "=", { maxKeys: 0 })[own];
  return Array.isArray(found) ? found[0] : found;
}

test(
  "the secret of a query is taken where another reader of queries finds it, and 401 is the answer where not",
  async () => {
    const seen = { 202: 0, 401: 0 };
    await fc.assert(
      fc.asyncProperty(
        name,
        fc.array(value, { minLength: 1, maxLength: 2 }),
        query,
        async (own, values, asked) => {
          const options = { secret: { name: own, value: values }, onNotification: () => undefined };
          const url = new URL("https://bot.example/api");
          url.search = written(own, values.at(-1) ?? "", asked);
          const expected = values.includes(firstOf(url.search, own) ?? "") ? 202 : 401;
          seen[expected]++;
          const receivers = [
            { receive: createEventGridReceiver(options), body: cloudBodies[0] },
            { receive: unverified(createAcsReceiver, { resourceId: "r", ...options }), body: acsBodies[0] },
          ];
          for (const { receive, body } of receivers) {
            const { status } = await receive(new Request(url, posted(body)));
            expect(status).toBe(expected);
          }
        },
      ),
      runs(40),
    );
    expect(Math.min(seen[202], seen[401])).toBeGreaterThan((seen[202] + seen[401]) / 10);
  },
  LIMIT,
);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const validation = [
  {
    id: "1",
    topic: "/t",
    subject: "",
    data: { validationCode: "512d38b6-c7b8-40c8-89fe-f46f9e9622b6", validationUrl: "https://e.example/v" },
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    eventTime: "2026-01-25T22:12:19.4556811Z",
    metadataVersion: "1",
    dataVersion: "1",
  },
];

test(
  "the handshake of Event Grid is answered with the code where Ajv finds it right, and as any delivery where not",
  async () => {
    let codes = 0;
    let delivered = 0;
    const receive = unverified(createEventGridReceiver, { onNotification: () => delivered++ });
    await fc.assert(
      fc.asyncProperty(MUTATION, async (mutation) => {
        delivered = 0;
        const text = Buffer.from(mutated([validation], mutation)).toString();
        const response = await receive(posted(text));
        const answer = await response.text();
        const body = parsed(text);
        if (body === undefined)
          expect([response.status, answer]).toEqual([400, '{"error":{"code":"ERR_MALFORMED"}}']);
        const message = {
          path: {},
          query: {},
          headers: { "aeg-event-type": "SubscriptionValidation" },
          body,
        };
        const isRight =
          judgeNotification("acs@2026-03-12", "subscriptionValidation", message, "tolerant").length === 0;
        if (isRight) {
          codes++;
          expect([response.status, delivered]).toEqual([200, 0]);
          expect(parsed(answer)).toEqual({ validationResponse: valueAt(body, "/0/data/validationCode") });
        } else expect([202, 400]).toContain(response.status);
      }),
      { ...runs(60), examples: [[{ base: 0, changes: [], cut: null }]] },
    );
    expect(codes).toBeGreaterThan(0);
  },
  LIMIT,
);

test(
  "the handshake of CloudEvents is answered to the origins that are listed, letter for letter, and to no other",
  async () => {
    const listed = ["eventgrid.azure.net", "my.example"];
    const receive = unverified(createEventGridReceiver, { origins: listed, onNotification: () => undefined });
    const near = listed.flatMap((one) => [
      one,
      one.toUpperCase(),
      `${one}.`,
      ` ${one}\t`,
      `${one}, ${one}`,
      "*",
    ]);
    const ascii = fc.string({
      unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...near), ascii),
        fc.constantFrom("OPTIONS", "GET", "HEAD", "PUT", "DELETE", "X-ODD"),
        async (origin, method) => {
          const headers = { "webhook-request-origin": origin };
          const { status, headers: given } = await receive(
            new Request("https://bot.example/", { method, headers }),
          );
          // What blanks stand around a header's value belongs to no value.
          const isListed = method === "OPTIONS" && listed.includes(origin.trim());
          expect(status).toBe(isListed ? 200 : 405);
          expect(given.get("webhook-allowed-origin")).toBe(isListed ? origin.trim() : null);
        },
      ),
      runs(60),
    );
  },
  LIMIT,
);

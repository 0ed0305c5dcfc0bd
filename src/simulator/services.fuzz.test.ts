import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { routes } from "../../generated/routes.ts";
import { encoded, LIMIT, nested, NESTING, ODD_TEXT, runs, type Nesting } from "../fuzz.test-support.ts";
import { valueAt } from "../pointer.ts";
import { judgeHttpRequest } from "../validate/index.ts";
import { mutated, MUTATION, type Mutation } from "../webhooks/mutations.test-support.ts";
import { callbackUri, requests, simulated } from "./bot.test-support.ts";

const HOST = "127.0.0.1:4010";
const DATE = "Sat, 21 Nov 2026 10:00:00 GMT";

/** Changes one part of a request after it was signed. */
interface Forgery {
  readonly part:
    | "nothing"
    | "method"
    | "path"
    | "date"
    | "host"
    | "body"
    | "hash"
    | "signature"
    | "scheme"
    | "key";
  readonly at: number;
  readonly insert: string;
}

const FORGERY: fc.Arbitrary<Forgery> = fc.record({
  part: fc.constantFrom(
    "nothing",
    "method",
    "path",
    "date",
    "host",
    "body",
    "hash",
    "signature",
    "scheme",
    "key",
  ),
  at: fc.nat(),
  insert: fc.oneof(fc.constantFrom("", " ", ";", "a", "%00", "\u00e9"), fc.string({ maxLength: 2 })),
});

function changed(text: string, { at, insert }: Forgery): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + insert + text.slice(place + 1);
}

describe("signatures", () => {
  const { simulator } = simulated();
  const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });

  test(
    "are let in where node:crypto comes to the same, and refused with 401 in the envelope where not",
    async () => {
      const seen = new Set<number>();
      await fc.assert(
        fc.asyncProperty(FORGERY, fc.json(), async (forgery, json) => {
          const { part } = forgery;
          const given = {
            method: "POST",
            path: `/calling/callConnections/${id}:transferToParticipant?api-version=2026-03-12`,
          };
          const sent = {
            ...given,
            date: DATE,
            host: HOST,
            body: json,
            hash: createHash("sha256").update(json).digest("base64"),
            scheme: "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=",
            key: simulator.credentials.accessKey,
          };
          const key =
            part === "key"
              ? Buffer.from(changed(sent.key, forgery), "base64")
              : Buffer.from(sent.key, "base64");
          const toSign = `POST\n${sent.path}\n${DATE};${HOST};${sent.hash}`;
          const signed = { ...sent, signature: createHmac("sha256", key).update(toSign).digest("base64") };
          const forged =
            part === "nothing" || part === "key" || part === "method"
              ? signed
              : { ...signed, [part]: signed[part].slice(0, 1) + changed(signed[part].slice(1), forgery) };
          const { status, body } = await simulator.answer({
            method: given.method,
            url: `http://${HOST}${forged.path}`,
            headers: {
              host: forged.host,
              "content-type": "application/json",
              "x-ms-date": forged.date,
              "x-ms-content-sha256": forged.hash,
              authorization: forged.scheme + forged.signature,
            },
            body: forged.body,
          });
          seen.add(status);
          const hash = createHash("sha256").update(forged.body).digest("base64");
          const text = `POST\n${forged.path}\n${forged.date};${forged.host};${hash}`;
          const right = createHmac("sha256", Buffer.from(sent.key, "base64")).update(text).digest("base64");
          const isGood = forged.scheme === sent.scheme && forged.hash === hash && forged.signature === right;
          // A path that was changed may be none at all, which is said before anything else.
          if (isGood) expect(status).not.toBe(401);
          else expect(part === "path" ? [401, 404, 405] : [401]).toContain(status);
          if (status < 400) return;
          const said = typeof body === "string" ? body : "";
          const answer: unknown = JSON.parse(said);
          expect(typeof valueAt(answer, "/error/code")).toBe("string");
          if (status === 401) expect(said).not.toContain(right);
          expect(said).not.toContain(sent.key);
        }),
        runs(60),
      );
      expect(seen.has(401) && seen.size > 1).toBe(true);
    },
    LIMIT,
  );
});

const paths = Object.values(routes).flatMap((list) =>
  list.map(({ basePath, template }) => `${basePath}${template}`.replace(/\{\w+\}/, "{id}")),
);
const PATH = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...paths) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...paths), ODD_TEXT).map(([path, text]) => path + encoded(text)),
  },
  { weight: 1, arbitrary: ODD_TEXT.map((text) => `/${encoded(text)}`) },
);
const headerText = fc.string({
  unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)),
});
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly id: string;
  readonly authorization: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Mutation | Nesting | string;
}

const ASKED: fc.Arbitrary<Asked> = fc.record<Asked>({
  method: fc.oneof(
    { weight: 6, arbitrary: fc.constant("POST") },
    fc.constantFrom("GET", "PUT", "DELETE", "OPTIONS"),
  ),
  path: PATH,
  query: fc.constantFrom(
    "",
    "?api-version=2026-03-12",
    "?api-version=2024-09-15",
    "?api-version=x",
    "?%zz=%",
  ),
  id: fc.oneof(fc.constantFrom("known-acs", "known-graph"), ODD_TEXT),
  authorization: fc.oneof(
    { weight: 5, arbitrary: fc.constant("good") },
    headerText,
    fc.constantFrom("Bearer", "Bearer ", "bearer x"),
  ),
  headers: fc.dictionary(
    fc.constantFrom(
      "content-type",
      "repeatability-request-id",
      "repeatability-first-sent",
      "x-ms-client-request-id",
      "client-request-id",
    ),
    fc.oneof(headerText, fc.constantFrom("application/json", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", DATE)),
  ),
  body: fc.oneof({ weight: 5, arbitrary: MUTATION }, NESTING, fc.string({ unit: "binary" })),
});

const TRANSFER = Object.keys(requests).indexOf("graph.transfer");
const RIGHT: Asked = {
  method: "POST",
  path: "/v1.0/communications/calls/{id}/transfer",
  query: "",
  id: "known-graph",
  authorization: "good",
  headers: {},
  body: { base: TRANSFER, changes: [], cut: null },
};

function textOf(body: Mutation | Nesting | string): string {
  if (typeof body === "string") return body;
  return "unit" in body ? nested(body) : Buffer.from(mutated(Object.values(requests), body)).toString();
}

test(
  "whatever the services are asked, they answer in their envelopes, as the contract says, and never with 500",
  async () => {
    const { simulator } = simulated({ maxEntries: 20, maxCalls: 20, strict: true });
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(ASKED, async ({ method, path, query, id, authorization, headers, body }) => {
        for (const service of ["acs", "graph"] as const)
          if (!simulator.getCall(`known-${service}`))
            simulator.createCall({ service, kind: "peerToPeer", callbackUri, id: `known-${service}` });
        const url = `http://${HOST}${path.replace("{id}", () => encoded(id))}${query}`;
        const given = {
          "content-type": "application/json",
          ...headers,
          authorization: authorization === "good" ? `Bearer ${simulator.credentials.token}` : authorization,
        };
        const text = method === "GET" ? "" : textOf(body);
        const answer = await simulator.answer({ method, url, headers: given, body: text });
        statuses.add(answer.status);
        expect([202, 204, 400, 401, 403, 404, 405, 409, 413, 415]).toContain(answer.status);
        if (answer.status < 300) {
          // In strict mode nothing is taken that the validators have something against, but for callbacks to this machine.
          const init: RequestInit = { method, headers: given, body: text };
          const { violations } = await judgeHttpRequest(new Request(url, init));
          expect(violations.filter(({ where }) => !/callbackUri$/i.test(where))).toEqual([]);
          expect(authorization).toBe("good");
          return;
        }
        const error: unknown = JSON.parse(typeof answer.body === "string" ? answer.body : "");
        expect(typeof valueAt(error, "/error/code")).toBe("string");
        expect(typeof valueAt(error, "/error/message")).toBe("string");
        expect(JSON.stringify(simulator.getJournal())).not.toContain(simulator.credentials.token);
      }),
      {
        ...runs(80),
        examples: [
          [{ ...RIGHT }],
          [{ ...RIGHT, authorization: "Bearer x" }],
          [{ ...RIGHT, id: "unknown" }],
          [{ ...RIGHT, body: "no JSON" }],
        ],
      },
    );
    expect([202, 400, 401, 404].filter((one) => !statuses.has(one))).toEqual([]);
  },
  LIMIT,
);

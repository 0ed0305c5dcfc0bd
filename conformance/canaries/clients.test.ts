import { createClient } from "redis";
import { describe, expect, test } from "vitest";
import { createAcsClient } from "../../src/acs/index.ts";
import { checked } from "../../src/check/index.ts";
import { isHandoffError, type HandoffErrorCode } from "../../src/errors.ts";
import { createTracker, redisStore } from "../../src/flows/index.ts";
import { createGraphClient } from "../../src/graph/index.ts";
import type { ClientOptions } from "../../src/http/options.ts";
import { CANARIES, canariesIn, printed } from "./canaries.test-support.ts";

const { accessKey, token, querySecret, incomingCallContext, ownHeader, password } = CANARIES;
const target = { communicationUser: { id: "8:acs:a" } };
const endpoint = "https://name.communication.azure.com";
const callback = `https://bot.example/calls?code=${encodeURIComponent(querySecret)}`;
const headers = { "x-api-key": ownHeader, cookie: `session=${ownHeader}` };

/** Everything that the hooks of a client were told. */
const told: unknown[] = [];
const watched: ClientOptions = {
  attemptTimeout: 500,
  retry: { attempts: 2, baseDelay: 0 },
  hooks: {
    request: (event) => void told.push(event),
    response: (event) => void told.push(event),
    retry: (event) => void told.push(event),
  },
};

type Fetch = NonNullable<ClientOptions["fetch"]>;
const refuses: Fetch = async () =>
  Response.json({ error: { code: "Nope", message: "No." } }, { status: 403 });
const answers: Record<string, Fetch> = {
  refuses,
  "wants another proof": async () =>
    new Response("", { status: 401, headers: { date: new Date().toUTCString() } }),
  fails: async () =>
    Response.json({ error: { code: "1", message: "2" } }, { status: 503, headers: { "retry-after": "0" } }),
  breaks: () => Promise.reject(new TypeError("fetch failed")),
  "is silent": () => new Promise(() => {}),
  "says html": async () => new Response("<html>", { status: 202 }),
};

const clients = {
  "by connection string": (fetch: Fetch) =>
    createAcsClient({ connectionString: `endpoint=${endpoint}/;accesskey=${accessKey}`, ...watched, fetch }),
  "by access key": (fetch: Fetch) => createAcsClient({ endpoint, accessKey, ...watched, fetch }),
  "by token": (fetch: Fetch) =>
    createAcsClient({ endpoint, credential: async () => token, ...watched, fetch }),
};

async function caught(run: () => unknown): Promise<unknown> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(Object.entries(clients))("a client of ACS %s", (_, make) => {
  test.each(Object.entries(answers))("tells no secret where the service %s", async (_name, fetch) => {
    const calls = [
      () => make(fetch).orThrow.redirectCall({ incomingCallContext, target }, { headers }),
      () =>
        make(fetch).orThrow.transferToParticipant(
          "call",
          { targetParticipant: target, operationCallbackUri: callback },
          { headers },
        ),
      () => checked(make(fetch)).orThrow.redirectCall({ incomingCallContext, target }, { headers }),
    ];
    told.length = 0;
    const errors = await Promise.all(calls.map(caught));
    expect(errors.map(printed).flatMap(canariesIn)).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
    expect(canariesIn(printed(told))).toEqual([]);
  });
});

test.each(Object.entries(answers))(
  "a client of Graph tells no secret where the service %s",
  async (_, fetch) => {
    told.length = 0;
    const options = { version: "beta", credential: token, ...watched, fetch } as const;
    const request = { targets: [{ identity: { user: { id: "u" } } }], callbackUri: callback };
    const errors = [
      await caught(() => createGraphClient(options).orThrow.redirect("call", request, { headers })),
      await caught(() => checked(createGraphClient(options)).orThrow.redirect("call", request, { headers })),
    ];
    expect(canariesIn(errors.map(printed).join() + printed(told))).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
  },
);

/** What is wrong in a way that puts a secret where it has no place. */
const mistakes: Record<string, [HandoffErrorCode, () => unknown]> = {
  "an access key cut short": [
    "ERR_INVALID_ARGUMENT",
    () => createAcsClient({ endpoint, accessKey: accessKey.slice(1) }),
  ],
  "a connection string without endpoint": [
    "ERR_INVALID_ARGUMENT",
    () => createAcsClient({ connectionString: `endpont=${endpoint};accesskey=${accessKey}` }),
  ],
  "a connection string in the place of an endpoint": [
    "ERR_INVALID_ARGUMENT",
    () => createAcsClient({ endpoint: `endpoint=${endpoint}/;accesskey=${accessKey}`, accessKey }),
  ],
  "an endpoint with a password": [
    "ERR_INVALID_ARGUMENT",
    () => createAcsClient({ endpoint: `https://user:${encodeURIComponent(password)}@a.example`, accessKey }),
  ],
  "an endpoint with a query": [
    "ERR_INVALID_ARGUMENT",
    () => createAcsClient({ endpoint: `${endpoint}?code=${encodeURIComponent(querySecret)}`, accessKey }),
  ],
  "a token that no header carries": [
    "ERR_INVALID_ARGUMENT",
    () => createGraphClient({ credential: `${token}\n` }),
  ],
  "a credential that gives no token that a header carries": [
    "ERR_CREDENTIAL",
    () =>
      createGraphClient({ credential: async () => `${token} x` }).transfer("c", {
        transferTarget: { identity: {} },
      }),
  ],
  "a header that cannot be sent": [
    "ERR_INVALID_ARGUMENT",
    () =>
      clients["by access key"](refuses).redirectCall(
        { incomingCallContext, target },
        { headers: { "x-api-key": `${ownHeader}\nx` } },
      ),
  ],
  "a request that breaks the contract": [
    "ERR_INVALID_REQUEST",
    () =>
      checked(clients["by access key"](refuses)).redirectCall(
        JSON.parse(
          JSON.stringify({ incomingCallContext: [incomingCallContext], target: incomingCallContext }),
        ),
      ),
  ],
  "a repeatability pair that is a token": [
    "ERR_INVALID_ARGUMENT",
    () =>
      clients["by access key"](refuses).redirectCall(
        { incomingCallContext, target },
        { repeatability: { requestId: token, firstSent: token } },
      ),
  ],
};

test.each(Object.entries(mistakes))("%s is told without the secret", async (_, [code, run]) => {
  const error = await caught(run);
  expect(isHandoffError(error) ? error.code : printed(error)).toBe(code);
  expect(canariesIn(printed(error))).toEqual([]);
});

test("a store in a Redis that cannot be reached tells nothing of the password in its address", async () => {
  const client = createClient({
    url: `redis://user:${encodeURIComponent(password)}@127.0.0.1:1`,
    socket: { reconnectStrategy: false },
  });
  client.on("error", () => {});
  const failed = await caught(() => client.connect());
  expect(failed).toBeInstanceOf(Error);
  const message = { changeType: "updated", resourceUrl: "/communications/calls/7", resourceData: {} };
  const tracker = createTracker({ store: redisStore(client) });
  const error = await caught(() => tracker.receive({ service: "graph", key: "k", message }));
  expect(isHandoffError(error, "ERR_STORE")).toBe(true);
  expect(canariesIn(printed(error))).toEqual([]);
});

test("the looking finds secrets: raw, halved, in base64 and in addresses, and within causes", () => {
  const cause = new Error(`Authorization: Bearer ${token}`);
  const error = new Error("It failed.", { cause });
  expect(canariesIn(printed(error))).toEqual([`token as ${token}`]);
  expect(canariesIn(Buffer.from(`key=${accessKey};`).toString("base64"))).toHaveLength(1);
  expect(canariesIn(callback)).toHaveLength(1);
  expect(canariesIn(`… ${incomingCallContext.slice(0, 40)}`)).toHaveLength(1);
  expect(canariesIn("nothing")).toEqual([]);
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createEventGridReceiver } from "../../src/acs/event-grid.ts";
import { createAcsReceiver } from "../../src/acs/webhook.ts";
import { createGraphReceiver } from "../../src/graph/webhook.ts";
import { CANARIES, canariesIn, printed } from "./canaries.test-support.ts";

const { token, querySecret, incomingCallContext, ownHeader } = CANARIES;

/** A token that is well formed, and signed by nobody. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = `${part({ alg: "RS256", kid: token })}.${part({ iss: token, aud: token, exp: 1e10, tid: token })}.${Buffer.from(token).toString("base64url")}`;

const keys = {
  openIdConfiguration: "https://keys.example/configuration",
  fetch: async (url: string) => ({
    status: 200,
    text: async () =>
      url.endsWith("configuration")
        ? '{"jwks_uri":"https://keys.example/keys"}'
        : `{"keys":[{"kty":"${token}"}]}`,
  }),
};
const broken = { ...keys, fetch: () => Promise.reject(new TypeError("fetch failed")) };

/** All that is told of requests, but for the requests themselves. */
const told: unknown[] = [];
const printedWarnings: string[] = [];
const common = {
  onRefused: (error: unknown) => void told.push(error),
  onNotification: () => {
    throw new Error("The bot fails.");
  },
};
const secret = { name: "code", value: querySecret };
const open = { dangerouslyAcceptUnverified: true };

const receivers = {
  "Graph, with tokens": () => createGraphReceiver({ appId: "app", ...keys, ...common }),
  "Graph, whose keys cannot be read": () => createGraphReceiver({ appId: "app", ...broken, ...common }),
  "Graph, open": () => createGraphReceiver({ appId: "app", ...open, ...common }),
  "ACS, with secret and token": () => createAcsReceiver({ resourceId: "r", secret, ...keys, ...common }),
  "ACS, open": () => createAcsReceiver({ resourceId: "r", ...open, ...common }),
  "Event Grid, with a secret": () => createEventGridReceiver({ secret, ...common }),
  "Event Grid, with Entra": () =>
    createEventGridReceiver({
      secret,
      entra: { tenantId: "72f988bf-86f1-41af-91ab-2d7cd011db47", audience: "app", ...keys },
      ...common,
    }),
  "Event Grid, open": () => createEventGridReceiver({ ...open, ...common }),
};

const context = { incomingCallContext, note: token };
const cloud = { id: "1", source: "s", subject: "s", time: "2026-01-01T00:00:00Z", specversion: "1.0" };
const bodies: Record<string, string> = {
  "no JSON": `{"incomingCallContext":"${incomingCallContext}`,
  "another contract": JSON.stringify({ value: [context], ...context }),
  "an item that breaks it": JSON.stringify([
    {
      ...cloud,
      type: `Microsoft.Communication.IncomingCall`,
      data: { incomingCallContext: [incomingCallContext] },
    },
  ]),
  "a name that is a secret": JSON.stringify([{ [incomingCallContext]: { [token]: 1 } }]),
  "an item that is taken": JSON.stringify([
    { ...cloud, type: "Microsoft.Communication.SMSReceived", data: context },
  ]),
  "a notification of Graph": JSON.stringify({
    value: [
      {
        changeType: "updated",
        resourceUrl: "/communications/calls/1",
        resourceData: { "@odata.type": "#microsoft.graph.call", state: "established", ...context },
      },
    ],
  }),
};

const queries = { right: querySecret, wrong: querySecret.slice(1), none: "" };
const authorizations = [
  undefined,
  `Bearer ${jwt}`,
  `Bearer ${token}`,
  `Basic ${token}`,
  `Bearer ${jwt}, ${jwt}`,
];

beforeEach(() => {
  told.length = 0;
  printedWarnings.length = 0;
  vi.spyOn(console, "warn").mockImplementation(
    (...all: unknown[]) => void printedWarnings.push(printed(all)),
  );
});
afterEach(() => void vi.restoreAllMocks());

describe.each(Object.entries(receivers))("a receiver of %s", (_, make) => {
  test("tells no secret in answers, errors or warnings, whatever comes and whatever becomes of it", async () => {
    const receive = make();
    const answers: string[] = [];
    for (const body of Object.values(bodies))
      for (const authorization of authorizations)
        for (const query of Object.values(queries)) {
          const url = `https://bot.example/calls?code=${encodeURIComponent(query)}`;
          const headers = {
            "content-type": "application/json",
            "x-api-key": ownHeader,
            ...(authorization !== undefined && { authorization }),
          };
          const answer = await receive(new Request(url, { method: "POST", headers, body }));
          answers.push(printed([answer.status, ...answer.headers]), await answer.text());
        }
    expect(told.length).toBeGreaterThan(20);
    expect([...answers, ...printedWarnings, ...told.map(printed)].flatMap(canariesIn)).toEqual([]);
  });
});

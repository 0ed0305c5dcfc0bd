/** What a token does not protect against, so that docs/security.md says no less than the truth. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAcsReceiver } from "../acs/webhook.ts";
import { createGraphReceiver } from "../graph/webhook.ts";
import { manualClock } from "../http/clock.test-support.ts";
import {
  signed,
  signingKey,
  startKeyServer,
  type KeyServer,
  type SigningKey,
} from "./key-server.test-support.ts";

const RESOURCE = "b9614373-fd0b-480c-8fd2-cb58b70eab9f";
const APP = "3b7c2d52-9f0a-4a2c-8a7a-57f7a1d0c7a1";
const MINUTE = 60_000;

const clock = manualClock();
let key: SigningKey;
let server: KeyServer;
beforeAll(async () => {
  key = await signingKey("one");
  server = await startKeyServer([key.jwk]);
});
afterAll(() => server.stop());

const keys = () => ({ openIdConfiguration: server.configuration, allowLoopbackHttp: true, clock });

async function token(claims: Readonly<Record<string, unknown>>): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  return `Bearer ${await signed(key, { nbf: now, exp: now + 300, ...claims })}`;
}

const send = (url: string, authorization: string, body: unknown) =>
  new Request(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify(body),
  });

const event = (callConnectionId: string) => [
  {
    id: callConnectionId,
    source: `calling/callConnections/${callConnectionId}`,
    type: "Microsoft.Communication.CallConnected",
    specversion: "1.0",
    data: { callConnectionId, serverCallId: "s", correlationId: "c" },
  },
];

const ISSUER = "https://acscallautomation.communication.azure.com";

describe("a token of ACS", () => {
  test("is good until it ends, for any event at any address: whoever sees one can say anything", async () => {
    const heard: string[] = [];
    const receive = createAcsReceiver({
      ...keys(),
      resourceId: RESOURCE,
      onNotification: ({ key: id }) => heard.push(id),
    });
    const authorization = await token({ iss: ISSUER, aud: RESOURCE });
    const statusOf = async (url: string, call: string) =>
      (await receive(send(url, authorization, event(call)))).status;
    expect(await statusOf("https://bot.example/callbacks", "one")).toBe(202);
    expect(await statusOf("https://bot.example/callbacks", "one")).toBe(202);
    expect(await statusOf("https://bot.example/elsewhere", "two")).toBe(202);
    // What came twice has one key, by which a receiver can tell.
    expect(new Set(heard).size).toBe(2);
    expect(heard).toHaveLength(3);
    clock.advance(6 * MINUTE + 1000);
    expect(await statusOf("https://bot.example/callbacks", "three")).toBe(401);
  });

  test("is worth nothing to who does not know the secret of the address", async () => {
    const receive = createAcsReceiver({
      ...keys(),
      resourceId: RESOURCE,
      secret: { name: "code", value: "a secret of this address" },
      onNotification: () => {},
    });
    const authorization = await token({ iss: ISSUER, aud: RESOURCE });
    const statusOf = async (query: string) =>
      (await receive(send(`https://bot.example/callbacks${query}`, authorization, event("one")))).status;
    expect(await statusOf("")).toBe(401);
    expect(await statusOf("?code=a%20secret%20of%20this%20address")).toBe(202);
  });
});

test("a token of Graph for a call of any tenant is taken unless tenants are named", async () => {
  const tenant = "ec040873-8235-45fd-a403-c7259a5a548e";
  const statusOf = async (tenants?: readonly string[]) => {
    const receive = createGraphReceiver({
      ...keys(),
      appId: APP,
      onNotification: () => {},
      ...(tenants && { tenants }),
    });
    const body = {
      value: [
        {
          changeType: "updated",
          resourceUrl: "/communications/calls/1",
          resourceData: { state: "established" },
        },
      ],
    };
    const authorization = await token({ iss: "https://api.botframework.com", aud: APP, tid: tenant });
    return (await receive(send("https://bot.example/api/calls", authorization, body))).status;
  };
  expect(await statusOf()).toBe(202);
  expect(await statusOf([tenant.toUpperCase()])).toBe(202);
  expect(await statusOf(["72f988bf-86f1-41af-91ab-2d7cd011db47"])).toBe(401);
});

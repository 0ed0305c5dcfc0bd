import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HandoffError } from "../errors.ts";
import {
  signed,
  signingKey,
  startKeyServer,
  type KeyServer,
  type SigningKey,
} from "../webhooks/key-server.test-support.ts";
import { posted, unverified } from "../webhooks/unverified.test-support.ts";
import {
  createEventGridReceiver,
  type EventGridNotification,
  type EventGridReceiverOptions,
} from "./event-grid.ts";
import { call, cloudEvent, CONTEXT, event, TOPIC } from "./event-grid.test-support.ts";
import type { InvalidNotification } from "./webhook.ts";

const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
async function take(request: Request, options: Partial<EventGridReceiverOptions> = {}) {
  const events: (EventGridNotification | InvalidNotification)[] = [];
  let error: HandoffError | undefined;
  const receive = unverified(createEventGridReceiver, {
    onNotification: (one) => events.push(one),
    onRefused: (refused) => (error = refused),
    ...options,
  });
  const response = await receive(request);
  return { status: response.status, headers: response.headers, body: await response.text(), events, error };
}

const INCOMING = "Microsoft.Communication.IncomingCall";
const VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";
const cloud = { "content-type": "application/cloudevents+json; charset=utf-8" };

describe("incoming calls", () => {
  test("in the Event Grid schema, several of them", async () => {
    const body = [event(INCOMING, call), event(INCOMING, call, { id: "2" })];
    const { status, events } = await take(posted(body, { "aeg-event-type": "Notification" }));
    expect(status).toBe(202);
    expect(events).toMatchObject([
      { type: INCOMING, data: call, key: `${TOPIC}#d5546be8-227a-4db8-b2c3-4f06fd675fd6`, normalised: [] },
      { type: INCOMING, key: `${TOPIC}#2` },
    ]);
    expect(events.map(({ message }) => message)).toEqual(body);
  });

  test("in CloudEvents, one or a batch", async () => {
    const one = cloudEvent(INCOMING, call);
    const { status, events } = await take(posted(one, cloud));
    expect([status, events.length]).toEqual([202, 1]);
    expect(events[0]).toMatchObject({ type: INCOMING, data: call, message: one, key: `${TOPIC}#1` });
    const batch = [one, cloudEvent("Microsoft.Communication.RecordingFileStatusUpdated", {}, { id: "2" })];
    const several = await take(posted(batch, { "content-type": "application/cloudevents-batch+json" }));
    expect(several.events.map(({ type }) => type)).toEqual([INCOMING, "unknown"]);
  });

  test("with a topic longer than agents are shown are calls all the same", async () => {
    const customContext = { teamsPhoneCallDetails: { callTopic: "x".repeat(49) } };
    expect((await take(posted([event(INCOMING, { ...call, customContext })]))).status).toBe(202);
  });

  test("other events of the subscription are unknown", async () => {
    const wireType = "Microsoft.Communication.RecordingFileStatusUpdated";
    const { status, events } = await take(posted([event(wireType, { x: 1 })]));
    expect([status, events[0]]).toMatchObject([202, { type: "unknown", wireType, data: { x: 1 } }]);
  });

  test("in lower case are put right, and it is told", async () => {
    const { events } = await take(posted([event("Microsoft.Communication.incomingCall", call)]));
    const wire = "Microsoft.Communication.incomingCall";
    expect(events[0]).toMatchObject({
      type: INCOMING,
      normalised: [{ where: "/eventType", changed: "case", wire }],
    });
    const inCloud = await take(posted(cloudEvent(wire, call), cloud));
    expect(inCloud.events[0]).toMatchObject({
      type: INCOMING,
      normalised: [{ where: "/type", changed: "case", wire }],
    });
  });

  test.each<[string, unknown, string]>([
    [
      "no context",
      [event(INCOMING, { ...call, incomingCallContext: undefined })],
      "/0/data/incomingCallContext",
    ],
    [
      "an empty context",
      [event(INCOMING, { ...call, incomingCallContext: "" })],
      "/0/data/incomingCallContext",
    ],
    ["no caller", [event(INCOMING, call), event(INCOMING, { ...call, from: undefined })], "/1/data/from"],
    ["no topic", [event(INCOMING, call, { topic: undefined })], "/0/topic"],
    ["one event without a list", event(INCOMING, call), ""],
    ["an empty list", [], ""],
    ["a CloudEvent without source", cloudEvent(INCOMING, call, { source: undefined }), "/source"],
    [
      "a header that is no text",
      [event(INCOMING, { ...call, customContext: { sipHeaders: { a: 1 } } })],
      "/0/data/customContext/sipHeaders",
    ],
    [
      "a target of whatever name that is none",
      [
        event(INCOMING, {
          ...call,
          customContext: {
            teamsPhoneCallDetails: {
              teamsPhoneSourceDetails: {
                source: {},
                language: "en",
                status: "s",
                intendedTargets: { secret: { communicationUser: {} } },
              },
            },
          },
        }),
      ],
      "/0/data/customContext/teamsPhoneCallDetails/teamsPhoneSourceDetails/intendedTargets",
    ],
    ["both schemas in one list", [event(INCOMING, call), cloudEvent(INCOMING, call)], "/1/topic"],
  ])("that break the contract by %s: 400, and no secret is told", async (_, body, where) => {
    const { status, events, error, body: answer } = await take(posted(body));
    expect({ status, events, where: error?.where }).toEqual({ status: 400, events: [], where });
    expect(`${answer}${error?.message}${String(error?.cause)}`).not.toContain(CONTEXT);
  });
});

describe("handshakes", () => {
  test("of the Event Grid schema is answered with 200 and the code, and nothing is handed on", async () => {
    const data = {
      validationCode: "512d38b6-c7b8-40c8-89fe-f46f9e9622b6",
      validationUrl: "https://rp.example:553/",
    };
    const body = [event(VALIDATION, data)];
    const {
      status,
      body: answer,
      headers,
      events,
    } = await take(posted(body, { "aeg-event-type": "SubscriptionValidation" }));
    expect([status, JSON.parse(answer), events]).toEqual([
      200,
      { validationResponse: data.validationCode },
      [],
    ]);
    expect(headers.get("content-type")).toContain("application/json");
    // The event alone says enough.
    expect((await take(posted(body))).status).toBe(200);
  });

  test("of the Event Grid schema without a code is no handshake and no event of the contract that we answer", async () => {
    const { status, events } = await take(posted([event(VALIDATION, { validationCode: "" })]));
    expect([status, events[0]]).toMatchObject([202, { type: "unknown", wireType: VALIDATION }]);
  });

  test("of the Event Grid schema among events is an event, and none of them is lost", async () => {
    const body = [event(VALIDATION, { validationCode: "x" }), event(INCOMING, call)];
    const { status, events } = await take(posted(body));
    expect([status, events.map(({ type }) => type)]).toEqual([202, ["unknown", INCOMING]]);
  });

  const asked = (origin?: string) =>
    new Request("https://app.example/", {
      method: "OPTIONS",
      headers: origin === undefined ? {} : { "WebHook-Request-Origin": origin },
    });

  test("of CloudEvents is answered with the origin", async () => {
    const { status, headers, body } = await take(asked("eventgrid.azure.net"));
    expect([
      status,
      headers.get("webhook-allowed-origin"),
      headers.get("webhook-allowed-rate"),
      body,
    ]).toEqual([200, "eventgrid.azure.net", "*", ""]);
  });

  test.each([undefined, "attacker.example", "*"])("of CloudEvents from %j is refused", async (origin) => {
    const { status, headers } = await take(asked(origin));
    expect([status, headers.get("webhook-allowed-origin"), headers.get("allow")]).toEqual([
      405,
      null,
      "POST, OPTIONS",
    ]);
  });

  test("of CloudEvents from an origin of the options", async () => {
    expect((await take(asked("eventgrid.azure.us"), { origins: ["eventgrid.azure.us"] })).status).toBe(200);
  });
});

test("a function that throws makes Event Grid deliver again: 500", async () => {
  const onNotification = () => Promise.reject(new Error("busy"));
  expect((await take(posted([event(INCOMING, call)]), { onNotification })).status).toBe(500);
});

describe("delivery is proved", () => {
  const secret = { name: "code", value: "correct horse battery" };
  const handshake = [event(VALIDATION, { validationCode: "x" })];

  test("by a secret, which handshakes need too", async () => {
    const receive = createEventGridReceiver({ secret, onNotification: () => {} });
    const ask = async (query: string, method: string, body?: unknown) => {
      const headers = { "content-type": "application/json", "webhook-request-origin": "eventgrid.azure.net" };
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      return (await receive(new Request(`https://app.example/${query}`, init))).status;
    };
    const right = "?code=correct%20horse%20battery";
    expect(await ask(right, "POST", handshake)).toBe(200);
    expect(await ask(right, "POST", [event(INCOMING, call)])).toBe(202);
    expect(await ask(right, "OPTIONS")).toBe(200);
    expect(await ask("", "POST", handshake)).toBe(401);
    expect(await ask("?code=x", "POST", [event(INCOMING, call)])).toBe(401);
    expect(await ask("", "OPTIONS")).toBe(401);
  });

  test("or nothing is made at all", () => {
    const make = () => createEventGridReceiver({ onNotification: () => {} });
    expect(make).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
  });

  describe("by a token of Microsoft Entra", () => {
    let key: SigningKey;
    let server: KeyServer;
    beforeAll(async () => {
      key = await signingKey("entra");
      server = await startKeyServer([key.jwk]);
    });
    afterAll(() => server.stop());

    const ask = async (changed: object = {}, options: object = {}) => {
      const claims = {
        iss: `https://sts.windows.net/${TENANT}/`,
        aud: "api://receiver",
        appid: "4962773b-9cdb-44cf-a8bf-237846a00ab7",
        exp: Math.floor(Date.now() / 1000) + 300,
        ...changed,
      };
      const entra = {
        tenantId: TENANT,
        audience: "api://receiver",
        openIdConfiguration: server.configuration,
        allowLoopbackHttp: true,
        ...options,
      };
      const authorization = `Bearer ${await signed(key, JSON.parse(JSON.stringify(claims)))}`;
      return (await take(posted([event(INCOMING, call)], { authorization }), { entra })).status;
    };

    test("of either form, from Event Grid", async () => {
      expect(await ask()).toBe(202);
      const azp = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
      expect(
        await ask({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, appid: undefined, azp }),
      ).toBe(202);
      expect(await ask({ appid: "mine" }, { senders: ["MINE"] })).toBe(202);
      expect(await ask({}, { tenantId: TENANT.toUpperCase() })).toBe(202);
    });

    test("but not from another application, tenant, or for another audience", async () => {
      expect(await ask({ appid: "another" })).toBe(401);
      expect(await ask({ appid: undefined })).toBe(401);
      expect(await ask({ appid: "another", azp: "4962773b-9cdb-44cf-a8bf-237846a00ab7" })).toBe(401);
      expect(await ask({ iss: "https://sts.windows.net/ec040873-8235-45fd-a403-c7259a5a548e/" })).toBe(401);
      expect(await ask({ aud: "api://another" })).toBe(401);
    });

    test("and not without one", async () => {
      const receive = createEventGridReceiver({
        entra: { tenantId: TENANT, audience: "a" },
        onNotification: () => {},
      });
      expect((await receive(posted(handshake))).status).toBe(401);
      const asks = { method: "OPTIONS", headers: { "webhook-request-origin": "eventgrid.azure.net" } };
      expect((await receive(new Request("https://app.example/", asks))).status).toBe(200);
    });

    test.each(["common", "organizations", "", "contoso.com"])("whose tenant cannot be %j", (tenantId) => {
      const make = () =>
        createEventGridReceiver({ entra: { tenantId, audience: "a" }, onNotification: () => {} });
      expect(make).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
    });
  });
});

import { parseCallAutomationEvent } from "@azure/communication-call-automation";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { bodyOf, CALLBACK, officialStage, ownHeaders } from "./official-clients.ts";

const { simulator, sent, acs, graph, call, requests, told, clear, close } = await officialStage();
beforeEach(clear);
afterAll(() => close());

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const NOTHING = { violations: [], notes: [], leniencies: [] };

const user = { communicationUserId: "8:acs:resource_target" };
const sentUser = {
  kind: "communicationUser",
  rawId: "8:acs:resource_target",
  communicationUser: { id: "8:acs:resource_target" },
};
const heidi = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };

const transferByAcs = (id: string, key?: string) =>
  acs(key).getCallConnection(id).transferCallToParticipant(user);
const redirectByAcs = (context: string, key?: string) =>
  acs(key).redirectCall(context, { targetParticipant: user });
const pathOf = (id: string, verb: string) => `/communications/calls/${id}/${verb}`;

/** What a promise was rejected with. */
const fault = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "nothing",
    (error: unknown) => error,
  );

describe("the official client of ACS", () => {
  test("transfers, and sends more than it was told: a context, empty custom contexts, kinds and raw ids", async () => {
    const { id } = call("acs", "peerToPeer");
    const { operationContext } = await transferByAcs(id);
    expect(operationContext).toMatch(UUID);
    expect(requests().map(bodyOf)).toEqual([
      {
        targetParticipant: sentUser,
        operationContext,
        customCallingContext: { voipHeaders: {}, sipHeaders: {} },
      },
    ]);
    expect(told()).toEqual(NOTHING);
    expect(requests().map(ownHeaders)).toEqual([
      "accept, authorization, content-type, repeatability-first-sent, repeatability-request-id, user-agent, " +
        "x-ms-client-request-id, x-ms-content-sha256, x-ms-date",
    ]);
    expect(requests()[0]).toMatchObject({ version: "acs@2026-03-12", callId: id, status: 202 });
  });

  test("transfers to a number, with all that it can be told, and says of numbers that they are not anonymous", async () => {
    const { id } = call("acs", "group");
    const answer = await acs()
      .getCallConnection(id)
      .transferCallToParticipant(
        { phoneNumber: "+14255550123" },
        {
          transferee: user,
          operationCallbackUrl: CALLBACK,
          operationContext: "own",
          sourceCallIdNumber: { phoneNumber: "+18005551212" },
          customCallingContext: [
            { kind: "voip", key: "k", value: "v" },
            { kind: "sipuui", key: "User-To-User", value: "uui" },
            { kind: "sipx", key: "hdr", value: "v" },
            { kind: "sipx", key: "hdr", value: "w", sipHeaderPrefix: "X-" },
          ],
        },
      );
    expect(answer).toEqual({ operationContext: "own" });
    expect(requests().map(bodyOf)).toEqual([
      {
        targetParticipant: {
          kind: "phoneNumber",
          rawId: "4:+14255550123",
          phoneNumber: { value: "+14255550123", isAnonymous: false },
        },
        transferee: sentUser,
        operationCallbackUri: CALLBACK,
        operationContext: "own",
        sourceCallerIdNumber: { value: "+18005551212", isAnonymous: false },
        customCallingContext: {
          voipHeaders: { k: "v" },
          sipHeaders: { "User-To-User": "uui", "X-MS-Custom-hdr": "v", "X-hdr": "w" },
        },
      },
    ]);
    // The contract of ACS does not ask for https, so that no leniency is needed.
    expect(told()).toEqual(NOTHING);
  });

  test("redirects, and leaves out what it was told beside the target", async () => {
    const { incomingCallContext = "" } = call("acs", "incoming");
    await acs().redirectCall(incomingCallContext, {
      targetParticipant: user,
      sourceCallIdNumber: { phoneNumber: "+18005551212" },
      customCallingContext: [{ kind: "voip", key: "k", value: "v" }],
    });
    expect(requests().map(bodyOf)).toEqual([{ incomingCallContext: "(redacted)", target: sentUser }]);
    expect(requests()).toMatchObject([{ status: 204 }]);
    expect(told()).toEqual(NOTHING);
  });

  test("reads the errors: an unknown call, a rule that is broken, a wrong key", async () => {
    const wrongKey = btoa("another key");
    const { id } = call("acs", "peerToPeer");
    const { incomingCallContext = "" } = call("acs", "incoming");
    const many = [1, 2, 3, 4, 5, 6].map((key) => ({ kind: "sipx", key: `${key}`, value: "" }) as const);
    const connection = acs().getCallConnection(id);
    const faults = await Promise.all([
      fault(transferByAcs("nobody")),
      fault(redirectByAcs("of nobody")),
      fault(connection.transferCallToParticipant(user, { customCallingContext: many })),
      fault(redirectByAcs("")),
      fault(transferByAcs(id, wrongKey)),
      fault(redirectByAcs(incomingCallContext, wrongKey)),
    ]);
    const named = (statusCode: number, code: string) => ({ name: "RestError", statusCode, code });
    expect(faults).toMatchObject([
      named(404, "8522"),
      named(404, "8522"),
      named(400, "8523"),
      named(400, "8523"),
      { ...named(401, "7509"), message: "HMAC-SHA256 validation failed" },
      named(401, "7509"),
    ]);
    expect(faults[3]).toMatchObject({
      message: expect.stringContaining("/body/incomingCallContext"),
      details: { error: { details: [{ code: "minLength", target: "/body/incomingCallContext" }] } },
    });
    expect(told().violations.toSorted()).toEqual([
      "/body/customCallingContext/sipHeaders maxProperties",
      "/body/incomingCallContext minLength",
      "/headers/authorization security",
      "/headers/authorization security",
    ]);
    // Nothing was carried out, and nothing was tried again.
    expect(requests()).toHaveLength(6);
    expect(simulator.listCalls().map(({ state }) => state)).toEqual(["incoming", "connected"]);
  });

  test("gets through by itself where a request is throttled or its answer lost, and is carried out once", async () => {
    simulator.addFault({ on: "request", status: 429, retryAfter: 0 });
    simulator.addFault({ on: "request", disconnect: "after" });
    const { id } = call("acs", "peerToPeer");
    const { operationContext } = await transferByAcs(id);
    await simulator.settle();
    expect(requests().map(({ status, replayed = false }) => [status, replayed])).toEqual([
      [429, false],
      [0, false],
      [202, true],
    ]);
    // All of it is the same request, its date and signature included.
    const [first, ...others] = requests().map(({ headers }) => headers);
    expect(others).toEqual([first, first]);
    expect(sent.flat()).toMatchObject([
      { type: "Microsoft.Communication.CallTransferAccepted", data: { operationContext } },
      { type: "Microsoft.Communication.CallDisconnected" },
    ]);
    expect(told()).toEqual(NOTHING);
  });
});

describe("the official client of Graph", () => {
  test.each(["v1.0", "beta"])(
    "transfers and redirects in %s, and sends what it was told",
    async (version) => {
      const [talking, ringing] = [call("graph", "peerToPeer"), call("graph", "incoming")];
      const [transfer, redirect] = [{ transferTarget: heidi }, { targets: [heidi], callbackUri: CALLBACK }];
      // It gives what was answered, which is nothing, as a stream that has not been read.
      for (const answer of [
        await graph(pathOf(talking.id, "transfer"), transfer, version),
        await graph(pathOf(ringing.id, "redirect"), redirect, version),
      ])
        expect(answer instanceof ReadableStream && (await new Response(answer).text())).toBe("");
      expect(requests().map(bodyOf)).toEqual([transfer, redirect]);
      expect(requests()).toMatchObject([
        { version: `graph@${version}`, status: 202 },
        { version: `graph@${version}`, status: 202 },
      ]);
      expect(told()).toEqual({ ...NOTHING, leniencies: ["loopback-http"] });
      // To other hosts than Microsoft's it sends neither an id of the request nor its own version.
      const headers = "accept, authorization, content-type, user-agent";
      expect(requests().map(ownHeaders)).toEqual([headers, headers]);
    },
  );

  test("reads the errors: an unknown call, a rule that is broken, a wrong token", async () => {
    const { id } = call("graph", "incoming");
    const faults = await Promise.all([
      fault(graph(pathOf("nobody", "transfer"), { transferTarget: heidi })),
      fault(graph(pathOf("nobody", "redirect"), { targets: [heidi] })),
      fault(graph(pathOf(id, "transfer"), { transferTarget: {} })),
      fault(graph(pathOf(id, "redirect"), { targets: [] })),
      fault(graph(pathOf(id, "redirect"), { targets: [heidi] }, "beta", "another token")),
    ]);
    const named = (statusCode: number, code: string) => ({
      statusCode,
      code,
      requestId: expect.stringMatching(UUID),
    });
    expect(faults).toMatchObject([
      named(404, "NotFound"),
      named(404, "NotFound"),
      named(400, "BadRequest"),
      { ...named(400, "BadRequest"), message: expect.stringContaining("/body/targets") },
      named(401, "InvalidAuthenticationToken"),
    ]);
    expect(told().violations.toSorted()).toEqual([
      "/body/targets minItems",
      "/body/transferTarget/identity required",
      "/headers/authorization security",
    ]);
    expect(requests()).toHaveLength(5);
    expect(simulator.getCall(id)?.state).toBe("incoming");
  });

  test("gets through by itself where a request is throttled, and says in a header that it tries again", async () => {
    simulator.addFault({ on: "request", status: 429, retryAfter: 0, times: 2 });
    const { id } = call("graph", "peerToPeer");
    await graph(pathOf(id, "transfer"), { transferTarget: heidi });
    await simulator.settle();
    expect(requests().map(({ status, headers }) => [status, headers["retry-attempt"]])).toEqual([
      [429, undefined],
      [429, "1"],
      [202, "2"],
    ]);
    expect(sent).toHaveLength(3);
    expect(told()).toEqual(NOTHING);
  });
});

test("both clients wait as long as the scenario throttled tells them, and get through", async () => {
  const [two, ringing, talking, other] = [
    call("acs", "peerToPeer", "throttled"),
    call("acs", "incoming", "throttled"),
    call("graph", "peerToPeer", "throttled"),
    call("graph", "incoming", "throttled"),
  ];
  const began = performance.now();
  await Promise.all([
    transferByAcs(two.id),
    redirectByAcs(ringing.incomingCallContext ?? ""),
    graph(pathOf(talking.id, "transfer"), { transferTarget: heidi }),
    graph(pathOf(other.id, "redirect"), { targets: [heidi] }, "beta"),
  ]);
  expect(performance.now() - began).toBeGreaterThan(950);
  expect([two, ringing, talking, other].map(({ id }) => requests(id).map(({ status }) => status))).toEqual([
    [429, 202],
    [429, 204],
    [429, 202],
    [429, 202],
  ]);
  expect(told()).toEqual(NOTHING);
});

describe("the official parser of ACS", () => {
  test.each([
    ["success", "peerToPeer", ["CallTransferAccepted", "CallDisconnected"]],
    ["failure", "peerToPeer", ["CallTransferFailed"]],
    ["media-before", "peerToPeer", ["ParticipantsUpdated", "CallTransferAccepted", "CallDisconnected"]],
  ] as const)("reads every event of the scenario %s", async (scenario, kind, kinds) => {
    const { id } = call("acs", kind, scenario);
    await transferByAcs(id);
    await simulator.settle();
    const parsed = sent.map((body) => parseCallAutomationEvent(JSON.stringify(body)));
    expect(parsed.map((event) => event.kind)).toEqual(kinds);
    // What its types have as always there.
    const always = {
      callConnectionId: id,
      serverCallId: expect.any(String),
      correlationId: expect.any(String),
    };
    expect(parsed).toMatchObject(parsed.map(() => always));
  });

  test("leaves the target of a transfer as it came, and reads the first of several events alone", async () => {
    const { id } = call("acs", "peerToPeer", "batched");
    await transferByAcs(id);
    await simulator.settle();
    expect(sent).toMatchObject([{ length: 2 }]);
    expect(parseCallAutomationEvent(JSON.stringify(sent[0]))).toMatchObject({
      kind: "CallTransferAccepted",
      transferTarget: sentUser,
      resultInformation: { code: 200, subCode: 0 },
    });
  });

  test("does not know what Event Grid sends", async () => {
    call("acs", "incoming");
    await simulator.settle();
    expect(() => parseCallAutomationEvent(JSON.stringify(sent[0]))).toThrow(
      "Unknown Call Automation Event type",
    );
  });
});

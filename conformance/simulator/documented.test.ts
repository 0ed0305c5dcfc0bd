import { beforeEach, describe, expect, test } from "vitest";
import { acsVersions } from "../../src/acs/index.ts";
import type { NewCall } from "../../src/simulator/index.ts";
import { judgeRequest } from "../../src/validate/index.ts";
import { versionQuery } from "../contract/cases/target.ts";
import { documentedPath } from "../contract/cases/valid.ts";
import { exchangesOf } from "../contract/checks/documented.ts";
import { versionNames } from "../contract/documents.ts";
import { objectAt } from "../contract/schema/schema.ts";
import {
  documentedCalls,
  itemOf,
  mapped,
  REGISTERED,
  type DocumentedCall,
  type Notified,
} from "./documented-calls.ts";
import { documentedStage, eventOf } from "./documented-stage.ts";

const OTHER = "https://bot.contoso.com/api/other-call";

const { simulator, sent, send, handOn, sentOf, requestsOf, clear } = documentedStage();
beforeEach(clear);

/** Those documented notifications whose names these are, without them. */
function shown({ notifications }: DocumentedCall, ...names: readonly string[]): Notified[] {
  return notifications.filter(({ name = "" }) => names.includes(name)).map(({ to, body }) => ({ to, body }));
}

const ends = {
  success: ["transferring", "transfer accepted", "transfer completed"],
  failure: ["transferring", "transfer failed"],
  "failure-after-accepted": ["transferring", "transfer accepted", "transfer failed"],
} as const;

const titled = (own: (call: DocumentedCall) => boolean) =>
  documentedCalls
    .filter(own)
    .map((call): [string, string, DocumentedCall] => [call.title, call.version, call]);
const transfers = titled(({ operation }) => operation === "graph.transfer");
const redirects = titled(({ operation }) => operation === "graph.redirect");

test("every documented request can be sent to every version of its service", () => {
  expect([transfers.length, redirects.length]).toEqual([10, 6]);
  expect(documentedCalls).toHaveLength(10 + 6 + 2 * acsVersions.length);
  for (const version of versionNames)
    for (const { request } of exchangesOf(version)) {
      const { headers, body } = request.message;
      const message = { path: documentedPath(request.message), query: versionQuery(version), headers, body };
      expect([request.id, judgeRequest(version, request.operation, message)]).toEqual([request.id, []]);
    }
});

test.each(titled(() => true))(
  "%s, in %s, is answered as documented, and breaks no rule",
  async (...given) => {
    const [, , documented] = given;
    const { id, response } = await handOn(documented);
    const { status, headers, body } = documented.response;
    const text = await response.text();
    expect([response.status, text === "" ? undefined : JSON.parse(text)]).toEqual([status, body]);
    for (const [name, value] of Object.entries(headers))
      expect(response.headers.get(name)).toMatch(new RegExp(`^${value}(;|$)`));
    const clean = { verdict: "conforming", violations: [], notes: [], leniencies: [] };
    expect(requestsOf(id)).toMatchObject([clean]);
  },
);

describe.each(transfers)("%s, in %s,", (_title, _version, documented) => {
  test.each(Object.entries(ends))("leads by %s to what the document shows", async (scenario, names) => {
    await handOn(documented, { scenario });
    expect(sentOf(documented.callId)).toEqual(shown(documented, ...names));
    expect(sent.map(({ headers }) => headers.get("content-type"))).toEqual(
      names.map(() => "application/json"),
    );
  });

  test("leads to the same with an id and an address on this machine", async () => {
    const { id: _, ...call } = documented.call;
    const address = "http://127.0.0.1:8080/calls";
    const { id } = await handOn({ ...documented, call }, { callbackUri: address });
    expect(id).not.toBe(documented.callId);
    const places = { [documented.callId]: id, [REGISTERED]: address };
    expect(sentOf(id)).toEqual(mapped(shown(documented, ...ends.success), places));
  });
});

describe.each(transfers.filter(([, , { replaces }]) => replaces !== undefined))(
  "%s, in %s: the call that the transfer replaces",
  (_title, _version, documented) => {
    const { replaces = "", callId } = documented;
    const other: NewCall = { service: "graph", kind: "peerToPeer", callbackUri: OTHER, id: replaces };

    test("ends with the transfer, which its own address is told", async () => {
      simulator.createCall(other);
      await handOn(documented);
      const places = { [REGISTERED]: OTHER, [callId]: replaces };
      expect(sentOf(replaces)).toEqual(mapped(shown(documented, "transfer completed"), places));
      expect(sentOf(callId)).toEqual(shown(documented, ...ends.success));
      expect(simulator.getCall(replaces)?.state).toBe("terminated");
    });

    test("is told of nothing after that, though it was being transferred itself", async () => {
      const { id } = simulator.createCall({ ...other, scenario: "no-answer" });
      const [, , { body } = documented] = transfers[0] ?? [];
      await send({ ...documented, body }, id);
      await handOn(documented);
      const states = sentOf(id).map(({ body: told }) => objectAt(itemOf(told), "resourceData")["state"]);
      expect(states).toEqual(["transferring", "terminated"]);
      expect(simulator.getCall(id)?.state).toBe("terminated");
    });

    test("goes on when the transfer fails", async () => {
      simulator.createCall(other);
      await handOn(documented, { scenario: "failure-after-accepted" });
      expect(sentOf(replaces)).toEqual([]);
      expect(simulator.getCall(replaces)?.state).toBe("established");
    });
  },
);

describe.each(redirects)("%s, in %s,", (_title, _version, documented) => {
  const whole = shown(documented, "incoming", "terminated");

  test("is announced and ends as the document shows", async () => {
    await handOn(documented);
    expect(sentOf(documented.callId)).toEqual(whole);
    expect(sent).toHaveLength(2);
    expect(new Set(whole.map(({ to }) => to)).size).toBe(2);
  });

  test("leads to the same with an id and addresses on this machine, by the leniency for those", async () => {
    const { callCallbackUri = "", id: _, ...call } = documented.call;
    const places = { [callCallbackUri]: "http://localhost/calls/7", [REGISTERED]: "http://[::1]:8080/calls" };
    const { id } = await handOn(mapped({ ...documented, call: { ...call, callCallbackUri } }, places));
    expect(sentOf(id)).toEqual(mapped(whole, { [documented.callId]: id, ...places }));
    expect(requestsOf(id)).toMatchObject([{ verdict: "conforming", leniencies: ["loopback-http"] }]);
  });

  test("tells at its end of the call that was announced, where that is not the documented one", async () => {
    const { data: _, ...call } = documented.call;
    const { id } = await handOn({ ...documented, call });
    const [announced, ended] = sentOf(id).map(({ body }) => objectAt(itemOf(body), "resourceData"));
    expect(ended).toMatchObject({ ...announced, state: "terminated" });
  });
});

describe("the end of a redirected call goes", () => {
  const [, , documented] = redirects[0] ?? [];
  if (!documented) throw new Error("No redirect is documented.");
  const { callbackUri: _, ...body } = objectAt(documented.body);
  const { callCallbackUri: __, ...call } = documented.call;
  const own = { callCallbackUri: "https://bot.contoso.com/api/calls/own" };
  const local = "http://127.0.0.1:1/x";

  test.each([
    ["to the address in the request", { ...body, callbackUri: OTHER }, own, OTHER],
    ["else to that of the call", body, own, own.callCallbackUri],
    ["else to the registered one", body, {}, REGISTERED],
    ["to an address on this machine", { ...body, callbackUri: local }, own, local],
  ])("%s", async (_place, asked, more, to) => {
    const { id } = await handOn({ ...documented, body: asked, call }, more);
    expect(sentOf(id).map((one) => one.to)).toEqual([REGISTERED, to]);
    const [announced] = sentOf(id).map((one) => objectAt(itemOf(one.body), "resourceData"));
    expect(announced?.["callbackUri"]).toBe("callCallbackUri" in more ? more.callCallbackUri : REGISTERED);
  });
});

test.each(transfers)("%s, in %s, is told at the address of its call, where it has one", async (...given) => {
  const [, , documented] = given;
  await handOn(documented, { callCallbackUri: OTHER });
  expect(sentOf(documented.callId).map(({ to }) => to)).toEqual([OTHER, OTHER, OTHER]);
});

test.each(transfers.filter(([, version]) => version === "graph@beta"))(
  "%s, in %s, leads to the same at the deprecated path, of which the journal tells",
  async (_title, _version, documented) => {
    const { id } = simulator.createCall(documented.call);
    expect((await send(documented, id, `/beta/app/calls/${id}/transfer`)).status).toBe(202);
    await simulator.settle();
    expect(sentOf(id)).toEqual(shown(documented, ...ends.success));
    expect(requestsOf(id)).toMatchObject([{ verdict: "conforming", notes: ["This path is deprecated."] }]);
  },
);

test("calls that are handed on at once are told of each as its document shows", async () => {
  const all = await Promise.all(
    [...transfers, ...redirects].map(async ([, , documented]) => {
      const { id: _, ...call } = documented.call;
      const { id } = await handOn({ ...documented, call });
      return [id, documented] as const;
    }),
  );
  for (const [id, documented] of all) {
    const wanted = shown(documented, ...ends.success, "incoming", "terminated");
    expect(sentOf(id)).toEqual(mapped(wanted, { [documented.callId]: id }));
  }
});

test.each(transfers.filter(([, , { call }]) => call.kind === "group"))(
  "%s, in %s, is refused without its transferee, and taken with it afterwards",
  async (_title, _version, documented) => {
    const { transferee, ...body } = objectAt(documented.body);
    expect(transferee).toBeDefined();
    const { id, response } = await handOn({ ...documented, body });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { code: "BadRequest", message: expect.stringContaining("/transferee") } },
    ]);
    expect(sent).toEqual([]);
    expect((await send(documented, id)).status).toBe(202);
    await simulator.settle();
    expect(sentOf(id)).toEqual(shown(documented, ...ends.success));
    const violation = { where: "/body/transferee", rule: "groupCall" };
    expect(requestsOf(id)).toMatchObject([
      { status: 400, verdict: "deviating", violations: [violation] },
      { status: 202, verdict: "conforming", violations: [] },
    ]);
  },
);

// No document shows a notification of ACS: what follows is as the flows have it.

const acs = (operation: string) =>
  titled((call) => call.operation === operation).map(([, ...call]): [string, DocumentedCall] => call);

/** What was sent, with its address. */
const told = () => sent.map(({ to, body }) => [to, eventOf(body)["type"] ?? eventOf(body)["eventType"]]);

const ACCEPTED = "Microsoft.Communication.CallTransferAccepted";
const FAILED = "Microsoft.Communication.CallTransferFailed";
const DISCONNECTED = "Microsoft.Communication.CallDisconnected";

test.each(acs("acs.transferToParticipant"))(
  "the documented transfer, in %s, is told at the address in its request, with what the request held",
  async (_version, documented) => {
    const { operationCallbackUri, operationContext, targetParticipant } = objectAt(documented.body);
    const user = objectAt(targetParticipant, "communicationUser");
    await handOn(documented);
    expect(told()).toEqual([[operationCallbackUri, ACCEPTED]]);
    expect(eventOf(sent[0]?.body)).toMatchObject({
      source: `calling/callConnections/${documented.callId}`,
      data: {
        callConnectionId: documented.callId,
        operationContext,
        transferTarget: { kind: "communicationUser", rawId: user["id"], communicationUser: user },
        transferee: objectAt(documented.body, "transferee"),
        resultInformation: { code: 200, subCode: 0 },
      },
    });
    // Of a group call the application stays a part.
    expect(simulator.getCall(documented.callId)?.state).toBe("connected");
  },
);

test.each(acs("acs.transferToParticipant"))(
  "the documented transfer, in %s, out of a call of two ends that call, which the call's own address is told",
  async (_version, documented) => {
    await handOn(documented, { kind: "peerToPeer" });
    expect(told()).toEqual([
      [objectAt(documented.body)["operationCallbackUri"], ACCEPTED],
      [REGISTERED, DISCONNECTED],
    ]);
    expect(simulator.getCall(documented.callId)?.state).toBe("disconnected");
  },
);

test.each(acs("acs.transferToParticipant"))(
  "the documented transfer, in %s, leaves the call as it was when it fails, and is told where that call has it",
  async (_version, documented) => {
    const { operationCallbackUri: _, ...body } = objectAt(documented.body);
    await handOn({ ...documented, body }, { scenario: "failure" });
    expect(told()).toEqual([[REGISTERED, FAILED]]);
    const { operationContext } = body;
    const data = { operationContext, resultInformation: { code: 500 } };
    expect(eventOf(sent[0]?.body)).toMatchObject({ data });
    expect(simulator.getCall(documented.callId)?.state).toBe("connected");
  },
);

test.each(acs("acs.redirectCall"))(
  "the documented redirect, in %s, has no end that is told, but rings at its target, which is of the same resource",
  async (_version, documented) => {
    const { id } = await handOn(documented);
    expect(told()).toEqual([
      [REGISTERED, "Microsoft.EventGrid.SubscriptionValidationEvent"],
      [REGISTERED, "Microsoft.Communication.IncomingCall"],
      [REGISTERED, "Microsoft.Communication.IncomingCall"],
    ]);
    const [announced, again] = sent.slice(1).map(({ body }) => objectAt(eventOf(body), "data"));
    const { incomingCallContext, target } = objectAt(documented.body);
    expect(announced?.["incomingCallContext"]).toBe(incomingCallContext);
    expect(again?.["incomingCallContext"]).not.toBe(incomingCallContext);
    expect(again?.["from"]).toEqual(announced?.["from"]);
    expect(again?.["to"]).toMatchObject(objectAt(target));
    expect(simulator.getCall(id)?.state).toBe("disconnected");
  },
);

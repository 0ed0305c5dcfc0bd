import { expect, test } from "vitest";
import { handshakeItem } from "./acs-notifications.ts";
import { callbackUri, post, requests, simulated, target } from "./bot.test-support.ts";

const TOPIC =
  "/subscriptions/00000000-0000-4000-8000-000000000000/resourcegroups/simulator/providers/microsoft.communication/communicationservices/simulator";
const text: unknown = expect.any(String);

/** A call, and a way to all that its bot was sent, each event by itself. */
async function called(kind: "peerToPeer" | "incoming", scenario: string) {
  const { simulator, received } = simulated();
  const call = simulator.createCall({ service: "acs", kind, callbackUri, scenario });
  await simulator.settle();
  const bodies = () => received.flatMap(({ body }) => (Array.isArray(body) ? body : [body]));
  return { simulator, call, bodies };
}

function envelope(callId: string, type: string, data: object): object {
  const source = `calling/callConnections/${callId}`;
  return {
    id: text,
    source,
    type: `Microsoft.Communication.${type}`,
    data: expect.objectContaining({ callConnectionId: callId, ...data }),
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/),
    specversion: "1.0",
    datacontenttype: "application/json",
    subject: source,
  };
}

test.each([
  [
    "success",
    "CallTransferAccepted",
    {
      resultInformation: { code: 200, subCode: 0, message: "Action completed successfully." },
      transferTarget: expect.objectContaining({
        kind: "communicationUser",
        rawId: target.communicationUser.id,
      }),
      transferee: expect.any(Object),
    },
  ],
  [
    "target-declines",
    "CallTransferFailed",
    { resultInformation: { code: 603, subCode: 8538, message: "The target declined the call." } },
  ],
])("the end of a transfer of the scenario %s is told in every part", async (scenario, type, data) => {
  const { simulator, call, bodies } = await called("peerToPeer", scenario);
  const path = `/calling/callConnections/${call.id}:transferToParticipant?api-version=2026-03-12`;
  await post(simulator, path, { ...requests["acs.transferToParticipant"], operationContext: "order" });
  await simulator.settle();
  expect(bodies()).toContainEqual(envelope(call.id, type, { ...data, operationContext: "order" }));
});

test("a call that rings is announced by Event Grid, after its handshake", async () => {
  const { bodies } = await called("incoming", "success");
  const [asked, announced] = bodies();
  expect(asked).toEqual({
    id: text,
    topic: TOPIC,
    subject: "",
    data: { validationCode: text },
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    eventTime: text,
    metadataVersion: "1",
    dataVersion: "2",
  });
  expect(announced).toEqual({
    id: text,
    topic: TOPIC,
    subject: `/caller/${announced.data.from.rawId}/recipient/${announced.data.to.rawId}`,
    data: expect.objectContaining({ incomingCallContext: text }),
    eventType: "Microsoft.Communication.IncomingCall",
    dataVersion: "1.0",
    metadataVersion: "1",
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/),
  });
  expect(announced.data.from.rawId).toMatch(/^(4|8):/);
});

test("a handshake has the code, the id and the time that it is given", () => {
  expect(handshakeItem("code", "id", 0)).toMatchObject({
    id: "id",
    data: { validationCode: "code" },
    eventTime: "1970-01-01T00:00:00.000Z",
  });
});

test("a call is announced also when it was redirected by somebody who knew of it before", async () => {
  const { simulator, received } = simulated();
  const call = simulator.createCall({ service: "acs", kind: "incoming", callbackUri });
  // The handshake is through, and the event not yet on its way.
  await simulator.advance(10);
  expect(received).toHaveLength(1);
  const answer = await post(simulator, "/calling/callConnections:redirect?api-version=2026-03-12", {
    incomingCallContext: call.incomingCallContext,
    target,
  });
  expect(answer.status).toBe(204);
  await simulator.settle();
  expect(JSON.stringify(received.map(({ body }) => body))).toContain("Microsoft.Communication.IncomingCall");
});

/**
 * `@azure/communication-call-automation` as a bot uses it, with all that its transfer and its redirect can be told:
 * `verify client -- node --import tsx conformance/parties/official-acs-client.ts`. With `careless` as argument it is
 * told what breaks limits, none of which it looks at.
 */
import {
  CallAutomationClient,
  type CallInvite,
  type CustomCallingContext,
} from "@azure/communication-call-automation";
import { newCall, throttle, told } from "./official-calls.ts";

const ID = "b9614373-fd0b-480c-8fd2-cb58b70eab9f";
const user = { communicationUserId: `8:acs:${ID}_da7be3a9-8788-42a6-85c6-56b2cf784fce` };
const number = { phoneNumber: "+14255550123" };
const targets: readonly CallInvite["targetParticipant"][] = [
  user,
  number,
  { microsoftTeamsUserId: ID },
  { microsoftTeamsUserId: ID, isAnonymous: true },
  { microsoftTeamsUserId: ID, cloud: "gcch" },
  { teamsAppId: ID, cloud: "public" },
  { userId: ID, tenantId: ID, resourceId: ID },
];

const client = new CallAutomationClient(told("CALL_HANDOFF_ACS_CONNECTION_STRING"), {
  allowInsecureConnection: true,
});

async function transfer(kind: "peerToPeer" | "group") {
  const { id } = await newCall("acs", kind);
  return client.getCallConnection(id);
}

async function useAll(): Promise<void> {
  for (const target of targets) {
    const connection = await transfer("peerToPeer");
    await connection.transferCallToParticipant(target);
    const { incomingCallContext = "" } = await newCall("acs", "incoming");
    await client.redirectCall(incomingCallContext, { targetParticipant: target });
  }
  const other = await transfer("peerToPeer");
  await other.transferCallToParticipant({ id: "48:a form to come" });
  const group = await transfer("group");
  await throttle("acs.transferToParticipant");
  await group.transferCallToParticipant(number, {
    transferee: user,
    operationCallbackUrl: "http://127.0.0.1:9/other",
    operationContext: "order 4711",
    sourceCallIdNumber: { phoneNumber: "+18005551212" },
    customCallingContext: [
      { kind: "voip", key: "order", value: "4711" },
      { kind: "sipuui", key: "User-To-User", value: "4711" },
      { kind: "sipx", key: "order", value: "4711" },
      { kind: "sipx", key: "order", value: "4711", sipHeaderPrefix: "X-" },
    ],
  });
}

async function breakLimits(): Promise<void> {
  const contexts: readonly CustomCallingContext[] = [
    [1, 2, 3, 4, 5, 6].map((key) => ({ kind: "sipx", key: `${key}`, value: "" })),
    [{ kind: "sipx", key: "a key", value: "" }],
    [{ kind: "sipx", key: "k".repeat(64), value: "" }],
    [{ kind: "sipx", key: "key", value: "a value" }],
    [{ kind: "sipuui", key: "User-To-User", value: "v".repeat(257) }],
    [{ kind: "voip", key: "k".repeat(65), value: "" }],
    [{ kind: "voip", key: "key", value: "v".repeat(1025) }],
  ];
  for (const customCallingContext of contexts) {
    const connection = await transfer("peerToPeer");
    await refused(connection.transferCallToParticipant(user, { customCallingContext }));
  }
  const group = await transfer("group");
  await refused(group.transferCallToParticipant({ phoneNumber: "(425) 555-0123" }));
  await refused(client.redirectCall("", { targetParticipant: user }));
}

/** The client is not stopped by the answer. */
async function refused(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch {
    // What it was answered is not what this is about.
  }
}

await (process.argv.includes("careless") ? breakLimits() : useAll());

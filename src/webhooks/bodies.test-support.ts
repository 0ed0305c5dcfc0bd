import { examples } from "../../generated/examples.ts";

const SOURCE = "calling/callConnections/441f1200-fd54-422e-9566-a867d187dca7";
const user = { kind: "communicationUser", rawId: "8:acs:a", communicationUser: { id: "8:acs:a" } };
const resultInformation = {
  code: 500,
  subCode: 8501,
  message: "m",
  sipDetails: { code: 404, message: "s" },
  q850Details: { code: 1, message: "q" },
};
const common = {
  callConnectionId: "c",
  serverCallId: "s",
  correlationId: "r",
  operationContext: "o",
  resultInformation,
};

function cloudEvent(type: string, data: unknown): Record<string, unknown> {
  const time = "2022-06-24T15:12:41.5556858+00:00";
  return {
    id: "1",
    source: SOURCE,
    type: `Microsoft.Communication.${type}`,
    data,
    time,
    specversion: "1.0",
    subject: SOURCE,
  };
}

/** Every documented notification of Graph. */
export const graphBodies: readonly unknown[] = examples.flatMap((one) =>
  one.direction === "notification" && one.webhook === "commsNotifications" && "body" in one.message
    ? [one.message.body]
    : [],
);

/** Mid-call events of each type, alone and together. */
export const acsBodies: readonly unknown[] = [
  [
    cloudEvent("CallTransferAccepted", {
      ...common,
      transferTarget: user,
      transferee: { kind: "phoneNumber", phoneNumber: { value: "+1" } },
    }),
  ],
  [cloudEvent("CallTransferFailed", common)],
  [cloudEvent("CallDisconnected", common)],
  [
    cloudEvent("ParticipantsUpdated", {
      ...common,
      sequenceNumber: 1,
      participants: [{ identifier: user, isMuted: false, isOnHold: true }],
    }),
  ],
  [
    cloudEvent("CallConnected", common),
    cloudEvent("CallTransferFailed", {}),
    cloudEvent("CallDisconnected", {}),
  ],
];

const call = {
  to: user,
  from: {
    kind: "microsoftTeamsUser",
    microsoftTeamsUser: { userId: "u", isAnonymous: false, cloud: "public" },
  },
  onBehalfOfCallee: {
    kind: "teamsExtensionUser",
    teamsExtensionUser: { userId: "u", tenantId: "t", resourceId: "r" },
  },
  serverCallId: "s",
  callerDisplayName: "John Doe",
  incomingCallContext: "x",
  correlationId: "c",
  customContext: {
    sipHeaders: { "user-To-User": "x" },
    voipHeaders: {},
    teamsPhoneCallDetails: {
      teamsPhoneCallerDetails: {
        caller: user,
        name: "n",
        phoneNumber: "+1",
        additionalCallerInformation: { a: "b" },
      },
      teamsPhoneSourceDetails: { source: user, language: "en", status: "s", intendedTargets: { a: user } },
      callTopic: "x".repeat(48),
    },
  },
};

function gridEvent(eventType: string, data: unknown): Record<string, unknown> {
  const eventTime = "2022-08-25T19:27:24.2415391Z";
  return {
    id: "1",
    topic: "/t",
    subject: "/s",
    eventType,
    data,
    dataVersion: "1.0",
    metadataVersion: "1",
    eventTime,
  };
}

/** What Event Grid delivers in its own schema. */
export const gridBodies: readonly unknown[] = [
  [gridEvent("Microsoft.Communication.IncomingCall", call)],
  [
    gridEvent("Microsoft.Communication.RecordingFileStatusUpdated", {}),
    gridEvent("Microsoft.Communication.IncomingCall", call),
  ],
];

/** What Event Grid delivers in CloudEvents. */
export const cloudBodies: readonly unknown[] = [
  cloudEvent("IncomingCall", call),
  cloudEvent("SMSReceived", { a: 1 }),
];

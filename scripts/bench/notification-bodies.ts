/** Bodies of notifications, as the services send them. */
import { examples } from "../../generated/examples.ts";

const source = "calling/callConnections/441f1200-fd54-422e-9566-a867d187dca7";
const user = (id: string) => ({ kind: "communicationUser", rawId: id, communicationUser: { id } });
const call = {
  callConnectionId: "441f1200-fd54-422e-9566-a867d187dca7",
  serverCallId: "e42f9a50-c36d-493a-9cc0-2fc1cdc7b708",
  correlationId: "7a659f41-bd0f-4bae-8ac0-6af79283e1bc",
};
const target = user("8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_da7be3a9-8788-42a6-85c6-56b2cf784fce");
const transferee = user("8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_ae9e3307-f56e-44be-8934-80a63f080538");
const resultInformation = { code: 200, subCode: 0, message: "The call was transferred." };

function event(type: string, data: object): object {
  return {
    id: "7dec6eed-129c-43f3-a2bf-134ac1978168",
    source,
    type: `Microsoft.Communication.${type}`,
    data: { ...call, ...data },
    time: "2022-06-24T15:12:41.5556858+00:00",
    specversion: "1.0",
    datacontenttype: "application/json",
    subject: source,
  };
}

/** One event each, as the official parser reads no more of a request. */
export const acsTexts: readonly string[] = [
  event("CallTransferAccepted", {
    operationContext: "transferring call",
    transferTarget: target,
    transferee,
    resultInformation,
  }),
  event("CallTransferFailed", { operationContext: "transferring call", resultInformation }),
  event("CallDisconnected", { resultInformation }),
  event("ParticipantsUpdated", {
    sequenceNumber: 3,
    participants: [target, transferee].map((identifier) => ({ identifier, isMuted: false, isOnHold: false })),
  }),
].map((one) => JSON.stringify([one]));

/** Every documented notification. */
export const graphTexts: readonly string[] = examples.flatMap((one) =>
  one.direction === "notification" && one.webhook === "commsNotifications"
    ? [JSON.stringify(one.message.body)]
    : [],
);

import { acs, old, remove, schema, set, type Edits } from "./edit.ts";

/** Wrong edits to the types of ACS. */
export const typeEdits: Edits = {
  "a lost member": {
    version: acs,
    edit: [remove(schema("TransferToParticipantRequest/properties/sourceCallerIdNumber"))],
    found: ["TransferToParticipantRequest.sourceCallerIdNumber, member"],
  },
  "a member that is not official": {
    version: old,
    edit: [set(schema("TransferToParticipantRequest/properties/priority"), { type: "string" })],
    found: ["TransferToParticipantRequest.priority, member"],
  },
  "a member that is spelled otherwise": {
    version: acs,
    edit: [
      {
        op: "move",
        from: schema("CommunicationError/properties/innererror"),
        path: schema("CommunicationError/properties/innerError"),
      },
    ],
    found: [
      "CommunicationError.innerError, member",
      "CommunicationError.innererror, member",
      "stale CommunicationError.innererror, readOnly",
    ],
  },
  "a member that is required": {
    version: acs,
    edit: [set(schema("TransferToParticipantRequest/required/-"), "transferee")],
    found: ["TransferToParticipantRequest.transferee, required"],
  },
  "a member that is not required any more": {
    version: old,
    edit: [set(schema("RedirectCallRequest/required"), ["target"])],
    found: ["RedirectCallRequest.incomingCallContext, required"],
  },
  "a closed type that is open": {
    version: acs,
    edit: [remove(schema("TransferCallResponse/additionalProperties"))],
    found: ["TransferCallResponse, closed"],
  },
  "an open type that is closed": {
    version: old,
    edit: [set(schema("PhoneNumberIdentifierModel/additionalProperties"), false)],
    found: ["PhoneNumberIdentifierModel, closed"],
  },
  "a wrong type": {
    version: acs,
    edit: [set(schema("ResultInformation/properties/code/type"), "string")],
    found: ["ResultInformation.code, type"],
  },
  "a wrong format": {
    version: acs,
    edit: [set(schema("ResultInformation/properties/subCode/format"), "int64")],
    found: ["ResultInformation.subCode, format"],
  },
  "a lost value": {
    version: acs,
    edit: [remove(`${schema("CommunicationIdentifierModelKind")}/x-extensible-enum/5`)],
    found: ["CommunicationIdentifierModelKind, values"],
  },
  "values that are closed": {
    version: old,
    edit: [
      {
        op: "move",
        from: `${schema("CommunicationCloudEnvironmentModel")}/x-extensible-enum`,
        path: `${schema("CommunicationCloudEnvironmentModel")}/enum`,
      },
    ],
    found: ["CommunicationCloudEnvironmentModel, values"],
  },
  "another type where it is used": {
    version: acs,
    edit: [
      set(`${schema("TransferToParticipantRequest")}/properties/sourceCallerIdNumber`, {
        $ref: "#/components/schemas/CommunicationIdentifierModel",
      }),
    ],
    found: ["TransferToParticipantRequest.sourceCallerIdNumber, type"],
  },
  "a limit that is not official": {
    version: acs,
    edit: [set(schema("TransferToParticipantRequest/properties/operationContext/maxLength"), 100)],
    found: ["TransferToParticipantRequest.operationContext, maxLength"],
  },
  "a limit that is changed": {
    version: acs,
    edit: [set(schema("CustomCallingContext/properties/voipHeaders/maxProperties"), 100)],
    found: [
      "CustomCallingContext.voipHeaders, maxProperties",
      "stale CustomCallingContext.voipHeaders, maxProperties",
    ],
  },
  "a limit that is dropped": {
    version: acs,
    edit: [remove(schema("TeamsPhoneCallDetails/properties/callTopic/maxLength"))],
    found: ["stale TeamsPhoneCallDetails.callTopic, maxLength"],
  },
  "an assertion beside a reference": {
    version: acs,
    edit: [set(schema("RedirectCallRequest/properties/target/minProperties"), 1)],
    found: ["RedirectCallRequest.target, minProperties"],
  },
  "a member that may be null": {
    version: acs,
    edit: [set(schema("TransferCallResponse/properties/operationContext/type"), ["string", "null"])],
    found: ["TransferCallResponse.operationContext, nullable"],
  },
  "other values of a map": {
    version: acs,
    edit: [
      set(schema("TeamsPhoneCallerDetails/properties/additionalCallerInformation/additionalProperties"), {
        type: "integer",
      }),
    ],
    found: ["TeamsPhoneCallerDetails.additionalCallerInformation.*, type"],
  },
  "a map that takes anything": {
    version: acs,
    edit: [
      set(
        schema("TeamsPhoneCallerDetails/properties/additionalCallerInformation/additionalProperties"),
        true,
      ),
    ],
    found: ["TeamsPhoneCallerDetails.additionalCallerInformation, closed"],
  },
  "other items of a list": {
    version: acs,
    edit: [set(schema("ParticipantsUpdated/properties/participants/items"), { type: "string" })],
    found: ["ParticipantsUpdated.participants[], type"],
  },
  "the data of an event": {
    version: old,
    edit: [remove(schema("CallTransferAccepted/properties/transferTarget"))],
    found: ["CallTransferAccepted.transferTarget, member"],
  },
  "a type that leaves the comparison by another name": {
    version: acs,
    edit: [
      { op: "copy", from: schema("CallTransferFailed"), path: schema("TransferFailed") },
      remove(schema("CallTransferFailed")),
    ],
    found: ["CallTransferFailed, definition", "TransferFailed"],
  },
  "a new member of the vendor's": {
    version: acs,
    side: "official",
    edit: [set(schema("TransferToParticipantRequest/properties/priority"), { type: "string" })],
    found: ["TransferToParticipantRequest.priority, member"],
  },
  "a definition of the vendor's that is gone": {
    version: acs,
    side: "official",
    edit: [remove(schema("CallTransferFailed"))],
    found: ["CallTransferFailed"],
  },
  "a part that has got a definition": {
    version: "acs@2025-06-15",
    side: "official",
    edit: [
      set(schema("ResultInformation"), {
        type: "object",
        properties: {
          code: { type: "integer", format: "int32" },
          subCode: { type: "integer", format: "int32" },
          message: { type: "string" },
        },
      }),
    ],
    found: ["stale ResultInformation"],
  },
};

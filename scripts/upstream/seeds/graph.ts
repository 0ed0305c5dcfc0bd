import { beta, graphTransfer, remove, schema, set, v1, type Edits } from "./edit.ts";

/** Wrong edits to the types and operations of Graph. */
export const graphEdits: Edits = {
  "a type derived from an abstract one without its member": {
    version: beta,
    edit: [remove(schema("appHostedMediaConfig/properties/removeFromDefaultAudioGroup"))],
    found: ["appHostedMediaConfig.removeFromDefaultAudioGroup, member"],
  },
  "another type of what every derived type has": {
    version: beta,
    edit: [set(schema("serviceHostedMediaConfig/properties/removeFromDefaultAudioGroup/type"), "string")],
    found: [
      "serviceHostedMediaConfig.removeFromDefaultAudioGroup, nullable",
      "serviceHostedMediaConfig.removeFromDefaultAudioGroup, type",
    ],
  },
  "a notification's member of another type": {
    version: beta,
    edit: [set(schema("resultInfo/properties/subcode/type"), "string")],
    found: ["resultInfo.subcode, type"],
  },
  "an action's parameter that is not official": {
    version: v1,
    edit: [set(schema("transferRequest/properties/clientContext"), { type: "string" })],
    found: ["transferRequest.clientContext, member"],
  },
  "an action's parameter of another version": {
    version: v1,
    edit: [set(schema("redirectRequest/properties/maskCallee"), { type: "boolean" })],
    found: ["redirectRequest.maskCallee, member"],
  },
  "a member that cannot be null": {
    version: v1,
    edit: [set(schema("invitationParticipantInfo/properties/replacesCallId/type"), "string")],
    found: ["invitationParticipantInfo.replacesCallId, nullable"],
  },
  "a reference that cannot be null": {
    version: beta,
    edit: [set(schema("call/properties/state"), { $ref: "#/components/schemas/callState" })],
    found: ["call.state, nullable"],
  },
  "a state of beta in v1.0": {
    version: v1,
    edit: [set(schema("callState/x-extensible-enum/-"), "ringing")],
    found: ["callState, values"],
  },
  "a name of a type that is wrong": {
    version: v1,
    edit: [set(schema("callRoute/properties/@odata.type/const"), "#microsoft.graph.route")],
    found: ["callRoute.@odata.type, values"],
  },
  "a derived type that is left out": {
    version: beta,
    edit: [remove(schema("meetingInfo/oneOf/1"))],
    found: ["meetingInfo, derived types"],
  },
  "another base": {
    version: beta,
    edit: [
      set(
        schema("communicationsGuestIdentity/allOf/0/$ref"),
        "#/components/schemas/communicationsUserIdentity",
      ),
    ],
    found: ["communicationsGuestIdentity, base", "communicationsGuestIdentity.tenantId, member"],
  },
  "a status of Graph as the metadata has it": {
    version: v1,
    edit: [
      {
        op: "move",
        from: `${graphTransfer}/post/responses/202`,
        path: `${graphTransfer}/post/responses/204`,
      },
    ],
    found: ["stale graph.transfer, statuses"],
  },
  "an operation that the metadata does not have": {
    version: v1,
    edit: [{ op: "copy", from: graphTransfer, path: "/paths/~1communications~1calls~1{id}~1forward" }],
    found: ["graph.transfer"],
  },
  "a new action parameter of the vendor's": {
    version: v1,
    side: "official",
    edit: [
      set(
        "/paths/~1call~1{id}~1transfer/post/requestBody/content/application~1json/schema/properties/reason",
        {
          type: "string",
        },
      ),
    ],
    found: ["transferRequest.reason, member"],
  },
};

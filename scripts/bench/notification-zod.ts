/** The events of ACS as a user of zod would write them down: the same members, further ones let through. */
import * as z from "zod";

const text = z.string();
const optional = text.optional();
const cloud = z.string().optional();
const identifier = z.looseObject({
  kind: optional,
  rawId: optional,
  communicationUser: z.looseObject({ id: text }).optional(),
  phoneNumber: z
    .looseObject({ value: text, isAnonymous: z.boolean().optional(), assertedId: optional })
    .optional(),
  microsoftTeamsUser: z.looseObject({ userId: text, isAnonymous: z.boolean().optional(), cloud }).optional(),
  microsoftTeamsApp: z.looseObject({ appId: text, cloud }).optional(),
  teamsExtensionUser: z.looseObject({ userId: text, tenantId: text, resourceId: text, cloud }).optional(),
});
const diagnostics = z.looseObject({ code: z.int32().optional(), message: optional }).optional();
const resultInformation = z
  .looseObject({
    code: z.int32().optional(),
    subCode: z.int32().optional(),
    message: optional,
    sipDetails: diagnostics,
    q850Details: diagnostics,
  })
  .optional();
const call = {
  callConnectionId: optional,
  serverCallId: optional,
  correlationId: optional,
  resultInformation,
};

function event<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.looseObject({
    id: text.min(1),
    source: text,
    type: z.literal(`Microsoft.Communication.${type}`),
    data,
    time: z.iso.datetime({ offset: true }).optional(),
    specversion: z.literal("1.0"),
    datacontenttype: optional,
    subject: optional,
  });
}

/** One request of mid-call events. */
export const zodEvents = z
  .array(
    z.discriminatedUnion("type", [
      event(
        "CallTransferAccepted",
        z.looseObject({
          ...call,
          operationContext: optional,
          transferTarget: identifier.optional(),
          transferee: identifier.optional(),
        }),
      ),
      event("CallTransferFailed", z.looseObject({ ...call, operationContext: optional })),
      event("CallDisconnected", z.looseObject({ ...call, operationContext: optional })),
      event(
        "ParticipantsUpdated",
        z.looseObject({
          ...call,
          sequenceNumber: z.int32().optional(),
          participants: z
            .array(
              z.looseObject({
                identifier: identifier.optional(),
                isMuted: z.boolean().optional(),
                isOnHold: z.boolean().optional(),
              }),
            )
            .optional(),
        }),
      ),
    ]),
  )
  .min(1);

/** What every contestant sends. */
import {
  acsOperations,
  graphOperations,
  newestAcsVersion,
  newestGraphVersion,
  type NewestAcsVersion,
  type NewestGraphVersion,
  type VersionTypes,
} from "../../generated/operations.ts";

type AcsBody = VersionTypes[`acs@${NewestAcsVersion}`]["schemas"]["TransferToParticipantRequest"];
type GraphBody = VersionTypes[`graph@${NewestGraphVersion}`]["schemas"]["transferRequest"];

/** The call that is transferred. */
export const callId = "18dea47f-b081-4107-9a5c-4300819d2c6c";
/** What the server answers, and ACS is told. */
export const operationContext = "order 4711";
/** To whom ACS transfers, and whom. */
export const target = "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_da7be3a9-8788-42a6-85c6-56b2cf784fce";
export const transferee = "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_ae9e3307-f56e-44be-8934-80a63f080538";
export const operationCallbackUri = "https://app.contoso.com/callback";
/** Has no meaning. A token of Microsoft Entra is about that long. */
export const token = "t".repeat(1500);
/** Has no meaning. */
export const accessKey = Buffer.alloc(64, "key").toString("base64");

/** Also has what the official client adds by itself. */
export const acsBody: AcsBody = {
  targetParticipant: { kind: "communicationUser", rawId: target, communicationUser: { id: target } },
  operationContext,
  transferee: { kind: "communicationUser", rawId: transferee, communicationUser: { id: transferee } },
  operationCallbackUri,
  customCallingContext: { voipHeaders: {}, sipHeaders: {} },
};

export const graphBody: GraphBody = {
  transferTarget: {
    endpointType: "default",
    identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f", displayName: "Heidi Steen" } },
    replacesCallId: "e5d39592-99bd-4db8-bca8-30fb894ec51d",
  },
};

const { path: acsTemplate, versionParameter } = acsOperations.transferToParticipant;
/** Path and query of the ACS transfer. */
export const acsPath = `${filled(acsTemplate)}?${versionParameter}=${newestAcsVersion}`;
/** Path of the Graph transfer below the version. */
export const graphPath = filled(graphOperations.transfer.path);
/** Path up to and including the version of Graph. */
export const graphBase = `/${newestGraphVersion}`;

/** The headers of an ACS transfer, made afresh for each call as the operation demands. */
export function acsHeaders(): Record<string, string> {
  return {
    accept: "application/json",
    "content-type": "application/json",
    authorization: `Bearer ${token}`,
    "repeatability-request-id": crypto.randomUUID(),
    "repeatability-first-sent": new Date().toUTCString(),
  };
}

function filled(template: string): string {
  return template.replace(/\{\w+\}/, callId);
}

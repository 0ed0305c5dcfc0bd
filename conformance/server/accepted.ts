import type { FlowName } from "../../generated/flows.ts";
import { acsLimits, graphLimits } from "../../generated/limits.ts";
import type { CallWanted } from "./options.ts";

/** A request that has to be taken: what it has beside the least. */
export interface AcceptedCase {
  /** The last part of the check's id. */
  readonly slug: string;
  /** Such as "a request with a transferee". */
  readonly about: string;
  /** The kind of call that it is about. Default: the usual one of the operation. */
  readonly kind?: CallWanted["kind"];
  /** Puts in what the case is about. `body` is the least. */
  readonly change: (body: Record<string, unknown>) => Record<string, unknown>;
}

/** The requests that have to be taken, by operation. */
export function acceptedCases(operation: FlowName): readonly AcceptedCase[] {
  return cases[operation];
}

const GUID = "550fae72-d251-43ec-868c-373732c2704f";
const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const USER = `8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_${GUID}`;
const NUMBER = "+12345678901";

const phone = { kind: "phoneNumber", phoneNumber: { value: NUMBER } };
const teamsUser = { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: GUID } };
const teamsApp = { kind: "microsoftTeamsApp", microsoftTeamsApp: { appId: GUID } };
const extensionUser = {
  kind: "teamsExtensionUser",
  teamsExtensionUser: { userId: GUID, tenantId: TENANT, resourceId: "b9614373-fd0b-480c-8fd2-cb58b70eab9f" },
};

/** Every kind of identifier that can be a target, at the place of the target. */
function identifiers(at: string): AcceptedCase[] {
  const one = (slug: string, about: string, identifier: object): AcceptedCase => ({
    slug,
    about,
    change: (body) => ({ ...body, [at]: identifier }),
  });
  return [
    one("phone-number", "a phone number as the target", phone),
    one("teams-user", "a Teams user as the target", teamsUser),
    one("teams-app", "a Teams application as the target", teamsApp),
    one("teams-extension-user", "a Teams extension user as the target", extensionUser),
    one("raw-id", "a target that is a rawId alone", { rawId: USER }),
  ];
}

function context(slug: string, about: string, customCallingContext: object): AcceptedCase {
  return { slug, about, change: (body) => ({ ...body, customCallingContext }) };
}

/** As many headers as may be, each name and value as long as may be. */
function headersAtLimit(): { voipHeaders: object; sipHeaders: object } {
  const { sipHeaders: sip, voipHeaders: voip } = acsLimits;
  const named = (prefix: string, index: number, length: number) => `${prefix}${index}-`.padEnd(length, "k");
  const list = (count: number, prefix: string, { name, value }: typeof voip | typeof sip) =>
    Array.from({ length: count }, (_, index): [string, string] =>
      // The longest one is enough: a thousand of them would be a megabyte.
      index === 0
        ? [named(prefix, index, name.maxLength), "v".repeat(value.maxLength)]
        : [`${prefix}${index}`, "v"],
    );
  return {
    voipHeaders: Object.fromEntries(list(voip.maxProperties, "k", voip)),
    // The one that does not count is there as well.
    sipHeaders: { [sip.uncounted]: "v", ...Object.fromEntries(list(sip.maxProperties, "X-MS-Custom-", sip)) },
  };
}

const atLimit = headersAtLimit();

const details = {
  callTopic: "t".repeat(acsLimits.callTopic.maxLength),
  intent: "billing",
  teamsPhoneCallerDetails: { caller: phone, name: "A caller", phoneNumber: NUMBER },
};

/** Many targets, each another. */
function manyTargets(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    identity: { user: { id: `550fae72-d251-43ec-868c-${String(index).padStart(12, "0")}` } },
  }));
}

const cases: Readonly<Record<FlowName, readonly AcceptedCase[]>> = {
  "acs.transferToParticipant": [
    { slug: "only-target", about: "nothing but the target", change: (body) => body },
    {
      slug: "transferee",
      about: "a transferee, out of a group call",
      kind: "group",
      change: (body) => ({ ...body, transferee: { rawId: USER } }),
    },
    {
      slug: "source-caller-id",
      about: "a caller id for a phone number",
      change: (body) => ({
        ...body,
        targetParticipant: phone,
        sourceCallerIdNumber: { value: "+18005551212" },
      }),
    },
    ...identifiers("targetParticipant"),
    context("custom-context", "headers for the target", {
      voipHeaders: { key: "value" },
      sipHeaders: { "X-MS-Custom-key": "value", [acsLimits.sipHeaders.uncounted]: "value" },
    }),
    context("empty-custom-context", "an empty customCallingContext, as the official client sends it", {
      voipHeaders: {},
      sipHeaders: {},
    }),
    context("sip-headers-at-limit", "as many and as long SIP headers as may be", {
      sipHeaders: atLimit.sipHeaders,
    }),
    context("voip-headers-at-limit", "as many and as long VoIP headers as may be", {
      voipHeaders: atLimit.voipHeaders,
    }),
    context("teams-phone-call-details", "details of a Teams phone call", { teamsPhoneCallDetails: details }),
  ],
  "acs.redirectCall": identifiers("target"),
  "graph.transfer": [
    { slug: "only-target", about: "nothing but the target", change: (body) => body },
    {
      slug: "endpoint-type",
      about: "voicemail as the target",
      change: () => ({ transferTarget: { endpointType: "voicemail", identity: { user: { id: GUID } } } }),
    },
    {
      slug: "application",
      about: "an application as the target",
      change: () => ({ transferTarget: { identity: { application: { id: GUID } } } }),
    },
    {
      slug: "open-members",
      about: "members that the documents show in open types",
      change: () => ({
        transferTarget: {
          identity: { user: { id: GUID, tenantId: TENANT } },
          languageId: "en-us",
          region: "amer",
        },
      }),
    },
  ],
  "graph.redirect": [
    { slug: "only-targets", about: "nothing but targets", change: (body) => body },
    {
      slug: "timeout-minimum",
      about: `a timeout of ${graphLimits.timeout.minimum} seconds`,
      change: (body) => ({ ...body, timeout: graphLimits.timeout.minimum }),
    },
    {
      slug: "timeout-maximum",
      about: `a timeout of ${graphLimits.timeout.maximum} seconds`,
      change: (body) => ({ ...body, timeout: graphLimits.timeout.maximum }),
    },
    {
      slug: "twenty-five-targets",
      about: `${graphLimits.targets.maxItems} targets`,
      change: (body) => ({ ...body, targets: manyTargets(graphLimits.targets.maxItems) }),
    },
    {
      slug: "masks",
      about: "a masked caller and callee",
      change: (body) => ({ ...body, maskCaller: true, maskCallee: false }),
    },
    {
      slug: "target-disposition",
      about: "the deprecated targetDisposition",
      change: (body) => ({ ...body, targetDisposition: "forward" }),
    },
    {
      slug: "open-members",
      about: "members that the documents show in open types",
      change: (body) => ({ ...body, targets: [{ identity: { user: { id: GUID, tenantId: TENANT } } }] }),
    },
  ],
};

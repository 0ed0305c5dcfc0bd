import type { FlowName } from "../../generated/flows.ts";
import { acsLimits, graphLimits } from "../../generated/limits.ts";
import { isRecord, setAt } from "./requests.ts";
import type { Outgoing } from "./sender.ts";

/** A request that has to be refused: right but for one thing. */
export interface RefusedCase {
  /** The last part of the check's id. */
  readonly slug: string;
  /** Such as "without transferTarget". */
  readonly about: string;
  /** Changes what is sent. */
  readonly spoil: (request: Outgoing) => Outgoing;
}

/** The requests that have to be refused, by operation. */
export function refusedCases(operation: FlowName): readonly RefusedCase[] {
  return cases[operation];
}

/** With another value in the body; `undefined` takes the member away. */
function body(slug: string, about: string, ...changes: readonly (readonly [string, unknown])[]): RefusedCase {
  return {
    slug,
    about,
    spoil(request) {
      const value: unknown = JSON.parse(request.body ?? "{}");
      if (!isRecord(value)) throw new Error("The request has no body to be spoiled.");
      for (const [pointer, wrong] of changes) setAt(value, pointer, wrong);
      return { ...request, body: JSON.stringify(value) };
    },
  };
}

function text(slug: string, about: string, wrong: string | undefined): RefusedCase {
  return {
    slug,
    about,
    spoil({ url, headers: given }) {
      return { url, headers: given, ...(wrong !== undefined && { body: wrong }) };
    },
  };
}

function headers(slug: string, about: string, wrong: Readonly<Record<string, string>>): RefusedCase {
  return {
    slug,
    about,
    spoil: (request) => ({ ...request, headers: { ...request.headers, ...wrong } }),
  };
}

function query(slug: string, about: string, change: (query: URLSearchParams) => void): RefusedCase {
  return {
    slug,
    about,
    spoil(request) {
      const url = new URL(request.url);
      change(url.searchParams);
      return { ...request, url: url.href };
    },
  };
}

const bodies: readonly RefusedCase[] = [
  text("without-body", "without a body", undefined),
  text("malformed-body", "with a body that is no JSON", '{"'),
  text("body-not-an-object", "with a list as its body", "[]"),
];

const mediaType = headers("media-type", "with the Content-Type text/plain", { "content-type": "text/plain" });

const ID = "6f8a1f0a-30b1-4f9a-9b58-3a5e0a3b7a11";
const SENT = "Sun, 06 Nov 1994 08:49:37 GMT";

/** What the two operations of ACS share. */
function acs(target: string): RefusedCase[] {
  const at = `/${target}`;
  const user = { id: "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_0f50d091-5bd3-448b-884d-44be7037d9b9" };
  const phoneNumber = { value: "+12345678901" };
  return [
    ...bodies,
    mediaType,
    query("without-version", "without api-version", (params) => params.delete("api-version")),
    query("unknown-version", "with an api-version that there is not", (params) =>
      params.set("api-version", "1999-01-01"),
    ),
    body("without-target", `without ${target}`, [at, undefined]),
    body("wrong-typed-target", `with a text as ${target}`, [at, "4:+12345678901"]),
    body("user-without-id", "with a user without id", [
      at,
      { kind: "communicationUser", communicationUser: {} },
    ]),
    body("phone-without-value", "with a phone number without value", [
      at,
      { kind: "phoneNumber", phoneNumber: {} },
    ]),
    body("teams-user-without-id", "with a Teams user without userId", [
      at,
      { kind: "microsoftTeamsUser", microsoftTeamsUser: { cloud: "public" } },
    ]),
    body("teams-app-without-id", "with a Teams application without appId", [
      at,
      { kind: "microsoftTeamsApp", microsoftTeamsApp: { cloud: "public" } },
    ]),
    body("two-identifiers", "with a target that is two things at once", [
      at,
      { kind: "communicationUser", communicationUser: user, phoneNumber },
    ]),
    headers("first-sent-missing", "with Repeatability-Request-ID and without Repeatability-First-Sent", {
      "repeatability-request-id": ID,
    }),
    headers("request-id-not-uuid", "with a Repeatability-Request-ID that is no UUID", {
      "repeatability-request-id": "once",
      "repeatability-first-sent": SENT,
    }),
    headers("first-sent-malformed", "with a Repeatability-First-Sent of another form", {
      "repeatability-request-id": ID,
      "repeatability-first-sent": "1994-11-06T08:49:37Z",
    }),
  ];
}

const { sipHeaders: sip, voipHeaders: voip } = acsLimits;

function context(slug: string, about: string, value: object): RefusedCase {
  return body(slug, about, ["/customCallingContext", value]);
}

function many(count: number, prefix: string): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "v"]));
}

const target = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };
const { timeout, targets } = graphLimits;

const cases: Readonly<Record<FlowName, readonly RefusedCase[]>> = {
  "acs.transferToParticipant": [
    ...acs("targetParticipant"),
    body("wrong-typed-operation-context", "with a number as operationContext", ["/operationContext", 5]),
    body("wrong-typed-callback-uri", "with a number as operationCallbackUri", ["/operationCallbackUri", 5]),
    body("wrong-typed-transferee", "with a text as transferee", ["/transferee", "4:+12345678901"]),
    body("wrong-typed-source-caller-id", "with a text as sourceCallerIdNumber", [
      "/sourceCallerIdNumber",
      "+12345678901",
    ]),
    context("too-many-sip-headers", `with ${sip.maxProperties + 1} SIP headers`, {
      sipHeaders: many(sip.maxProperties + 1, "X-MS-Custom-"),
    }),
    context("sip-key-too-long", `with a SIP header whose name has ${sip.name.maxLength + 1} characters`, {
      sipHeaders: { ["X-MS-Custom-".padEnd(sip.name.maxLength + 1, "k")]: "v" },
    }),
    context("sip-value-too-long", `with a SIP header whose value has ${sip.value.maxLength + 1} characters`, {
      sipHeaders: { "X-MS-Custom-key": "v".repeat(sip.value.maxLength + 1) },
    }),
    context("sip-key-characters", "with a SIP header whose name has a blank", {
      sipHeaders: { "X-MS-Custom- key": "v" },
    }),
    context("too-many-voip-headers", `with ${voip.maxProperties + 1} VoIP headers`, {
      voipHeaders: many(voip.maxProperties + 1, "k"),
    }),
    context("voip-key-too-long", `with a VoIP header whose name has ${voip.name.maxLength + 1} characters`, {
      voipHeaders: { ["k".repeat(voip.name.maxLength + 1)]: "v" },
    }),
    context(
      "voip-value-too-long",
      `with a VoIP header whose value has ${voip.value.maxLength + 1} characters`,
      {
        voipHeaders: { key: "v".repeat(voip.value.maxLength + 1) },
      },
    ),
  ],
  "acs.redirectCall": [
    ...acs("target"),
    body("without-context", "without incomingCallContext", ["/incomingCallContext", undefined]),
    body("empty-context", "with an empty incomingCallContext", ["/incomingCallContext", ""]),
    body("wrong-typed-context", "with a number as incomingCallContext", ["/incomingCallContext", 5]),
  ],
  "graph.transfer": [
    ...bodies,
    mediaType,
    body("without-target", "without transferTarget", ["/transferTarget", undefined]),
    body("null-target", "with null as transferTarget", ["/transferTarget", null]),
    body("wrong-typed-target", "with a text as transferTarget", ["/transferTarget", "550fae72"]),
    body("without-identity", "with a transferTarget without identity", [
      "/transferTarget",
      { endpointType: "default" },
    ]),
    body("wrong-typed-transferee", "with a text as transferee", ["/transferee", "550fae72"]),
  ],
  "graph.redirect": [
    ...bodies,
    body("without-targets", "without targets", ["/targets", undefined]),
    body("no-targets", "with an empty list of targets", ["/targets", []]),
    body("too-many-targets", `with ${targets.maxItems + 1} targets`, [
      "/targets",
      Array.from({ length: targets.maxItems + 1 }, () => target),
    ]),
    body("null-target", "with null among the targets", ["/targets", [null]]),
    body("target-without-identity", "with a target without identity", [
      "/targets",
      [{ endpointType: "default" }],
    ]),
    body("timeout-too-short", `with a timeout of ${timeout.minimum - 1} seconds`, [
      "/timeout",
      timeout.minimum - 1,
    ]),
    body("timeout-too-long", `with a timeout of ${timeout.maximum + 1} seconds`, [
      "/timeout",
      timeout.maximum + 1,
    ]),
    body("timeout-not-whole", "with a timeout of 20.5 seconds", ["/timeout", 20.5]),
    body("callback-not-https", "with a callbackUri that is not https", [
      "/callbackUri",
      "http://bot.example/api/calls",
    ]),
    body("mask-not-boolean", "with a text as maskCaller", ["/maskCaller", "yes"]),
    body("unknown-disposition", "with a targetDisposition that there is not", [
      "/targetDisposition",
      "parallel",
    ]),
  ],
};

import type { JournalViolation } from "../../src/simulator/index.ts";

/** Which broken rules belong to a check. */
interface Rule {
  /** Last part of its id. */
  readonly slug: string;
  /** Where in the request; absent: anywhere. */
  readonly where?: RegExp;
  /** Names of rules; absent: any. */
  readonly rules?: readonly string[];
  /** Whether it is the name of a member that breaks the rule. */
  readonly ofName?: boolean;
}

/** In the order in which they are tried, as names of headers may be any. */
const table: readonly Rule[] = [
  { slug: "version", where: /^\/query\// },
  { slug: "media-type", where: /^\/headers\/content-type$/ },
  {
    slug: "repeatability-pair",
    where: /^\/headers\/repeatability-first-sent$/,
    rules: ["dependentRequired"],
  },
  { slug: "repeatability-date", where: /^\/headers\/repeatability-first-sent$/ },
  { slug: "repeatability-reuse", where: /^\/headers\/repeatability-request-id$/, rules: ["repeatability"] },
  { slug: "repeatability-id", where: /^\/headers\/repeatability-request-id$/ },
  { slug: "body", where: /^\/body$/, rules: ["required", "type", "json"] },
  { slug: "transferee", rules: ["groupCall"] },
  { slug: "undeclared-members", rules: ["additionalProperties"] },
  { slug: "voip-header-count", where: /\/voipHeaders$/, rules: ["maxProperties"] },
  { slug: "voip-header-name-length", where: /\/voipHeaders\/[^/]*$/, rules: ["maxLength"], ofName: true },
  { slug: "voip-header-value-length", where: /\/voipHeaders\/[^/]*$/, rules: ["maxLength"] },
  { slug: "sip-header-count", where: /\/sipHeaders$/, rules: ["maxProperties"] },
  { slug: "sip-header-name-length", where: /\/sipHeaders\/[^/]*$/, rules: ["maxLength"], ofName: true },
  { slug: "sip-header-name-characters", where: /\/sipHeaders\/[^/]*$/, rules: ["pattern"], ofName: true },
  { slug: "sip-header-value-length", where: /\/sipHeaders\/[^/]*$/, rules: ["maxLength"] },
  { slug: "sip-header-value-characters", where: /\/sipHeaders\/[^/]*$/, rules: ["pattern"] },
  { slug: "types", where: /\/(?:voip|sip)Headers\/[^/]*$/, rules: ["type"] },
  { slug: "call-topic", where: /\/callTopic$/, rules: ["maxLength"] },
  {
    slug: "teams-phone-call-details",
    where: /\/teamsPhone(?:Caller|Source)Details\/\w+$/,
    rules: ["required"],
  },
  { slug: "identifier-kind", where: /\/kind$/, rules: ["const", "type"] },
  { slug: "one-identifier", rules: ["absent"] },
  { slug: "odata-type", where: /\/@odata\.type$/, rules: ["const", "type"] },
  { slug: "phone-number", where: /\/phone\/id$/, rules: ["pattern"] },
  { slug: "identity", where: /\/identity$/, rules: ["required"] },
  { slug: "target", where: /^\/body\/(?:targetParticipant|target|transferTarget)$/, rules: ["required"] },
  { slug: "targets", where: /^\/body\/targets$/, rules: ["required"] },
  { slug: "some-target", where: /^\/body\/targets$/, rules: ["minItems"] },
  { slug: "target-count", where: /^\/body\/targets$/, rules: ["maxItems"] },
  { slug: "incoming-call-context", where: /^\/body\/incomingCallContext$/, rules: ["required", "minLength"] },
  { slug: "identifier-members", where: /^\/body\/[^/]+\/.*\w$/, rules: ["required"] },
  { slug: "timeout", where: /^\/body\/timeout$/, rules: ["minimum", "maximum", "format"] },
  { slug: "callback", where: /^\/body\/callbackUri$/, rules: ["pattern"] },
  { slug: "target-disposition", where: /^\/body\/targetDisposition$/, rules: ["enum"] },
  { slug: "types", rules: ["type"] },
];

/** The check that takes what no other takes. */
export const REST = "contract";

/** How the judgement of a message describes a name. */
const OF_NAME = /^a name of /;

/** The check that a broken rule belongs to. */
export function slugOf({ where, rule, received }: JournalViolation): string {
  const found = table.find(
    (one) =>
      (one.where?.test(where) ?? true) &&
      (one.rules?.includes(rule) ?? true) &&
      (one.ofName ?? false) === OF_NAME.test(received),
  );
  return found?.slug ?? REST;
}

import type { JournalViolation } from "./control.ts";
import type { ServiceName } from "./signer.ts";
import type { WireAnswer } from "./wire.ts";

/** Why a request is not carried out. */
export type RefusalName = keyof typeof refusals;

interface Refusal {
  readonly status: number;
  readonly acs: string;
  readonly graph: string;
  readonly message: string;
  /** Whether status and code are published: of both services, of one of them, or of none, so that they are our choice. */
  readonly published: "both" | ServiceName | "none";
}

/** What is answered to requests that are not carried out, and whether that is known of the services. */
export const refusals = {
  unknownPath: {
    status: 404,
    acs: "NotFound",
    graph: "ResourceNotFound",
    message: "No operation has this path.",
    published: "none",
  },
  wrongMethod: {
    status: 405,
    acs: "8520",
    graph: "MethodNotAllowed",
    message: "This path takes another method.",
    published: "acs",
  },
  unknownVersion: {
    status: 400,
    acs: "UnsupportedApiVersion",
    graph: "BadRequest",
    message: "The request names no version that there is.",
    published: "none",
  },
  unauthorized: {
    status: 401,
    acs: "Unauthorized",
    graph: "InvalidAuthenticationToken",
    message: "The request does not prove who sends it.",
    published: "none",
  },
  wrongSignature: {
    status: 401,
    acs: "7509",
    graph: "InvalidAuthenticationToken",
    message: "HMAC-SHA256 validation failed",
    published: "acs",
  },
  wrongMediaType: {
    status: 415,
    acs: "UnsupportedMediaType",
    graph: "UnsupportedMediaType",
    message: "The body has to be application/json.",
    published: "none",
  },
  tooLarge: {
    status: 413,
    acs: "RequestEntityTooLarge",
    graph: "RequestEntityTooLarge",
    message: "The body is too large.",
    published: "none",
  },
  invalid: {
    status: 400,
    acs: "8523",
    graph: "BadRequest",
    message: "The request breaks the contract.",
    published: "acs",
  },
  reusedRequestId: {
    status: 400,
    acs: "RepeatabilityRequestIdReused",
    graph: "BadRequest",
    message: "This Repeatability-Request-ID belongs to another request.",
    published: "none",
  },
  unknownCall: {
    status: 404,
    acs: "8522",
    graph: "NotFound",
    message: "There is no such call, or it is over.",
    published: "acs",
  },
  wrongState: {
    status: 400,
    acs: "8501",
    graph: "BadRequest",
    message: "The call is not in a state in which this can be done.",
    published: "acs",
  },
  conflict: {
    status: 409,
    acs: "8519",
    graph: "Conflict",
    message: "The call is being handed on already.",
    published: "acs",
  },
  tooManyHops: {
    status: 400,
    acs: "8521",
    graph: "BadRequest",
    message: "The call was redirected too often.",
    published: "none",
  },
  tenantMismatch: {
    status: 403,
    acs: "7505",
    graph: "7505",
    message: "Request authorization tenant mismatch.",
    published: "graph",
  },
  noApplicationInstance: {
    status: 403,
    acs: "7504",
    graph: "Forbidden",
    message: "A phone number takes a bot that is an application instance with a number of its own.",
    published: "none",
  },
  throttled: {
    status: 429,
    acs: "8516",
    graph: "TooManyRequests",
    message: "Please retry again later.",
    published: "graph",
  },
  unavailable: {
    status: 503,
    acs: "ServiceUnavailable",
    graph: "ServiceUnavailable",
    message: "The simulator was told to answer so.",
    published: "none",
  },
} as const satisfies Record<string, Refusal>;

/** What a refusal tells beside its code. */
export interface RefusalDetails {
  /** More than the general sentence. */
  readonly message?: string;
  readonly status?: number;
  readonly violations?: readonly JournalViolation[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further parts, such as what was to be signed. */
  readonly parts?: readonly { readonly code: string; readonly message: string; readonly target?: string }[];
  /** For Graph's answers. */
  readonly ids?: Readonly<Record<string, string>>;
}

/** The first refusal of that status; for another one that of a service which is not there. */
export function refusalOf(status: number): RefusalName {
  const names = Object.keys(refusals).filter(isRefusal);
  return names.find((name) => refusals[name].status === status) ?? "unavailable";
}

function isRefusal(name: string): name is RefusalName {
  return Object.hasOwn(refusals, name);
}

/** How many broken rules an answer tells. */
const MAX_DETAILS = 20;

/** The answer to a request that is not carried out, as that service writes errors. */
export function refusal(service: ServiceName, name: RefusalName, given: RefusalDetails = {}): WireAnswer {
  const known: Refusal = refusals[name];
  const { violations = [], parts = [], ids = {} } = given;
  const details = [
    ...violations.slice(0, MAX_DETAILS).map(({ where, rule, expected, received, source }) => ({
      code: rule,
      message: `${expected} expected, ${received} received (${source})`,
      target: where,
    })),
    ...parts,
  ];
  const first = details[0];
  const sentence = given.message ?? known.message;
  const error = {
    code: known[service],
    message: violations.length > 0 && first ? `${sentence} ${first.target}: ${first.message}.` : sentence,
    ...(details.length > 0 && { details }),
    ...(service === "graph" && { innerError: ids }),
  };
  return json(given.status ?? known.status, { error }, given.headers);
}

/** An answer of JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

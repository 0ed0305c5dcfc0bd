/** The types that generated modules share, as the text of `generated/contract.ts`. */
export const CONTRACT_MODULE = `
/** One failed rule as the generated functions report it. */
export interface RawViolation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The member whose name broke the rule. */
  readonly propertyName?: string;
}

/** Judges one message and leaves what it found in \`errors\` until the next call. */
export interface Validator {
  (message: unknown): boolean;
  errors?: readonly RawViolation[] | null;
}

/** The validators of one operation or webhook. Responses are keyed by status or \`default\`. */
export interface MessageValidators {
  readonly request: Validator;
  readonly responses: Readonly<Record<string, Validator>>;
}

/** Validators by operation and by webhook. */
export interface ValidatorTable {
  readonly operations: Readonly<Record<string, MessageValidators>>;
  readonly webhooks: Readonly<Record<string, MessageValidators>>;
}

/** What a response may carry, as far as documented. Header names are in lower case. */
export interface RouteResponse {
  readonly body: "documented" | "forbidden" | "undocumented";
  readonly contentTypes: readonly string[];
  readonly headers: readonly string[];
}

/** One path of one operation in one version. Header names are in lower case. */
export interface Route {
  readonly operation: string;
  readonly operationId: string;
  readonly deprecated: boolean;
  readonly method: string;
  /** What the server address puts before the template, such as \`/beta\`. */
  readonly basePath: string;
  readonly template: string;
  readonly pathParameters: readonly string[];
  readonly queryParameters: readonly string[];
  readonly headers: readonly string[];
  /** Headers that demand others. */
  readonly dependentHeaders: Readonly<Record<string, readonly string[]>>;
  /** Where a request says which version it means. */
  readonly versionSelector:
    | { readonly in: "query"; readonly name: string; readonly value: string }
    | { readonly in: "path"; readonly value: string };
  readonly contentTypes: readonly string[];
  /** By status, or \`default\`. */
  readonly responses: Readonly<Record<string, RouteResponse>>;
  /** Webhooks that tell what follows. */
  readonly notifications: readonly string[];
  /** Matches a whole path, base path included, with one group per path parameter. */
  readonly matcher: RegExp;
}

/** One version of one service. */
export interface Version {
  readonly service: string;
  readonly apiVersion: string;
  readonly server: string;
  readonly routes: readonly Route[];
  readonly strict: ValidatorTable;
  readonly tolerant: ValidatorTable;
}

/** A request or notification that a document shows, repaired. */
export interface DocumentedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A response that a document shows. Without \`body\` where it has none. */
export interface DocumentedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One documented HTTP message. */
export type DocumentedMessage = {
  readonly id: string;
  readonly document: string;
  readonly example: number;
  readonly order: number;
  readonly place: string;
  readonly operation: string;
  readonly apiVersion: string;
} & (
  | { readonly direction: "request"; readonly message: DocumentedRequest }
  | { readonly direction: "response"; readonly message: DocumentedResponse }
  | { readonly direction: "notification"; readonly webhook: string; readonly message: DocumentedRequest }
);

/** Where a notification goes: an address in the request, one that the call got when it began, or the registered one. */
export type Destination =
  | { readonly of: "request" | "call"; readonly at: string }
  | { readonly of: "registration" };

/** A notification that a flow knows. Places are JSON Pointers into one item or event. */
export interface FlowNotification {
  readonly title: string;
  /** The values by which it is known: one of the list at each place. */
  readonly where: Readonly<Record<string, readonly (string | number)[]>>;
  /** Places that hold nothing. */
  readonly without: readonly string[];
  /** Places that hold something. */
  readonly must: readonly string[];
  /** Places that may hold something that the documents tell of. */
  readonly may: readonly string[];
  /** The first of these that there is. */
  readonly destinations: readonly Destination[];
}

/** Where a notification names its call. */
export interface CallPlace {
  readonly at: string;
  /** Templates of the path that stands there; absent where the id itself does. A longer path names a part of the call. */
  readonly paths?: readonly string[];
}

/** Places where a notification tells how an operation ended. */
export interface ResultPlaces {
  readonly code: string;
  readonly subcode: string;
  readonly message: string;
  readonly reason?: string;
}

/** A step from states to a state, by an answer to the request or by a notification. */
export interface FlowTransition {
  readonly from: readonly string[];
  /** \`same\` where the state stays. */
  readonly to: string;
  readonly answer?: "success" | "other";
  readonly notification?: string;
  /** Absent where it holds for all. */
  readonly variants?: readonly string[];
  /** Ids of documented messages, or what else says so. */
  readonly source: readonly string[];
}

/** A state of an operation. */
export interface OperationState {
  readonly title: string;
  /** What the service calls the state that the call is in meanwhile. */
  readonly call: string;
  /** The call is over for the application. */
  readonly over?: boolean;
  readonly end?: "completed" | "failed" | "ended";
}

/** Where a request names who is called instead: one or several of them. */
export interface Targets {
  readonly at: string;
  /** Where a target holds its identity; absent where it is one. */
  readonly identity?: string;
  /** Where a request asks that the application be shown instead of the caller, or of whoever picks up. */
  readonly masks?: { readonly caller: string; readonly callee: string };
  /** How long they ring, in seconds: what the request says at a place, or else by their number. */
  readonly ringFor?: { readonly at?: string; readonly one: number; readonly several: number };
}

/** What may follow an operation. */
export interface Flow {
  readonly title: string;
  readonly operation: string;
  readonly webhook: string;
  /** The status of success. */
  readonly success: number;
  readonly parties: { readonly app: string; readonly service: string };
  /** By name; \`when\` is a place that the request holds in this variant. The first is the one without. */
  readonly variants: Readonly<Record<string, { readonly title: string; readonly when?: string }>>;
  readonly begins: string;
  readonly states: Readonly<Record<string, OperationState>>;
  readonly notifications: Readonly<Record<string, FlowNotification>>;
  readonly transitions: readonly FlowTransition[];
  /** Where notifications name their call: the first of these that does. Absent where none follows the answer. */
  readonly call?: readonly CallPlace[];
  /** Where a notification has an id of its own, which is the same when it is delivered again. */
  readonly id?: string;
  /** The values by which the end of the call is known, whatever became of the operation. */
  readonly callEnds?: Readonly<Record<string, readonly (string | number)[]>>;
  readonly result?: ResultPlaces;
  /** What some notifications repeat of the request. */
  readonly echo?: { readonly request: string; readonly notification: string; readonly of: readonly string[] };
  /** Where the request names its call, if not in the path, and where a notification announced it by that. */
  readonly context?: { readonly request: string; readonly notification: string };
  /** Who is called instead. */
  readonly targets: Targets;
  /** Who is handed on, whom a group call has to name. */
  readonly transferee?: string;
  /** Where the request names a call that ends with this one. */
  readonly replaces?: string;
  /** How long the call rings until it can no longer be handed on, in seconds. Absent where it does not ring. */
  readonly ringsFor?: number;
}

/** One statement of a document, and what is done about it: it has checks, or it is excluded for a reason. */
export interface Requirement<CheckId extends string = string> {
  /** The document, where in it, and what of it. */
  readonly id: string;
  /** The operation or webhook that it is about. */
  readonly operation: string;
  readonly level: "MUST" | "SHOULD" | "MAY" | "INFO";
  readonly source: { readonly document: string; readonly place: string };
  readonly text: string;
  /** Names of the versions in which it holds. Absent where it does in all of its service. */
  readonly versions?: readonly string[];
  readonly checks: readonly CheckId[];
  /** Why nothing can be checked. Present where there are no checks. */
  readonly excluded?: string;
}
`.trimStart();

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
`.trimStart();

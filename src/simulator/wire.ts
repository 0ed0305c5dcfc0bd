/** A request, as far as it matters here. Servers that have no `Request` need not make one. */
export interface WireRequest {
  readonly method: string;
  /** The whole address. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body has more than `maxBytes`, and was not read. */
  readonly tooLong?: boolean;
}

/** An answer. `status` 0 asks the server to break the connection. */
export interface WireAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A stream where the answer goes on. */
  readonly body?: string | ReadableStream<Uint8Array>;
}

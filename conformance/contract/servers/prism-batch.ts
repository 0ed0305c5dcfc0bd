import type { JsonObject } from "../schema/schema.ts";

/** A POST with a JSON body, as Prism's validator takes it. */
export interface PrismRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Requests to one path template of one version, judged together. */
export interface PrismBatch {
  readonly id: number;
  readonly version: string;
  readonly template: string;
  readonly requests: readonly PrismRequest[];
}

/** What Prism's process is sent: first the documents to serve, or to judge other servers by, then batches. */
export type PrismMessage =
  | {
      readonly id: number;
      readonly documents: Readonly<Record<string, JsonObject>>;
      /** Addresses of the servers that Prism hands requests on to, by the names of the documents. */
      readonly upstreams: Readonly<Record<string, string>>;
    }
  | PrismBatch;

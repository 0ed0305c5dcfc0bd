import type { Operation } from "rfc6902";

/** A wrong edit, and what must be said of it. */
export interface Edit {
  readonly version: string;
  /** Which document is edited; default: ours. */
  readonly side?: "official";
  readonly edit: readonly Operation[];
  /** `place, aspect` of what is unexplained; `place` of what is no upstream and not listed; `stale place, aspect`. */
  readonly found: readonly string[];
}

/** Edits by what is wrong. */
export type Edits = Readonly<Record<string, Edit>>;

export const acs = "acs@2026-03-12";
export const old = "acs@2024-09-15";
export const v1 = "graph@v1.0";
export const beta = "graph@beta";
export const transfer = "/paths/~1calling~1callConnections~1{callConnectionId}:transferToParticipant";
export const redirect = "/paths/~1calling~1callConnections:redirect";
export const graphTransfer = "/paths/~1communications~1calls~1{id}~1transfer";

/** Where a part of a type stands. */
export function schema(path: string): string {
  return `/components/schemas/${path}`;
}

export function remove(path: string): Operation {
  return { op: "remove", path };
}

export function set(path: string, value: unknown): Operation {
  return { op: "add", path, value };
}

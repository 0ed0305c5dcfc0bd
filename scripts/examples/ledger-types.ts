/** The stored examples and their ledger of errata, as types and closed vocabularies. */

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Json;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body?: Json;
}

export type HttpMessage = HttpRequest | HttpResponse;

export const operations = [
  "acs.transferToParticipant",
  "acs.redirectCall",
  "graph.transfer",
  "graph.redirect",
] as const;
export const apiVersions = ["2024-09-15", "2026-03-12", "beta"] as const;
export const languages = ["ja", "nl", "zh", "fr"] as const;
export const directions = ["request", "response", "notification"] as const;
export const webhooks = ["commsNotifications"] as const;

export type Language = (typeof languages)[number];
export type Direction = (typeof directions)[number];

/** What sort of defect a row of the ledger describes. */
export const kinds = [
  "invalid-json",
  "wrong-spelling",
  "wrong-value",
  "wrong-type",
  "undeclared-member",
  "misplaced-member",
  "placeholder",
  "missing-part",
  "message-framing",
  "formatting",
  "translation",
  "contradiction",
  // Right, but stated or printed in a form that misleads.
  "unusual-form",
  "omission",
] as const;

/**
 * What became of a defect: `repaired` in the stored message, `kept` there as documented, `element` when
 * it touches something described (a header, a parameter, a type name) that the specs state rightly, and
 * `omission` when the page leaves something out.
 */
export const dispositions = ["repaired", "kept", "element", "omission"] as const;

export interface DocumentEntry {
  id: string;
  title: string;
  language: Language;
  operation: (typeof operations)[number];
  apiVersion: (typeof apiVersions)[number];
  file: string;
  sha256: string;
  messages: number;
}

export interface ExampleMessage {
  id: string;
  document: string;
  example: number;
  order: number;
  place: string;
  /** First and last line in the document, from 1; an empty sample stands at the line of its heading. */
  lines: [number, number];
  operation: (typeof operations)[number];
  apiVersion: (typeof apiVersions)[number];
  direction: Direction;
  webhook?: (typeof webhooks)[number];
  sha256: string;
  documented: string;
  errata: string[];
  message: HttpMessage;
}

export interface Occurrence {
  line: number;
  text: string;
  message?: string;
}

export type Repair =
  | { message: string; find: string; replace: string }
  | { message: string; at: "start"; insert: string };

export interface Erratum {
  id: string;
  document: string;
  kind: (typeof kinds)[number];
  documented: string;
  right: string;
  evidence: string;
  disposition: (typeof dispositions)[number];
  occurrences: Occurrence[];
  repairs: Repair[];
}

export interface Ledger {
  documents: DocumentEntry[];
  messages: ExampleMessage[];
  errata: Erratum[];
}

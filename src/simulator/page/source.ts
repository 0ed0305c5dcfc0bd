import type { Call, Journal, JournalEntry } from "../control.ts";

/** What the page shows. A simulator is one. */
export interface PageSource {
  /** The newest first. */
  listCalls(): Call[];
  getCall(id: string): Call | undefined;
  getJournal(filter?: { readonly call?: string; readonly after?: number }): Journal;
  /** Tells of each entry when it begins and when it changes; the function given back ends that. */
  subscribe(listener: (entry: JournalEntry) => void): () => void;
}

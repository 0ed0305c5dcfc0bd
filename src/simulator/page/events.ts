import type { JournalEntry } from "../control.ts";
import type { PageSource } from "./source.ts";

/** How many entries may wait for a reader, beyond those it asked for when it began. */
const WAITING = 1000;
/** Connections on which nothing is sent are cut by proxies, and their end is not noticed. */
const HEARTBEAT = 15_000;

/**
 * Server-sent events: each entry of the journal when it begins and when it changes. Of an entry that changes faster
 * than the reader reads, the reader gets the last state. A reader that falls too far behind is cut off; it may come
 * back with the id of the last event it got, and misses nothing that the journal still has.
 *
 * @param lastEventId - of the `Last-Event-ID` header; absent means that only what is new is wanted
 * @param closing - streams that are open, by how each is ended
 */
export function streamEntries(
  source: PageSource,
  lastEventId: string | undefined,
  closing: Set<() => void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const { entries } = source.getJournal();
  const after = resumption(entries, lastEventId);
  const missed = entries.filter(({ sequence }) => sequence > after);
  const waiting = new Map(missed.map((entry) => [entry.sequence, entry]));
  const most = waiting.size + WAITING;
  const ids = eventIds(entries, after);
  let stop = () => {};
  const flush = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    for (const [sequence, entry] of waiting) {
      if ((controller.desiredSize ?? 0) <= 0) return;
      waiting.delete(sequence);
      controller.enqueue(encoder.encode(`id: ${ids.next(entry)}\ndata: ${JSON.stringify(entry)}\n\n`));
    }
  };
  return new ReadableStream({
    start(controller) {
      const end = () => {
        stop();
        controller.close();
      };
      const unsubscribe = source.subscribe((entry) => {
        waiting.set(entry.sequence, entry);
        if (waiting.size <= most) return flush(controller);
        end();
      });
      const timer = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(":\n\n"));
      }, HEARTBEAT);
      stop = () => {
        clearInterval(timer);
        unsubscribe();
        closing.delete(end);
        waiting.clear();
      };
      closing.add(end);
      // Something at once, so that the headers are sent and the reader knows that it is heard.
      controller.enqueue(encoder.encode(`id: ${ids.first}\nretry: 1000\n\n`));
    },
    pull: flush,
    cancel: () => stop(),
  });
}

/** The number of the entry after which the reader goes on: the newest where it wants only what is new. */
function resumption(entries: readonly JournalEntry[], lastEventId = ""): number {
  const newest = entries.at(-1)?.sequence ?? 0;
  if (!/^\d{1,15}$/.test(lastEventId)) return newest;
  // A journal that begins anew begins to count anew.
  return Number(lastEventId) > newest ? 0 : Number(lastEventId);
}

/**
 * Makes the ids of events. An id says that all up to its number is known and will not change any more, so that who
 * comes back with it is told again of what was still open.
 */
function eventIds(entries: readonly JournalEntry[], after: number) {
  // In the order of their numbers, as entries begin in that order.
  const open = new Set(entries.filter(isOpen).map(({ sequence }) => sequence));
  let highest = after;
  const id = () => {
    const [oldest = highest + 1] = open;
    return Math.min(oldest - 1, highest);
  };
  return {
    first: id(),
    next(entry: JournalEntry): number {
      if (isOpen(entry)) open.add(entry.sequence);
      else open.delete(entry.sequence);
      highest = Math.max(highest, entry.sequence);
      return id();
    },
  };
}

function isOpen(entry: JournalEntry): boolean {
  return entry.kind === "notification" && entry.outcome === "pending";
}

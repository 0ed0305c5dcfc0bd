import type { WireAnswer } from "./wire.ts";

/** What came of a request under a repeatability id. */
export interface Repeated {
  readonly answer: WireAnswer;
  /** Whether it is the answer to an earlier request. */
  readonly replayed: boolean;
}

/** Carries requests of one id out once. */
export interface RepeatabilityJournal {
  /**
   * Carries a request out, or gives the answer of the earlier one.
   *
   * @param fingerprint - what has to be the same in each
   * @returns `undefined` where the id belongs to another request
   */
  once(id: string, fingerprint: string, work: () => Promise<WireAnswer>): Promise<Repeated | undefined>;
  clear(): void;
}

/** How long ids are known, in milliseconds: the documents name no time, Azure's guidelines at least five minutes. */
const WINDOW = 600_000;

/** Remembers at most so many ids. Answers that ask for another try are not kept, as nothing was carried out. */
export function repeatabilityJournal(maxIds: number, now: () => number): RepeatabilityJournal {
  const known = new Map<string, { fingerprint: string; at: number; answer: Promise<WireAnswer> }>();
  let begun = 0;
  const forget = () => {
    for (const [id, { at }] of known) {
      if (known.size <= maxIds && now() - at < WINDOW) return;
      known.delete(id);
    }
  };
  return {
    async once(id, fingerprint, work) {
      const name = id.toLowerCase();
      const earlier = known.get(name);
      if (earlier && now() - earlier.at < WINDOW) {
        if (earlier.fingerprint !== fingerprint) return undefined;
        return { answer: await earlier.answer, replayed: true };
      }
      // At the end, where the newest are.
      known.delete(name);
      const answer = work();
      known.set(name, { fingerprint, at: now(), answer });
      // Not each time, as a Map is slow to find its first entry where many were taken out.
      if (known.size > maxIds || ++begun % 64 === 0) forget();
      try {
        const { status } = await answer;
        if (status === 408 || status === 429 || status >= 500) known.delete(name);
        return { answer: await answer, replayed: false };
      } catch (error) {
        known.delete(name);
        throw error;
      }
    },
    clear: () => known.clear(),
  };
}

import { createHash } from "node:crypto";
import path from "node:path";

interface Sampled {
  readonly id: string;
  readonly fileName: string;
  readonly location: { readonly start: object; readonly end: object };
  readonly mutatorName: string;
  readonly replacement?: string;
}

/** Part of the mutants that is tried, in percent. */
export const SAMPLE = "CALL_HANDOFF_MUTATION_SAMPLE";

/** The same part of the mutants of the same code every time, however many there are. */
function isChosen({ fileName, location, mutatorName, replacement }: Sampled, percent: number): boolean {
  const name = path.basename(fileName);
  const what = JSON.stringify([name, location.start, location.end, mutatorName, replacement]);
  return createHash("sha256").update(what).digest().readUInt16BE() % 100 < percent;
}

/** For Stryker a mutant that is not in the sample is one that does not compile: it is not tried and does not count. */
export class Sampler {
  readonly #percent = Number(process.env[SAMPLE] ?? 100);

  async init(): Promise<void> {}

  async check(mutants: readonly Sampled[]): Promise<Record<string, object>> {
    const verdicts = mutants.map((mutant) => [
      mutant.id,
      isChosen(mutant, this.#percent)
        ? { status: "passed" }
        : { status: "compileError", reason: "not in the sample" },
    ]);
    return Object.fromEntries(verdicts);
  }

  group(mutants: readonly Sampled[]): string[][] {
    return [mutants.map(({ id }) => id)];
  }
}

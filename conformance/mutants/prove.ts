import type { Check, Run } from "../report/check.ts";
import type { CheckId } from "../gate/catalogue.ts";
import type { Mutant } from "./mutant.ts";

/** What became of a mutant. */
export interface Proof {
  readonly mutant: Mutant;
  /** The checks that failed because of it. */
  readonly caught: readonly string[];
  /** What it was to be caught by and was not. */
  readonly missed: readonly CheckId[];
  /** Faults of the gate itself. */
  readonly errors: readonly string[];
}

/** Puts mutants under the gate, so many at once. */
export async function prove(
  mutants: readonly Mutant[],
  atOnce: number,
  onProof: (proof: Proof) => void = () => {},
): Promise<Proof[]> {
  const waiting = [...mutants];
  const proofs: Proof[] = [];
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const proof = proofOf(mutant, await runOf(mutant));
      proofs.push(proof);
      onProof(proof);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return proofs;
}

async function runOf(mutant: Mutant): Promise<Run | Error> {
  try {
    return await mutant.run();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function proofOf(mutant: Mutant, run: Run | Error): Proof {
  if (run instanceof Error) return { mutant, caught: [], missed: mutant.proves, errors: [run.message] };
  const isCaught = ({ status }: Check) => status === "failed" || status === "notTestable";
  const caught = [...new Set(run.checks.filter(isCaught).map(({ id }) => id))];
  const failed = new Set(run.checks.filter(({ status }) => status === "failed").map(({ id }) => id));
  return {
    mutant,
    caught,
    missed: mutant.proves.filter((id) => !failed.has(id)),
    errors: run.checks
      .filter(({ status }) => status === "error")
      .map(({ id, message }) => `${id}: ${message}`),
  };
}

import type { CheckId, Mode } from "../gate/catalogue.ts";
import type { Run } from "../report/check.ts";

/** A party that is right but for one thing, to prove that the gate sees that thing. */
export interface Mutant {
  /** Unique, in kebab case. */
  readonly name: string;
  readonly mode: Mode;
  /** One sentence, such as "A server that answers 200 in the place of 202". */
  readonly about: string;
  /** The checks that have to fail because of it. */
  readonly proves: readonly CheckId[];
  /** Puts it under the gate, as narrowly as suffices. */
  readonly run: () => Promise<Run>;
}

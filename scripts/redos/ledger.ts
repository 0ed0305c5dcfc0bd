import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const TEXT = z.string().min(1);

const DYNAMIC = z.strictObject({
  file: TEXT,
  /** What the expression is made of, as it stands in the code. */
  of: TEXT,
  reason: TEXT,
  /** Expressions that it makes, to be judged too. */
  makes: z.array(TEXT).optional(),
  /** Whether it is made when its module is loaded, so that it is judged as it is made. */
  loads: z.boolean().optional(),
});

const ACCEPTED = z.strictObject({
  source: TEXT,
  flags: z.string().default(""),
  reason: TEXT,
  /** What is repeated to a long text, each of which has to be searched within a second. */
  hostile: z.array(TEXT).optional(),
  /** How long the texts are at most that it reads, in characters. Absent: as long as anybody likes. */
  longest: z.number().int().positive().optional(),
});

const LEDGER = z.strictObject({ dynamic: z.array(DYNAMIC), accepted: z.array(ACCEPTED) });

/** A pattern that is let pass although it is not known to be safe. */
export type Accepted = z.infer<typeof ACCEPTED>;
/** A regular expression that is made of something else than a text in the code. */
export type Known = z.infer<typeof DYNAMIC>;

/** Reads the ledger: what a person has looked at, with the reason why it may stay. */
export function readLedger(file: URL | string): z.infer<typeof LEDGER> {
  return LEDGER.parse(parse(readFileSync(file, "utf8")));
}

/** How long a text is that a hostile pattern is tried with, in characters, and how long that may take, in milliseconds. */
const LENGTH = 100_000;
const PATIENCE = 1000;

/** Which of its hostile texts an accepted pattern takes too long for. */
export function tooSlow(
  { source, flags, hostile = [], longest = LENGTH }: Accepted,
  length = longest,
  patience = PATIENCE,
): string[] {
  const expression = new RegExp(source, flags.includes("g") ? flags : `${flags}g`);
  return hostile.filter((unit) => {
    // At the end something that nothing expects, so that every beginning fails.
    const text = `${unit.repeat(Math.ceil(length / unit.length))}\u0001`;
    // The time of the processor: others may be busy too.
    const began = process.cpuUsage();
    text.replaceAll(expression, "");
    return process.cpuUsage(began).user / 1000 > patience;
  });
}

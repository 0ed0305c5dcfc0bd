/** Measuring in fresh Node.js processes. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { shuffled } from "./statistics.ts";

const run = promisify(execFile);

/**
 * Runs Node.js; gives the number that it prints.
 *
 * @throws Error for a process that fails, or prints something else
 */
export async function numberFrom(args: readonly string[], cwd?: string): Promise<number> {
  const { stdout } = await run(process.execPath, [...args], { cwd });
  const number = stdout.trim() === "" ? Number.NaN : Number(stdout);
  if (Number.isNaN(number)) throw new Error(`A process printed no number: ${stdout}`);
  return number;
}

/**
 * Measures each subject once in each round, in a new random order, and after one round that does not count, in
 * which files come into the cache of the system. Gives one value per round for each subject.
 */
export async function inRounds<Name extends string>(
  names: readonly Name[],
  rounds: number,
  measure: (name: Name) => Promise<number>,
): Promise<(name: Name) => readonly number[]> {
  const values = new Map(names.map((name) => [name, new Array<number>()]));
  for (let round = 0; round <= rounds; round++)
    for (const name of shuffled(names)) {
      const value = await measure(name);
      if (round > 0) values.get(name)?.push(value);
    }
  return (name) => values.get(name) ?? [];
}

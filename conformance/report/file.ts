import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A report could not be written. Exit code 3. */
export class ReportError extends Error {
  override readonly name = "ReportError";
}

/**
 * Writes a file, and makes its folder where there is none. Of one that cannot be written to its end nothing is left: half
 * a report would be taken for one.
 *
 * @param name - what the file is called in messages
 * @throws ReportError
 */
export function writeWhole(file: string, text: string, name: string): void {
  reporting(name, () => {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(file, text);
    } catch (error) {
      // A device or a pipe stays where it is.
      if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) rmSync(file);
      throw error;
    }
  });
}

/** @throws ReportError for whatever goes wrong */
export function reporting(name: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReportError(`${name} cannot be written: ${reason}`, { cause: error });
  }
}

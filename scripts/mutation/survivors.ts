import { readFileSync } from "node:fs";
import path from "node:path";
import type { Mutant } from "./stryker.ts";

type Survivor = Pick<Mutant, "fileName" | "location" | "mutatorName" | "replacement" | "status">;

function original({ fileName, location: { start, end } }: Survivor): string {
  const lines = readFileSync(fileName, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join("\n");
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 100 ? `${line.slice(0, 60)} … ${line.slice(-35)}` : line;
}

/** One line for each mutant that no test found: where it is, what it was, and what it became. */
export function survivorsOf(mutants: readonly Survivor[]): string {
  const lines = mutants
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map((mutant) => {
      const place = `${path.relative(process.cwd(), mutant.fileName)}:${mutant.location.start.line}`;
      const run = mutant.status === "NoCoverage" ? " (not run)" : "";
      return `${place} ${mutant.mutatorName}${run}: ${short(original(mutant))} -> ${short(mutant.replacement ?? "")}\n`;
    });
  return lines.join("");
}

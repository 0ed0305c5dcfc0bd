/** One finding of the check, printed on one line. */
export interface Problem {
  /** The file or the id that is at fault. */
  where: string;
  wrong: string;
  fix: string;
}

export function printProblem({ where, wrong, fix }: Problem): string {
  return `${where}: ${wrong}; ${fix}`.replaceAll("\n", "\\n");
}

/** A short, quoted form of a text for a one-line message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

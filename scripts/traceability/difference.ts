/** How many differing lines are shown. */
const SHOWN = 10;

/** The lines that only one of two texts has, the first few of them: those of the file with `-`, those to come with `+`. */
export function differenceOf(present: string, wanted: string): string {
  const [before, after] = [present.split("\n"), wanted.split("\n")];
  const [had, has] = [new Set(before), new Set(after)];
  const lines = [
    ...before.filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
  if (lines.length === 0) return "The lines are the same, in another order.";
  const rest = lines.length - SHOWN;
  return [...lines.slice(0, SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])].join("\n");
}

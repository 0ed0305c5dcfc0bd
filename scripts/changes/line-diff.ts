/** Two texts as one, with the lines of the first marked `-` and those of the second `+` where they differ. */
export function lineDiff(old: string, revised: string): string {
  const [before, after] = [old.trimEnd().split("\n"), revised.trimEnd().split("\n")];
  const common = commonLengths(before, after);
  const lines: string[] = [];
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const [line, other] = [before[at], after[to]];
    if (line !== undefined && line === other) {
      lines.push(`  ${line}`);
      at++;
      to++;
    } else if (line !== undefined && lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1)) {
      lines.push(`- ${line}`);
      at++;
    } else if (other === undefined) {
      lines.push(`- ${line ?? ""}`);
      at++;
    } else {
      lines.push(`+ ${other}`);
      to++;
    }
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** How many lines the rests of both texts have in common, by where the rests begin. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = before.map(() => after.map(() => 0));
  for (let at = before.length - 1; at >= 0; at--)
    for (let to = after.length - 1; to >= 0; to--) {
      const row = lengths[at];
      if (row)
        row[to] =
          before[at] === after[to]
            ? lengthAt(lengths, at + 1, to + 1) + 1
            : Math.max(lengthAt(lengths, at + 1, to), lengthAt(lengths, at, to + 1));
    }
  return lengths;
}

function lengthAt(lengths: readonly (readonly number[])[], at: number, to: number): number {
  return lengths[at]?.[to] ?? 0;
}

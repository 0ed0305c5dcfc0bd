/** What somebody who wrote a word most likely meant, if that is likely enough. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words
    .map((one) => ({ one, slips: one.startsWith(word) && word.length > 2 ? 1 : slipsBetween(word, one) }))
    .toSorted((one, other) => one.slips - other.slips);
  return best && best.slips <= Math.max(1, Math.floor(word.length / 3)) ? best.one : undefined;
}

/** How many letters have to be changed, added, taken away or exchanged with their neighbour. */
function slipsBetween(from: string, to: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let line = 1; line <= from.length; line++) {
    const following = [line];
    for (let index = 1; index <= to.length; index++) {
      const isSame = from[line - 1] === to[index - 1];
      const isExchanged = line > 1 && from[line - 1] === to[index - 2] && from[line - 2] === to[index - 1];
      following.push(
        Math.min(
          (row[index - 1] ?? 0) + (isSame ? 0 : 1),
          (row[index] ?? 0) + 1,
          (following[index - 1] ?? 0) + 1,
          isExchanged ? (before[index - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = row;
    row = following;
  }
  return row.at(-1) ?? 0;
}

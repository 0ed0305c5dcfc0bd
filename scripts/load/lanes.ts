/** Does something for each value, so many at once; gives the results in the order of the values. */
export async function inLanes<Value, Result>(
  values: readonly Value[],
  lanes: number,
  work: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const rest = values.entries();
  const lane = async () => {
    // All lanes take from the same values.
    for (const [index, value] of rest) results[index] = await work(value);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

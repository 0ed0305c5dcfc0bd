/** Runs functions, so many at once; the others wait for their turn. */
export function limited(count: number): <Result>(run: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let open = 0;
  return async (run) => {
    if (open >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    open++;
    try {
      return await run();
    } finally {
      open--;
      waiting.shift()?.();
    }
  };
}

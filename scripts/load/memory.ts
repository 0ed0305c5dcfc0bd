/** How much memory this process has, in bytes. */
export interface MemoryInUse {
  readonly heap: number;
  readonly resident: number;
}

/** Gives it; after everything was collected that nobody needs, where Node.js runs with `--expose-gc`. */
export async function memoryInUse(collect: boolean): Promise<MemoryInUse> {
  // What is freed at first may hold what can be freed only then.
  const times = collect && globalThis.gc ? 3 : 0;
  for (let time = 0; time < times; time++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, resident: rss };
}

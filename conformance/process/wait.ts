/** Waits until something is done, whatever becomes of it, or for so many milliseconds. */
export async function waitAtMost(milliseconds: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([done, over]);
  clearTimeout(timer);
}

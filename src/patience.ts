/** How many steps a wait has. */
const STEPS = 10;

/**
 * Runs a function after a while, in steps: a process that was busy all the while has not given an answer its chance to
 * come in, and only one step has gone by.
 *
 * @param milliseconds - of a process that is not busy
 * @returns a function that ends the waiting
 */
export function afterPatience(run: () => void, milliseconds: number): () => void {
  let left = STEPS;
  let timer = setTimeout(step, milliseconds / STEPS);
  function step() {
    left--;
    if (left <= 0) run();
    else timer = setTimeout(step, milliseconds / STEPS);
  }
  return () => clearTimeout(timer);
}

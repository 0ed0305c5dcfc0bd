/**
 * Does the work of each key once, however often and at whatever time it is asked for. What failed is forgotten, so that
 * it is done when its notification comes again.
 *
 * @param limit - how many keys are remembered; the oldest make room
 */
export function oncePerKey(limit = 10_000): (key: string, work: () => Promise<void>) => Promise<void> {
  const begun = new Map<string, Promise<void>>();
  return (key, work) => {
    const earlier = begun.get(key);
    if (earlier) return earlier;
    const [oldest] = begun.keys();
    if (begun.size >= limit && oldest !== undefined) begun.delete(oldest);
    const doing = work();
    begun.set(key, doing);
    doing.catch(() => begun.delete(key));
    return doing;
  };
}

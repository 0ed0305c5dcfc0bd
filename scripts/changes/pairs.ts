/** Two versions that are compared on a page of their own. */
export interface Pair {
  readonly old: string;
  readonly new: string;
}

/**
 * The pairs of neighbours of each service. Dated versions follow each other in time; of others, such as `beta` and
 * `v1.0`, none is the older, so that they are compared both ways.
 *
 * @param names - names of versions such as `acs@2024-09-15`
 */
export function pairsOf(names: readonly string[]): Pair[] {
  const services = [...new Set(names.map((name) => name.split("@")[0]))];
  return services.flatMap((service) => {
    const own = names.filter((name) => name.startsWith(`${service}@`));
    const dated = own.filter(isDated).toSorted();
    const others = own.filter((name) => !isDated(name));
    return [...neighbours(dated), ...neighbours(others), ...neighbours(others.toReversed())];
  });
}

/** The name of the page of a pair. */
export function fileOf({ old, new: revised }: Pair): string {
  return `${[old, "to", revised].join("-").replaceAll("@", "-")}.md`;
}

function isDated(name: string): boolean {
  return /@\d{4}-\d{2}-\d{2}/.test(name);
}

function neighbours(names: readonly string[]): Pair[] {
  return names.slice(1).map((name, index) => ({ old: names[index] ?? "", new: name }));
}

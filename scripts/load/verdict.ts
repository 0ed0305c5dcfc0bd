import type { Told } from "./expected.ts";
import type { Reading } from "./reading.ts";

/** How what came for calls differs from what had to come. */
export interface Differences {
  /** Notifications that did not come. */
  readonly lost: number;
  /** Notifications that came more often than they had to. */
  readonly duplicated: number;
  /** Calls whose notifications came in an order that the documents, and the scenario, do not know. */
  readonly misordered: number;
  /** Calls whose operation came to another end, or none that anybody was told of. */
  readonly otherEnds: number;
}

/** No difference. */
export const NONE: Differences = { lost: 0, duplicated: 0, misordered: 0, otherEnds: 0 };

/** The differences of one call, and of the call that it replaced. */
export function differences(expected: Told, found: Told): Differences {
  return sum(ofReading(expected.own, found.own), ofReading(expected.related, found.related));
}

/** Both together. */
export function sum(one: Differences, other: Differences): Differences {
  return {
    lost: one.lost + other.lost,
    duplicated: one.duplicated + other.duplicated,
    misordered: one.misordered + other.misordered,
    otherEnds: one.otherEnds + other.otherEnds,
  };
}

function ofReading(expected: Reading, found: Reading): Differences {
  const lost = surplus(expected.names, found.names);
  const duplicated = surplus(found.names, expected.names);
  const isWhole = lost === 0 && duplicated === 0;
  const isOrdered = found.names.every((name, index) => name === expected.names[index]);
  return {
    lost,
    duplicated,
    // What is lost or there twice cannot be in order either, and is told of already.
    misordered: isWhole && (!isOrdered || found.misfits !== expected.misfits) ? 1 : 0,
    otherEnds: found.end === expected.end ? 0 : 1,
  };
}

/** How many of the names there are beyond those of the others. */
function surplus(names: readonly string[], others: readonly string[]): number {
  const left = [...others];
  let count = 0;
  for (const name of names) {
    const place = left.indexOf(name);
    if (place >= 0) left.splice(place, 1);
    else count++;
  }
  return count;
}

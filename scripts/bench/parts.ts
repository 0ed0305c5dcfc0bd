/** The parts of the benchmark. */
import type { Extent, Figure } from "./figures.ts";
import * as gateCosts from "./gate-costs.ts";
import * as held from "./held.ts";
import * as importTimes from "./import-times.ts";
import * as loadFigures from "./load-figures.ts";
import * as notificationCosts from "./notification-costs.ts";
import * as packageContents from "./package-contents.ts";
import * as simulatorRates from "./simulator-rates.ts";
import * as sizes from "./sizes.ts";
import * as transferCosts from "./transfer-costs.ts";
import * as typeChecking from "./type-checking.ts";

/** What is told of a part beside its figures. */
export interface Description {
  readonly title: string;
  /** How it is measured. */
  readonly method: string;
  /** Why its goals can be missed; told where one is. */
  readonly whyMissed: string;
}

/** One of them. */
export interface Part extends Description {
  readonly measure: (extent: Extent) => Promise<Figure[]>;
  /** By what factor a ratio may be worse before a quick run fails. Absent for what has no ratios to guard. */
  readonly margin?: number;
}

/** All of them, by the names that the command knows, in the order in which they are measured. */
export const PARTS: Readonly<Record<string, Part>> = {
  cpu: {
    method: transferCosts.method,
    whyMissed: transferCosts.whyMissed,
    title: "Processor time per call",
    measure: transferCosts.transferCosts,
    margin: 1.5,
  },
  notifications: {
    method: notificationCosts.method,
    whyMissed: notificationCosts.whyMissed,
    title: "Reading notifications",
    measure: notificationCosts.notificationCosts,
    margin: 1.5,
  },
  simulator: {
    method: simulatorRates.method,
    whyMissed: simulatorRates.whyMissed,
    title: "The simulator beside Prism",
    measure: simulatorRates.simulatorRates,
    margin: 2,
  },
  size: {
    method: sizes.method,
    whyMissed: sizes.whyMissed,
    title: "Size, minified and gzipped",
    measure: sizes.sizes,
    margin: 1,
  },
  package: {
    method: packageContents.method,
    whyMissed: packageContents.whyMissed,
    title: "What is installed",
    measure: packageContents.packageContents,
    margin: 2,
  },
  import: {
    method: importTimes.method,
    whyMissed: importTimes.whyMissed,
    title: "Import time",
    measure: importTimes.importTimes,
    margin: 3,
  },
  types: {
    method: typeChecking.method,
    whyMissed: typeChecking.whyMissed,
    title: "Type checking",
    measure: typeChecking.typeChecking,
    margin: 1.5,
  },
  gate: {
    method: gateCosts.method,
    whyMissed: gateCosts.whyMissed,
    title: "The gate",
    measure: gateCosts.gateCosts,
  },
  load: {
    method: loadFigures.method,
    whyMissed: loadFigures.whyMissed,
    title: "The simulator under load",
    measure: loadFigures.loadFigures,
  },
  held: {
    method: held.method,
    whyMissed: held.whyMissed,
    title: "What has to hold",
    measure: held.heldFigures,
  },
};

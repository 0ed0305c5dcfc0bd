/** What the process that Stryker starts asks of its worker: all tests without a mutant, or some with one. */
export interface RunOrder {
  readonly mutant?: string;
  /** Runs of the mutated place after which it is taken for an endless loop. */
  readonly hitLimit?: number;
  readonly files: readonly {
    readonly path: string;
    readonly tests?: readonly string[];
    /** In milliseconds, of each test; otherwise what the configuration says. */
    readonly timeout?: number;
  }[];
}

export interface TestOutcome {
  readonly id: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly message?: string;
}

export interface RunReport {
  readonly tests: readonly TestOutcome[];
  /** What of the instrumented code each test ran: for Stryker, in its own form. */
  readonly coverage?: unknown;
  readonly loop: boolean;
  /** The test that found the mutant also fails without it: nothing that follows can be trusted. */
  readonly spoilt: boolean;
}

/** What the worker says: that it is there, or what came of an order. */
export interface Message {
  readonly ready?: true;
  readonly report?: RunReport;
  readonly error?: string;
}

export const CHANNEL = "CALL_HANDOFF_MUTATION_CHANNEL";
/** The file that results are written to, one line each. */
export const RESULTS = "CALL_HANDOFF_MUTATION_RESULTS";
/** How long each test takes, in the folder that the tests run in: for processes that did not run them all. */
export const DURATIONS = ".durations.json";

/** What the process with the simulator tells. Sizes are in bytes. */
export interface State {
  /** Notifications by what became of them, as the journal has it. Those under way are `pending`. */
  readonly notifications: Readonly<Record<string, number>>;
  /** How often a request to a receiver was sent again. */
  readonly again: number;
  /** Requests to the services, by their status. */
  readonly requests: Readonly<Record<string, number>>;
  /** How many entries the journal keeps, and how many it has dropped. */
  readonly kept: number;
  readonly dropped: number;
  /** After everything was collected that nobody needs. */
  readonly heap: number;
  readonly resident: number;
  /** The most that the process ever had. */
  readonly peak: number;
}

/** What it is asked: how things stand, with garbage collected or not. */
export interface Question {
  readonly collect: boolean;
}

/** Whether a message between the processes is a question. */
export function isQuestion(value: unknown): value is Question {
  return typeof value === "object" && value !== null && "collect" in value;
}

/** Whether a message between the processes is a state. */
export function isState(value: unknown): value is State {
  return typeof value === "object" && value !== null && "notifications" in value;
}

import type { components } from "../../generated/simulator/types.ts";

type Schemas = components["schemas"];

/** The call that a test wants. */
export type NewCall = Schemas["NewCall"];
/** A call as it stands. */
export type Call = Schemas["Call"];
/** How a call was handed on last. */
export type HandedOn = Schemas["HandedOn"];
/** Something that goes wrong with the next requests or notifications. */
export type Fault = Schemas["Fault"];
/** What may happen to one notification. */
export type Trouble = Schemas["Trouble"];
/** What happened: a request to the services, or a notification. */
export type JournalEntry = Schemas["JournalEntry"];
/** A request to the services, and how it was judged. */
export type RequestEntry = Schemas["RequestEntry"];
/** A notification, and what became of it. */
export type NotificationEntry = Schemas["NotificationEntry"];
/** Entries of the journal. */
export type Journal = Schemas["Journal"];
/** A rule that a request breaks. */
export type JournalViolation = Schemas["Violation"];
/** How time is to pass. */
export type ClockChange = Schemas["ClockChange"];
/** How time passes. */
export type ClockState = Schemas["ClockState"];

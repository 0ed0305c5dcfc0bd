/** A deviation from the contract that was put right before the notification was judged. */
export interface Normalisation {
  /** JSON Pointer to the member as it stands now. */
  readonly where: string;
  /** `name`: the member had another name. `number`: it was a number in quotes. `case`: capitals differed. */
  readonly changed: "name" | "number" | "case";
  /** The name or the text that came. */
  readonly wire: string;
}

/** What every notification has that a receiver hands on. */
export interface Received<Message> {
  /** Which service tells. */
  readonly service: "acs" | "graph";
  /**
   * Tells a redelivery: the same for the same notification, however often and in whatever company it comes. Of ACS it
   * holds `source` and `id`; Graph has no ids, so it is a digest of all that the notification says. Two that say the
   * same have the same, as when media become active, inactive and active again.
   */
  readonly key: string;
  /** What was put right, and nothing else was changed. Empty as a rule. */
  readonly normalised: readonly Normalisation[];
  /** The whole notification, as it came but for `normalised`. Members that the contract does not know are there too. */
  readonly message: Message;
}

/** A notification of a kind that the contract does not describe. */
export interface UnknownNotification<Message> extends Received<Message> {
  readonly type: "unknown";
  /** How the service calls it. */
  readonly wireType: string;
}

/** A notification that breaks the contract. Handed on only with `violations: "deliver"`. */
export interface InvalidNotification extends Received<unknown> {
  readonly type: "invalid";
  /** JSON Pointer to the place in the notification. */
  readonly where: string;
  /** Nothing of it can be relied on: `message` has it all. */
  readonly data?: undefined;
}

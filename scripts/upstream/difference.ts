/** What one version of ours and its official definition say differently. */
export interface Difference {
  /** The version: `acs@2026-03-12`. */
  readonly version: string;
  /** The part of our document: `TransferToParticipantRequest.transferee`, `acs.redirectCall 204`. */
  readonly place: string;
  /** What differs there: `member`, `required`, `type`, `nullable`, `values`, `closed`, or the keyword. */
  readonly aspect: string;
  /** What our document says; `absent` where it says nothing. */
  readonly ours: unknown;
  /** What the official definition says; `absent` where it says nothing. */
  readonly official: unknown;
}

/** A part of our document that no official definition was given for. It is never counted as compared. */
export interface NoUpstream {
  readonly version: string;
  readonly place: string;
  /** What is not given: `no definition of this name`, or the reference that leads nowhere. */
  readonly lacks: string;
}

/** One version of ours beside its official definition. */
export interface VersionComparison {
  readonly version: string;
  /** Where the definition comes from; absent where none was given, and then the whole version is `no upstream`. */
  readonly source?: string;
  /** How many facts were compared and found the same or different. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly noUpstream: readonly NoUpstream[];
}

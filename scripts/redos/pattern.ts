/** A regular expression, and where it stands. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  /** File and line, or file and JSON Pointer. */
  readonly at: string;
}

/** A place where a regular expression is made of something that is no text in the code. */
export interface Dynamic {
  readonly file: string;
  readonly line: number;
  /** What it is made of, as it stands in the code, on one line. */
  readonly of: string;
}

/** What was found in a file. */
export interface Found {
  readonly patterns: readonly Pattern[];
  readonly dynamic: readonly Dynamic[];
}

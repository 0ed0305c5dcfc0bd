import type { Course } from "../course.ts";
import type { Schemas, Shape } from "./shape.ts";

/** Two schemas that are compared. */
export interface ShapePair {
  readonly old: Shape;
  readonly new: Shape;
}

/** By what way the comparison came to a schema, and what it needs to know of what stands around it. */
export interface SchemaCourse extends Course {
  /** Compares what stands inside. */
  readonly compare: (course: SchemaCourse, old: Schemas, revised: Schemas) => void;
  /** Whether two schemas admit the same values. */
  readonly isSame: (old: Schemas, revised: Schemas) => boolean;
  /** The objects that these schemas only say more of, under a condition or as one form of several. */
  readonly within?: ShapePair | undefined;
  /** The tags of kinds that were added or removed, as JSON; to exclude one elsewhere says nothing more. */
  readonly kinds?: ReadonlySet<string>;
  /** Whether it was already judged around here if `null` is admitted. */
  readonly nullJudged?: boolean;
}

/** The course on to what stands inside a value. */
export function inner(course: SchemaCourse): SchemaCourse {
  return { ...course, within: undefined, selects: false, nullJudged: false };
}

import type { Side } from "../change.ts";
import type { DocumentRuleId } from "../rules/document.ts";
import type { Findings } from "./findings.ts";
import { exists, type Spot } from "./spot.ts";

/** Who writes a message: who relies on the contract, or who keeps it. */
export type Direction = "sent" | "received";

/** The names of the two versions, as the documents say them. */
export interface Versions {
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/** By what way the comparison came to where it is. */
export interface Course {
  readonly side: Side;
  readonly direction: Direction;
  /** The operation or webhook that is compared. */
  readonly reach?: string | undefined;
  readonly findings: Findings;
  readonly versions: Versions;
  /** What was compared on this course, to notice recursion. */
  readonly seen: Set<string>;
  /** Which pairs of schemas say the same, as far as it was asked. */
  readonly same: Map<string, boolean>;
  /** How many schemas the comparison stands in. */
  readonly depth?: number;
  /** Whether the value compared is one by which callers may select the version. */
  readonly selects?: boolean;
}

/** What a message of the webhook or operation is to who relies on the contract. */
export function courseTo(
  course: Pick<Course, "findings" | "versions">,
  side: Side,
  reach: string | undefined,
): Course {
  const direction = side === "request" || side === "acknowledgement" ? "sent" : "received";
  return { ...course, side, direction, reach, seen: new Set(), same: new Map() };
}

/** The rule for what is sent, or for what is received. */
export function by(course: Course, sent: DocumentRuleId, received: DocumentRuleId): DocumentRuleId {
  return course.direction === "sent" ? sent : received;
}

/** Notes a difference. Pointers are of what exists. */
export function report(
  course: Course,
  rule: DocumentRuleId,
  message: string,
  spots: { readonly old?: Spot | undefined; readonly new?: Spot | undefined; readonly place?: string },
): void {
  const { side, reach, findings } = course;
  findings.add({
    rule,
    side,
    place: spots.place ?? (spots.old && exists(spots.old) ? spots.old : spots.new)?.place ?? "document",
    message,
    reach,
    oldPointer: pointerOfExisting(spots.old),
    newPointer: pointerOfExisting(spots.new),
  });
}

/** Whether two values differ as the names of the versions do, so that this is how one of them is selected. */
export function areVersions({ versions }: Pick<Course, "versions">, old: unknown, revised: unknown): boolean {
  return old !== revised && old !== undefined && old === versions.old && revised === versions.new;
}

function pointerOfExisting(spot: Spot | undefined): string | undefined {
  return spot && exists(spot) ? spot.pointer : undefined;
}

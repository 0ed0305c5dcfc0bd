import { isObject } from "../../json.ts";
import { by, report } from "../course.ts";
import type { Spot } from "../spot.ts";
import { branchesOf, matched, type Branch } from "./branches.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { membersOf } from "./members.ts";
import { anything, type Schemas, type Shape, type Union } from "./shape.ts";

/** Whether one schema offers alternatives where the other offers none, so that it is one of them, whole. */
export function isOneOfOthers({ old, new: revised }: ShapePair): boolean {
  return (
    Math.min(old.unions.length, revised.unions.length) === 0 &&
    old.unions.length + revised.unions.length === 1
  );
}

/** Compares a schema with the alternatives that are offered in its place. */
export function compareWithOne(course: SchemaCourse, pair: ShapePair): void {
  const wholes = (shape: Shape): Schemas[] => {
    const [union] = shape.unions;
    const parts = withoutDiscriminator(shape.parts);
    if (union) return union.branches.map((branch) => [branch, ...parts]);
    return [parts.length > 0 ? parts : [anything(shape.home)]];
  };
  compareBranches(course, pair, wholes(pair.old), wholes(pair.new));
}

/** What tells alternatives apart says nothing of one of them. */
function withoutDiscriminator(parts: Schemas): Schemas {
  return parts.flatMap((part) => {
    if (!isObject(part.value) || !("discriminator" in part.value)) return [part];
    const { discriminator: _discriminator, ...value } = part.value;
    return Object.keys(value).length > 0 ? [{ ...part, value }] : [];
  });
}

/** Compares alternatives that both schemas offer. Those of `oneOf` are taken to exclude each other. */
export function compareUnions(course: SchemaCourse, pair: ShapePair): void {
  const { old, new: revised } = pair;
  for (const [union, other] of matchedUnions(course, old.unions, revised.unions)) {
    compareUnion(course, pair, union, other);
  }
  if (old.unions.length !== revised.unions.length) {
    const rule = by(course, "sent-assertion-changed", "received-assertion-changed");
    const message = `There are now ${revised.unions.length} sets of alternatives instead of ${old.unions.length}.`;
    report(course, rule, message, { old: old.home, new: revised.home });
  }
}

/** Pairs sets of alternatives: those that say the same, then those of one keyword, then the rest; in order. */
function matchedUnions(
  course: SchemaCourse,
  old: readonly Union[],
  revised: readonly Union[],
): [Union, Union][] {
  const gone = new Set(old);
  const fresh = new Set(revised);
  const pairs: [Union, Union][] = [];
  const pass = (fits: (one: Union, other: Union) => boolean): void => {
    for (const one of gone) {
      const other = [...fresh].find((candidate) => fits(one, candidate));
      if (!other) continue;
      pairs.push([one, other]);
      gone.delete(one);
      fresh.delete(other);
    }
  };
  // Of one set each, what is different is told when they are compared.
  const areSeveral = old.length + revised.length > 2;
  pass(
    (one, other) =>
      areSeveral && one.keyword === other.keyword && course.isSame([alone(one)], [alone(other)]),
  );
  pass((one, other) => one.keyword === other.keyword);
  pass(() => true);
  return pairs.toSorted(([a], [b]) => old.indexOf(a) - old.indexOf(b));
}

/** Alternatives as a schema of their own, which stands nowhere else. */
function alone({ keyword, spot }: Union): Spot {
  return { ...spot, value: { [keyword]: spot.value }, pointer: `${spot.pointer} alone` };
}

function compareUnion(course: SchemaCourse, pair: ShapePair, old: Union, revised: Union): void {
  const hasMembers = (shape: Shape): boolean => membersOf(shape, course.direction).declared.size > 0;
  const within = hasMembers(pair.old) || hasMembers(pair.new) ? pair : undefined;
  const isTagged = compareBranches(
    { ...course, within },
    pair,
    old.branches.map((branch) => [branch]),
    revised.branches.map((branch) => [branch]),
  );
  if (old.keyword === revised.keyword || isTagged) return;
  const spots = { old: old.spot, new: revised.spot };
  if (revised.keyword === "oneOf") {
    const rule = by(course, "sent-limit-tightened", "received-limit-tightened");
    report(course, rule, "Only one of the alternatives may match now.", spots);
  } else {
    const rule = by(course, "sent-limit-loosened", "received-limit-loosened");
    report(course, rule, "Several of the alternatives may match now.", spots);
  }
}

/** @returns whether every form can be told from the others */
function compareBranches(
  course: SchemaCourse,
  pair: ShapePair,
  old: readonly Schemas[],
  revised: readonly Schemas[],
): boolean {
  const [before, after] = [branchesOf(course, old), branchesOf(course, revised)];
  const { pairs, gone, fresh } = matched(course, before, after);
  const kinds = new Set([...gone, ...fresh].flatMap(({ tags }) => tags.map((tag) => JSON.stringify(tag))));
  for (const [one, other] of pairs) {
    course.compare({ ...course, kinds, nullJudged: true }, one.schemas, other.schemas);
  }
  const spots = { old: pair.old.home, new: pair.new.home };
  for (const { title, tags } of gone) {
    const rule = by(
      course,
      "sent-branch-removed",
      tags.length > 0 ? "received-kind-removed" : "received-branch-removed",
    );
    report(course, rule, `The form ${title} is gone.`, spots);
  }
  const isOpen = before.some(({ isOther }) => isOther);
  for (const branch of fresh) {
    const received = additionOf(branch, isOpen);
    const isDescribed = course.direction === "received" && received === "received-kind-described";
    const message = `The form ${branch.title} is ${isDescribed ? "now described on its own" : "new"}.`;
    report(course, by(course, "sent-branch-added", received), message, spots);
  }
  return [...before, ...after].every(({ tags, isOther }) => tags.length > 0 || isOther);
}

function additionOf(branch: Branch, isOpen: boolean) {
  if (branch.tags.length === 0) return "received-branch-added";
  return isOpen ? "received-kind-described" : "received-kind-added";
}

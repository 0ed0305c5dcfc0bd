import { isObject, without } from "../../json.ts";
import { by, report } from "../course.ts";
import { target, type Spot } from "../spot.ts";
import { isOrAre, written, writtenList } from "../wording.ts";
import { branchesOf, matched } from "./branches.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { eachOf, shapeOf, type Shape } from "./shape.ts";

/** What tells forms apart: the member, and the form that each of its values stands for. */
interface Discriminator {
  readonly name?: string;
  readonly forms: ReadonlyMap<string, Spot | undefined>;
}

/** Compares what tells forms apart. The components may be called otherwise and say the same. */
export function compareDiscriminator(course: SchemaCourse, pair: ShapePair): void {
  const [old] = eachOf(pair.old, "discriminator");
  const [revised] = eachOf(pair.new, "discriminator");
  const [from, to] = [discriminatorOf(old), discriminatorOf(revised)];
  const rule = by(course, "sent-discriminator-changed", "received-discriminator-changed");
  if (from.name !== to.name) {
    const message = `The forms are now told apart by ${written(to.name)} instead of ${written(from.name)}.`;
    return report(course, rule, message, { old, new: revised });
  }
  const moved = movedValues(course, pair, from, to);
  if (moved.length > 0) {
    const message = `${writtenList(moved)} in the member "${from.name}" ${isOrAre(moved)} now another form.`;
    report(course, rule, message, { old, new: revised });
  }
  const gone = without([...from.forms.keys()], [...to.forms.keys()]);
  // A form that is gone is told as such.
  if (gone.length === 0 || to.forms.size === 0 || hasFewerForms(pair)) return;
  const message = `The member "${from.name}" no longer says ${writtenList(gone)}.`;
  report(course, rule, message, { old, new: revised });
}

/** The values that stood for one form and stand for another, rather than for what became of the first. */
function movedValues(
  course: SchemaCourse,
  pair: ShapePair,
  from: Discriminator,
  to: Discriminator,
): readonly string[] {
  const shared = [...from.forms].flatMap(([value, before]) => {
    const after = to.forms.get(value);
    return before && after ? [{ value, before, after }] : [];
  });
  const different = shared.filter(
    ({ before, after }) => before.pointer !== after.pointer && !course.isSame([before], [after]),
  );
  if (different.length === 0) return [];
  const forms = ({ unions }: Shape) =>
    branchesOf(
      course,
      unions.flatMap(({ branches }) => branches.map((branch) => [branch])),
    );
  const { pairs } = matched(course, forms(pair.old), forms(pair.new));
  return different
    .filter(({ value, before, after }) => {
      const heir = pairs.find(([one]) => one.shape.home.pointer === homeOf(before))?.[1];
      if (heir) return heir.shape.home.pointer !== homeOf(after);
      return shared.some((other) => other.value !== value && other.after.pointer === before.pointer);
    })
    .map(({ value }) => value);
}

function homeOf(spot: Spot): string {
  return shapeOf([spot]).home.pointer;
}

function discriminatorOf(spot: Spot | undefined): Discriminator {
  if (!spot || !isObject(spot.value)) return { forms: new Map() };
  const { propertyName, mapping } = spot.value;
  const entries = Object.entries(isObject(mapping) ? mapping : {});
  return {
    name: String(propertyName),
    forms: new Map(entries.map(([value, reference]) => [value, formAt(spot, reference)])),
  };
}

/** The component that is meant, by reference or by name; none where it stands elsewhere. */
function formAt(spot: Spot, reference: unknown): Spot | undefined {
  if (typeof reference !== "string") return undefined;
  const isName = /^[\w.-]+$/.test(reference);
  try {
    return target(spot, isName ? `#/components/schemas/${reference}` : reference);
  } catch {
    return undefined;
  }
}

function hasFewerForms(pair: ShapePair): boolean {
  const count = ({ unions }: Shape): number => unions.reduce((sum, { branches }) => sum + branches.length, 0);
  return count(pair.new) < count(pair.old);
}

import type ts from "typescript";
import type { Context, Difference } from "./changes.ts";
import { compareDeclarations } from "./compare-declarations.ts";
import { compareTypes } from "./compare-types.ts";
import { GROWING } from "./growing.ts";
import { UNEXPORTED, type Home } from "./names.ts";
import { declarationOf, type Module, type Surface } from "./surface.ts";

/** What became of one declaration. */
export interface Change extends Difference {
  /** Its name, as users import it; of an unexported one, as it is called in the snapshot. */
  readonly name: string;
  /** Where it is or was exported; of an unexported one, the entries that come to speak of it. */
  readonly entries: readonly string[];
  /** Where it was declared before, to be kept there on record; of something new, where it is declared now. */
  readonly home: Home;
}

/** A declaration before and now. */
interface Pair {
  readonly old: Home;
  readonly now: Home;
}

/**
 * Compares two surfaces, export by export, and what the exports speak of. Each declaration is judged once, in the order
 * of entries and names.
 */
export function compareSurfaces(old: Surface, now: Surface): Change[] {
  const changes: Change[] = [];
  const pairs = new Map<string, { pair: Pair; entries: Set<string> }>();
  const meet = (pair: Pair, entries: Iterable<string>) => {
    const key = keyOf(pair);
    const met = pairs.get(key) ?? { pair, entries: new Set() };
    for (const entry of entries) met.entries.add(entry);
    pairs.set(key, met);
  };
  for (const change of compareExports(old, now, meet)) changes.push(change);
  // The map grows while it is walked through.
  for (const { pair, entries } of pairs.values()) {
    const report = (difference: Difference) =>
      changes.push({ ...difference, name: pair.old.name, entries: [...entries], home: pair.old });
    // What is exported is told of where it is exported, and not where others speak of it.
    const reached = (one: Pair) => meet(one, one.old.module === UNEXPORTED ? entries : []);
    comparePair(pair, { old, now, report, meet: reached, assumed: new Set() });
  }
  return changes;
}

function keyOf({ old, now }: Pair): string {
  return [old.module, old.name, now.module, now.name].join(" ");
}

function* compareExports(
  old: Surface,
  now: Surface,
  meet: (pair: Pair, entries: Iterable<string>) => void,
): Generator<Change> {
  const entries = new Set([...old.keys(), ...now.keys()]);
  entries.delete(UNEXPORTED);
  for (const entry of entries) {
    const [before, after] = [old.get(entry), now.get(entry)];
    const home = { module: entry, name: "*" };
    const whole = { place: "", name: "*", entries: [entry], home };
    if (!before) yield { ...whole, impact: "compatible", message: "is a new entry" };
    else if (!after) yield { ...whole, impact: "breaking", message: "is gone with all that it exported" };
    else yield* compareEntries(before, after, meet);
  }
}

function* compareEntries(
  old: Module,
  now: Module,
  meet: (pair: Pair, entries: Iterable<string>) => void,
): Generator<Change> {
  const entries = [old.name];
  for (const name of new Set([...old.exports.keys(), ...now.exports.keys()])) {
    const [had, has] = [old.exports.get(name), now.exports.get(name)];
    const common = { place: "", name, entries, home: { module: old.name, name } };
    if (!has) yield { ...common, impact: "breaking", message: "is no longer exported" };
    else if (!had) yield { ...common, impact: "compatible", message: "is a new export" };
    else {
      if (!had.isTypeOnly && has.isTypeOnly)
        yield { ...common, impact: "breaking", message: "is exported as a type only" };
      meet({ old: had, now: has }, entries);
    }
  }
}

interface Comparing {
  readonly old: Surface;
  readonly now: Surface;
  readonly report: (difference: Difference) => void;
  /** Puts a pair of declarations on the list of those that are compared by themselves. */
  readonly meet: (pair: Pair) => void;
  /** Pairs that are being compared, taken to be the same until they prove otherwise. */
  readonly assumed: ReadonlySet<string>;
}

function comparePair(pair: Pair, comparing: Comparing): void {
  const { old, now, report } = comparing;
  const [before, after] = [declarationOf(old, pair.old), declarationOf(now, pair.now)];
  if (!before || !after) {
    // Names of other packages are all that is known of what those declare.
    const isSame = pair.old.module === pair.now.module && pair.old.name === pair.now.name;
    if (!isSame && (before ?? after))
      report({ impact: "breaking", place: "", message: "is declared in another package than before" });
    return;
  }
  const context: Context = {
    note: (impact, place, message) => report({ impact, place, message }),
    isSame: (oldName, nowName) =>
      isSameReference(
        resolve(oldName, old.get(pair.old.module)),
        resolve(nowName, now.get(pair.now.module)),
        oldName === nowName,
        comparing,
      ),
    compare: (oldType: ts.TypeNode, nowType: ts.TypeNode, direction, place) =>
      compareTypes(oldType, nowType, direction, place, context),
  };
  compareDeclarations(before, after, GROWING.includes(pair.old.name), context);
}

/** What a name means in a module; `undefined` for type parameters and what the language declares. */
function resolve(name: string, module: Module | undefined): Home | undefined {
  if (module?.declarations.has(name)) return { module: module.name, name };
  return module?.imports.get(name);
}

function isSameReference(
  old: Home | undefined,
  now: Home | undefined,
  isSameText: boolean,
  comparing: Comparing,
): boolean {
  if (!old && !now) return isSameText;
  if (!old || !now) return false;
  const pair = { old, now };
  if (old.name === now.name) {
    comparing.meet(pair);
    return true;
  }
  if (comparing.assumed.has(keyOf(pair))) return true;
  const isOurs = declarationOf(comparing.old, old) && declarationOf(comparing.now, now);
  // Under another name the same may be declared: a change of names that nobody sees.
  return isOurs !== undefined && breaksNobody(pair, comparing);
}

function breaksNobody(pair: Pair, comparing: Comparing): boolean {
  let breaks = false;
  const assumed = new Set(comparing.assumed).add(keyOf(pair));
  const report = ({ impact }: Difference) => {
    breaks ||= impact === "breaking";
  };
  comparePair(pair, { ...comparing, report, assumed });
  return !breaks;
}

/** Says whether a value of JSON is what the contract asks for. */
export type Predicate = (value: unknown) => boolean;

type Members = Readonly<Record<string, Predicate>>;

/** From the innermost place to the outermost. */
const trace: (string | number)[] = [];

/** JSON Pointer to where the value judged last breaks the contract. Only names of the contract and positions. */
export function brokenAt(): string {
  return trace.map((name) => `/${name}`).reduceRight((path, name) => path + name, "");
}

/** Judges a value for which `brokenAt` then tells the place. */
export function judged(predicate: Predicate, value: unknown): boolean {
  // Setting a length takes longer than looking at it.
  if (trace.length > 0) trace.length = 0;
  return predicate(value);
}

function no(name: string | number): false {
  trace.push(name);
  return false;
}

/** Tries a value without blame if it fails. */
function tried(predicate: Predicate, value: unknown): boolean {
  const { length } = trace;
  const result = predicate(value);
  trace.length = length;
  return result;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text: Predicate = (value) => typeof value === "string";
export const filled: Predicate = (value) => typeof value === "string" && value !== "";
export const bool: Predicate = (value) => typeof value === "boolean";
export const never: Predicate = () => false;
export const any: Predicate = () => true;

/** A whole number within limits. */
export const whole =
  (minimum = -Infinity, maximum = Infinity): Predicate =>
  (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum;

export const matching =
  (pattern: RegExp): Predicate =>
  (value) =>
    typeof value === "string" && pattern.test(value);

/** Text of at most so many characters, of which one can take two places. */
export const upTo =
  (length: number): Predicate =>
  (value) =>
    typeof value === "string" && (value.length <= length || Array.from(value).length <= length);

export const among =
  (...values: readonly unknown[]): Predicate =>
  (value) =>
    values.includes(value);

export const orNull =
  (predicate: Predicate): Predicate =>
  (value) =>
    value === null || predicate(value);

export const not =
  (predicate: Predicate): Predicate =>
  (value) =>
    !tried(predicate, value);

export const all =
  (...predicates: readonly Predicate[]): Predicate =>
  (value) =>
    predicates.every((predicate) => predicate(value));

/** One of branches that overlap, so that none of them is to blame. */
export const some =
  (...predicates: readonly Predicate[]): Predicate =>
  (value) =>
    predicates.some((predicate) => tried(predicate, value));

export const choose =
  (condition: Predicate, then: Predicate, otherwise: Predicate): Predicate =>
  (value) =>
    (condition(value) ? then : otherwise)(value);

/**
 * What an object has to be by the value of one member.
 *
 * @param other - where the value is none of these
 * @param absent - where the member is not there, if that is something of its own
 */
export const byTag = (member: string, cases: Members, other: Predicate, absent = other): Predicate => {
  const known = new Map<unknown, Predicate>(Object.entries(cases)).set(undefined, absent);
  return (value) => ((isObject(value) && known.get(value[member])) || other)(value);
};

/** An array, empty or not; items that anything goes for need no predicate. */
export const list =
  (predicate?: Predicate, minimum = 0): Predicate =>
  (value) => {
    if (!Array.isArray(value) || value.length < minimum) return false;
    if (predicate) for (let at = 0; at < value.length; at++) if (!predicate(value[at])) return no(at);
    return true;
  };

/** An object whose members all satisfy one predicate. Their names are not the contract's. */
export const map =
  (predicate: Predicate): Predicate =>
  (value) =>
    isObject(value) && Object.values(value).every((member) => tried(predicate, member));

/**
 * An object.
 *
 * @param members - what those members have to be that are there
 * @param required - how many of them have to be there: the first so many
 * @param dependent - what the object has to be where a member is there
 */
export const object = (members: Members, required = 0, dependent: Members = {}): Predicate => {
  // A map, as names such as `constructor` are found in every object.
  const known = new Map<string, Member>();
  for (const [name, judge] of Object.entries(members))
    known.set(name, { judge, required: known.size < required, holder: dependent[name] });
  return (value) => {
    if (!isObject(value)) return false;
    let found = 0;
    // What is there is less than what may be.
    for (const name in value) {
      const member = known.get(name);
      if (!member) continue;
      if (!member.judge(value[name])) return no(name);
      if (member.holder && !member.holder(value)) return false;
      if (member.required) found++;
    }
    return found === required || no([...known.keys()].find((name) => value[name] === undefined) ?? "");
  };
};

interface Member {
  readonly judge: Predicate;
  readonly required: boolean;
  /** What the object has to be where the member is there. */
  readonly holder: Predicate | undefined;
}

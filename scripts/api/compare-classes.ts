import ts from "typescript";
import type { Context } from "./changes.ts";
import { compareMembers, compareOverloads, joined, membersByName } from "./compare-members.ts";
import { accessOf, isAbstract, isOptional, isStatic, type Access, type Member } from "./modifiers.ts";

/** What decides how far differences of a class reach. */
interface Reach {
  /** Whether users can extend it. Who cannot does not notice what is protected or abstract. */
  readonly isOpen: boolean;
  /** Whether only the class and those that extend it make objects of its type. */
  readonly isNominal: boolean;
}

/**
 * Compares two classes but for what they are generic over and extend. How users extend a class cannot be seen: whatever
 * could break one that does counts as breaking, unless its constructor is private, which lets nobody extend it.
 */
export function compareClasses(old: ts.ClassDeclaration, now: ts.ClassDeclaration, context: Context): void {
  const access = constructorAccess(old);
  const reach = { isOpen: access !== "private", isNominal: isNominal(old) };
  compareKinds(old, now, { ...reach, access }, context);
  compareConstructors(old, now, access, context);
  const [had, has] = [old, now].map(({ members }) => members.filter((member) => isSeen(member, reach)));
  if (!had || !has) return;
  compareMarks(had, has, reach, context);
  // Whoever can write an object that passes for one of the class, or extend it, gives what others get.
  const direction = reach.isNominal && !reach.isOpen ? "received" : "both";
  compareMembers(had, has, { direction, place: "" }, context, (added) => breaksNobody(added, reach));
}

function compareKinds(
  old: ts.ClassDeclaration,
  now: ts.ClassDeclaration,
  { isNominal: wasNominal, access }: Reach & { readonly access: Access },
  context: Context,
): void {
  if (!isAbstract(old) && isAbstract(now))
    context.note(
      access === "public" ? "breaking" : "compatible",
      "",
      "is abstract: `new` can no longer make one",
    );
  if (isAbstract(old) && !isAbstract(now)) context.note("compatible", "", "is no longer abstract");
  if (!wasNominal && isNominal(now))
    context.note("breaking", "", "has members of its own: no other object passes for one of the class");
  if (wasNominal && !isNominal(now))
    context.note("compatible", "", "has no members of its own: other objects may pass for one of the class");
}

function isNominal({ members }: ts.ClassDeclaration): boolean {
  return members.some(
    (member) => !ts.isConstructorDeclaration(member) && !isStatic(member) && accessOf(member) !== "public",
  );
}

function constructorAccess({ members }: ts.ClassDeclaration): Access {
  const found = members.find(ts.isConstructorDeclaration);
  return found ? accessOf(found) : "public";
}

/** There is no class whose constructor users write for others to call: what it gets may become wider. */
function compareConstructors(
  old: ts.ClassDeclaration,
  now: ts.ClassDeclaration,
  access: Access,
  context: Context,
): void {
  const [had, has] = [constructorsOf(old), constructorsOf(now)];
  const place = "new";
  const after = constructorAccess(now);
  // Nobody could call it.
  if (access === "private") {
    if (after !== "private") context.note("compatible", place, `is ${after}, was private`);
  } else if (after === "private") context.note("breaking", place, "is gone");
  else if (!had || !has) {
    // What is inherited stands in another declaration, which may be one of another package.
    if (had ?? has) context.note("breaking", place, had ? "is gone" : "is new, and no longer inherited");
  } else {
    if (access !== after)
      context.note(access === "public" ? "breaking" : "compatible", place, `is ${after}, was ${access}`);
    compareOverloads(had, has, { direction: "received", place }, context);
  }
}

/** The constructors that are written down, or the one that every class has by itself; `undefined` if it inherits them. */
function constructorsOf({
  members,
  heritageClauses,
}: ts.ClassDeclaration): readonly ts.ConstructorDeclaration[] | undefined {
  const own = members.filter(ts.isConstructorDeclaration);
  if (own.length > 0) return own;
  return heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) ? undefined : implicit;
}

const implicit = ts
  .createSourceFile("implicit.d.ts", "declare class A { constructor(); }", ts.ScriptTarget.ES2022, true)
  .statements.filter(ts.isClassDeclaration)
  .flatMap(({ members }) => members.filter(ts.isConstructorDeclaration));

/** Whether users come to a member: what is protected is only there for those who extend the class. */
function isSeen(member: Member, { isOpen }: Reach): boolean {
  const access = accessOf(member);
  return !ts.isConstructorDeclaration(member) && (access === "public" || (access === "protected" && isOpen));
}

/** Compares who comes to members that are there before and now, and who has to write them. */
function compareMarks(
  old: readonly Member[],
  now: readonly Member[],
  { isOpen }: Reach,
  context: Context,
): void {
  const has = membersByName(now);
  for (const [name, members] of membersByName(old)) {
    const others = has.get(name) ?? [];
    const pairs = members.flatMap((member, index) => {
      const other = others[index];
      return other ? [{ member, other }] : [];
    });
    const place = joined("", name);
    const moved = pairs.find(({ member, other }) => accessOf(member) !== accessOf(other));
    // One that extends the class and has its own as protected no longer compiles when it is public.
    if (moved) context.note("breaking", place, `is ${accessOf(moved.other)}, was ${accessOf(moved.member)}`);
    if (pairs.some(({ member, other }) => !isAbstract(member) && isAbstract(other)))
      context.note(
        isOpen ? "breaking" : "compatible",
        place,
        "is abstract: who extends the class has to write it",
      );
    if (pairs.some(({ member, other }) => isAbstract(member) && !isAbstract(other)))
      context.note("compatible", place, "is no longer abstract");
  }
}

/** Whether nobody has to write members that are new. */
function breaksNobody(added: readonly Member[], { isOpen, isNominal: wasNominal }: Reach): boolean {
  if (isOpen && added.some(isAbstract)) return false;
  return added.every((member) => wasNominal || accessOf(member) !== "public" || isOptional(member));
}

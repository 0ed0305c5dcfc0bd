import ts from "typescript";
import { short, type Context } from "./changes.ts";
import { compareOptionality, compareSignatures, type Position } from "./compare-signatures.ts";
import { isMarked, isOptional, isStatic, type Member } from "./modifiers.ts";

/**
 * Compares the members of two types by their names; several under one name are overloads, in their order.
 *
 * @param breaksNobody - whether members of one name may be added; by default, if users only get them or may leave them out
 */
export function compareMembers(
  old: readonly Member[],
  now: readonly Member[],
  position: Position,
  context: Context,
  breaksNobody = (added: readonly Member[]) => position.direction === "received" || added.every(isOptional),
): void {
  const [had, has] = [membersByName(old), membersByName(now)];
  for (const [name, members] of had) {
    const place = joined(position.place, name);
    const others = has.get(name);
    if (!others) context.note("breaking", place, "is gone");
    else compareOverloads(members, others, { ...position, place }, context);
  }
  for (const [name, members] of has) {
    if (had.has(name)) continue;
    const words = members.every(isOptional) ? "is new, and optional" : "is new";
    const place = joined(position.place, name);
    context.note(breaksNobody(members) ? "compatible" : "breaking", place, words, position.place);
  }
}

/** A place within a place. */
export function joined(place: string, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}

/** Members that have the same name belong together, as overloads do. */
export function membersByName(members: readonly Member[]): Map<string, Member[]> {
  const named = new Map<string, Member[]>();
  for (const member of members) {
    const name = nameOf(member);
    named.set(name, [...(named.get(name) ?? []), member]);
  }
  return named;
}

function nameOf(member: Member): string {
  if (member.name) return (isStatic(member) ? "static " : "") + member.name.getText();
  if (ts.isConstructSignatureDeclaration(member)) return "new";
  return ts.isIndexSignatureDeclaration(member) ? "[any name]" : "()";
}

/** Compares what has one name, in its order. */
export function compareOverloads(
  old: readonly Member[],
  now: readonly Member[],
  position: Position,
  context: Context,
): void {
  for (const [index, member] of old.entries()) {
    const other = now[index];
    if (other) comparePair(member, other, position, context);
    else
      context.note("breaking", position.place, `can no longer be called as \`${short(member.getText())}\``);
  }
  for (const member of now.slice(old.length)) {
    const isHarmless = position.direction === "received";
    const words = `can also be called as \`${short(member.getText())}\``;
    context.note(isHarmless ? "compatible" : "breaking", position.place, words);
  }
}

function comparePair(old: Member, now: Member, position: Position, context: Context): void {
  const { place } = position;
  if (old.kind !== now.kind || isAccessor(old) !== isAccessor(now))
    return context.note("breaking", place, `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
  const direction = isWritten(old) ? "both" : position.direction;
  compareOptionality(isOptional(old), isOptional(now), { direction, place }, context);
  compareReadonly(old, now, position, context);
  if (isSignature(old) && isSignature(now)) compareSignatures(old, now, { direction, place }, context);
  else if (isTyped(old) && isTyped(now) && old.type && now.type)
    context.compare(old.type, now.type, direction, place);
  else if (old.getText() !== now.getText())
    context.note("breaking", place, `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
}

/** Whether users may set it, although others make the object: a property of a class. */
function isWritten(member: Member): boolean {
  return ts.isPropertyDeclaration(member) && !isMarked(member, ts.SyntaxKind.ReadonlyKeyword);
}

function isAccessor(member: Member): boolean {
  return isMarked(member, ts.SyntaxKind.AccessorKeyword);
}

function compareReadonly(old: Member, now: Member, { direction, place }: Position, context: Context): void {
  const [was, is] = [old, now].map((member) => isMarked(member, ts.SyntaxKind.ReadonlyKeyword));
  if (!was && is)
    context.note(direction === "given" ? "compatible" : "breaking", place, "can no longer be written to");
  if (was && !is) context.note("compatible", place, "can be written to");
}

function isSignature(member: Member): member is Member & ts.SignatureDeclaration {
  return (
    ts.isMethodSignature(member) ||
    ts.isMethodDeclaration(member) ||
    ts.isConstructorDeclaration(member) ||
    ts.isGetAccessorDeclaration(member) ||
    ts.isSetAccessorDeclaration(member) ||
    ts.isConstructSignatureDeclaration(member) ||
    ts.isCallSignatureDeclaration(member) ||
    ts.isIndexSignatureDeclaration(member)
  );
}

function isTyped(member: Member): member is ts.PropertySignature | ts.PropertyDeclaration {
  return ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
}

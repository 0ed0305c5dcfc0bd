import ts from "typescript";
import { short, type Context } from "./changes.ts";
import { compareOptionality, compareSignatures, type Position } from "./compare-signatures.ts";

type Member = ts.TypeElement | ts.ClassElement;

/** Compares the members of two types by their names; several under one name are overloads, in their order. */
export function compareMembers(
  old: readonly Member[],
  now: readonly Member[],
  position: Position,
  context: Context,
): void {
  const [had, has] = [byName(old), byName(now)];
  for (const [name, members] of had) {
    const place = joined(position.place, name);
    const others = has.get(name);
    if (!others) context.note("breaking", place, "is gone");
    else compareOverloads(members, others, { ...position, place }, context);
  }
  for (const [name, members] of has) {
    if (had.has(name)) continue;
    const isHarmless = position.direction === "received" || members.every(isOptional);
    const words = members.every(isOptional) ? "is new, and optional" : "is new";
    const place = joined(position.place, name);
    context.note(isHarmless ? "compatible" : "breaking", place, words, position.place);
  }
}

function joined(place: string, name: string): string {
  return place === "" ? name : `${place}.${name}`;
}

function byName(members: readonly Member[]): Map<string, Member[]> {
  const named = new Map<string, Member[]>();
  for (const member of members) {
    if (isHidden(member)) continue;
    const name = nameOf(member);
    named.set(name, [...(named.get(name) ?? []), member]);
  }
  return named;
}

/** What only the class itself sees. */
function isHidden(member: Member): boolean {
  if (member.name && ts.isPrivateIdentifier(member.name)) return true;
  return isMarked(member, ts.SyntaxKind.PrivateKeyword);
}

function nameOf(member: Member): string {
  if (member.name) return (isStatic(member) ? "static " : "") + member.name.getText();
  if (ts.isConstructorDeclaration(member) || ts.isConstructSignatureDeclaration(member)) return "new";
  return ts.isIndexSignatureDeclaration(member) ? "[any name]" : "()";
}

function isStatic(member: Member): boolean {
  return isMarked(member, ts.SyntaxKind.StaticKeyword);
}

function isMarked(member: Member, wanted: ts.SyntaxKind): boolean {
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) : undefined;
  return modifiers?.some(({ kind }) => kind === wanted) ?? false;
}

function isOptional(member: Member): boolean {
  return "questionToken" in member && member.questionToken !== undefined;
}

function compareOverloads(
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
  const { direction, place } = position;
  if (old.kind !== now.kind)
    return context.note("breaking", place, `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
  compareOptionality(isOptional(old), isOptional(now), position, context);
  compareReadonly(old, now, position, context);
  if (isSignature(old) && isSignature(now)) {
    // There is no class whose constructor users write for others to call.
    const isConstructor = ts.isConstructorDeclaration(old);
    compareSignatures(old, now, { direction: isConstructor ? "received" : direction, place }, context);
  } else if (isTyped(old) && isTyped(now) && old.type && now.type)
    context.compare(old.type, now.type, direction, place);
  else if (old.getText() !== now.getText())
    context.note("breaking", place, `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
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
    ts.isConstructSignatureDeclaration(member) ||
    ts.isCallSignatureDeclaration(member) ||
    ts.isIndexSignatureDeclaration(member)
  );
}

function isTyped(member: Member): member is ts.PropertySignature | ts.PropertyDeclaration {
  return ts.isPropertySignature(member) || ts.isPropertyDeclaration(member);
}

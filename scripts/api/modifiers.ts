import ts from "typescript";

/** A part of an interface, a class or an object type. */
export type Member = ts.TypeElement | ts.ClassElement;

/** Who comes to a member of a class: everybody, classes that extend it, or only the class itself. */
export type Access = "public" | "protected" | "private";

/** Whether a word such as `readonly` stands before a declaration. */
export function isMarked(node: ts.Node, wanted: ts.SyntaxKind): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === wanted) ?? false;
}

export function accessOf(member: Member): Access {
  const isHash = member.name !== undefined && ts.isPrivateIdentifier(member.name);
  if (isHash || isMarked(member, ts.SyntaxKind.PrivateKeyword)) return "private";
  return isMarked(member, ts.SyntaxKind.ProtectedKeyword) ? "protected" : "public";
}

export function isStatic(member: Member): boolean {
  return isMarked(member, ts.SyntaxKind.StaticKeyword);
}

export function isAbstract(node: ts.Node): boolean {
  return isMarked(node, ts.SyntaxKind.AbstractKeyword);
}

export function isOptional(member: Member): boolean {
  return "questionToken" in member && member.questionToken !== undefined;
}

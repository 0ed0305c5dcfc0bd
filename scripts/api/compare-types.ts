import ts from "typescript";
import { short, type Context, type Direction } from "./changes.ts";
import { compareMembers } from "./compare-members.ts";
import { compareSignatures } from "./compare-signatures.ts";

/** Types that are as wide or narrow as what they are of. */
const CONTAINERS = new Set([
  "Promise",
  "Readonly",
  "Partial",
  "ReadonlyArray",
  "ReadonlyMap",
  "AsyncIterable",
]);

/**
 * Compares two types by how they are written. What cannot be decided that way counts as breaking.
 *
 * @param direction - who has values of the type: in what users give, more may be allowed, in what they get, less
 */
export function compareTypes(
  old: ts.TypeNode,
  now: ts.TypeNode,
  direction: Direction,
  place: string,
  context: Context,
): void {
  if (ts.isParenthesizedTypeNode(old)) return context.compare(old.type, now, direction, place);
  if (ts.isParenthesizedTypeNode(now)) return context.compare(old, now.type, direction, place);
  if (ts.isUnionTypeNode(old) || ts.isUnionTypeNode(now))
    return compareUnions(partsOf(old), partsOf(now), direction, place, context);
  if (ts.isTypeLiteralNode(old) && ts.isTypeLiteralNode(now))
    return compareMembers(old.members, now.members, { direction, place }, context);
  if (ts.isFunctionTypeNode(old) && ts.isFunctionTypeNode(now))
    return compareSignatures(old, now, { direction, place }, context);
  if (ts.isArrayTypeNode(old) && ts.isArrayTypeNode(now))
    return context.compare(old.elementType, now.elementType, direction, `${place}[]`);
  if (
    ts.isIntersectionTypeNode(old) &&
    ts.isIntersectionTypeNode(now) &&
    old.types.length === now.types.length
  )
    return comparePairs(old.types, now.types, direction, place, context);
  if (ts.isTypeReferenceNode(old) && ts.isTypeReferenceNode(now) && isSameReference(old, now, context)) {
    const within = CONTAINERS.has(old.typeName.getText()) ? direction : "both";
    return comparePairs(old.typeArguments ?? [], now.typeArguments ?? [], within, place, context);
  }
  if (ts.isTypeOperatorNode(old) && ts.isTypeOperatorNode(now) && old.operator === now.operator)
    return context.compare(old.type, now.type, isReadonly(old) ? direction : "both", place);
  if (!isSameShape(old, now, place, context))
    context.note("breaking", place, `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
}

/** The members of a union; a type that is none is one by itself. */
export function partsOf(type: ts.TypeNode): ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(type)) return partsOf(type.type);
  return ts.isUnionTypeNode(type) ? type.types.flatMap(partsOf) : [type];
}

function isReadonly({ operator }: ts.TypeOperatorNode): boolean {
  return operator === ts.SyntaxKind.ReadonlyKeyword;
}

function compareUnions(
  old: readonly ts.TypeNode[],
  now: readonly ts.TypeNode[],
  direction: Direction,
  place: string,
  context: Context,
): void {
  const [had, has] = [new Map(old.map(byText)), new Map(now.map(byText))];
  const gone = [...had].filter(([text]) => !has.has(text)).map(([, type]) => type);
  const added = [...has].filter(([text]) => !had.has(text)).map(([, type]) => type);
  for (const [text, type] of had) {
    const same = has.get(text);
    if (same) context.compare(type, same, direction, place);
  }
  const [lost] = gone;
  const [gained] = added;
  // One that is written otherwise on each side is most likely the same one.
  if (lost && gained && gone.length === 1 && added.length === 1)
    return context.compare(lost, gained, direction, place);
  for (const type of gone)
    context.note(direction === "received" ? "compatible" : "breaking", place, `no longer is ${quoted(type)}`);
  for (const type of added)
    context.note(
      direction === "given" ? "compatible" : "breaking",
      place,
      `can also be ${quoted(type)}`,
      place,
    );
}

function byText(type: ts.TypeNode): [string, ts.TypeNode] {
  return [type.getText(), type];
}

function quoted(type: ts.TypeNode): string {
  return `\`${short(type.getText())}\``;
}

function comparePairs(
  old: readonly ts.TypeNode[],
  now: readonly ts.TypeNode[],
  direction: Direction,
  place: string,
  context: Context,
): void {
  for (const [index, type] of old.entries()) {
    const other = now[index];
    if (other) context.compare(type, other, direction, place);
  }
}

function isSameReference(old: ts.TypeReferenceNode, now: ts.TypeReferenceNode, context: Context): boolean {
  const isSameCount = (old.typeArguments?.length ?? 0) === (now.typeArguments?.length ?? 0);
  if (!isSameCount) return false;
  return ts.isIdentifier(old.typeName) && ts.isIdentifier(now.typeName)
    ? context.isSame(old.typeName.text, now.typeName.text)
    : old.typeName.getText() === now.typeName.getText();
}

/** Of what has no rule of its own: whether it is made up in the same way. Types within it are compared. */
function isSameShape(old: ts.Node, now: ts.Node, place: string, context: Context): boolean {
  if (old.kind !== now.kind || wordsOf(old) !== wordsOf(now)) return false;
  if (ts.isIdentifier(old) && ts.isIdentifier(now)) return context.isSame(old.text, now.text);
  const [parts, others] = [childrenOf(old), childrenOf(now)];
  if (parts.length !== others.length) return false;
  if (parts.length === 0) return old.getText() === now.getText();
  return parts.every((part, index) => {
    const other = others[index];
    if (!other) return false;
    const areRuled = ts.isTypeLiteralNode(part) && ts.isTypeLiteralNode(other);
    if (!areRuled) return isSameShape(part, other, place, context);
    context.compare(part, other, "both", place);
    return true;
  });
}

/** What TypeScript does not keep as a part of its own: `keyof` and the like, and `typeof` before an import. */
function wordsOf(node: ts.Node): string {
  if (ts.isTypeOperatorNode(node)) return String(node.operator);
  return ts.isImportTypeNode(node) ? String(node.isTypeOf) : "";
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  node.forEachChild((child) => {
    children.push(child);
  });
  return children;
}

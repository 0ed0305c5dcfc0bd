import ts from "typescript";
import { short, type Context } from "./changes.ts";
import { compareClasses } from "./compare-classes.ts";
import { compareMembers } from "./compare-members.ts";
import { compareTypes } from "./compare-types.ts";
import { compareSignatures, compareTypeParameters } from "./compare-signatures.ts";

/**
 * Compares the statements that declare one name before and now.
 *
 * @param isGrowing - what names all there is, and may name more: see `growing.ts`
 */
export function compareDeclarations(
  old: readonly ts.Statement[],
  now: readonly ts.Statement[],
  isGrowing: boolean,
  context: Context,
): void {
  const told = isGrowing ? growing(context) : context;
  for (const [index, statement] of old.entries()) {
    const other = now[index];
    if (!other) told.note("breaking", "", `can no longer be used as \`${short(statement.getText())}\``);
    else if (isGrowing && grows(statement, other)) told.note("compatible", "", "names more");
    else compareStatements(statement, other, told);
  }
  for (const statement of now.slice(old.length))
    told.note("compatible", "", `can also be used as \`${short(statement.getText())}\``);
}

/** What is added to a list of all there is harms nobody. Within what is named the usual rules hold. */
function growing(context: Context): Context {
  const told: Context = {
    ...context,
    note: (impact, place, message, addsTo) =>
      context.note(addsTo === "" ? "compatible" : impact, place, message, addsTo),
    compare: (old, now, direction, place) => compareTypes(old, now, direction, place, told),
  };
  return told;
}

/** Whether a list of values has the old ones, in their order, with others between. */
function grows(old: ts.Statement, now: ts.Statement): boolean {
  const [had, has] = [elementsOf(old), elementsOf(now)];
  if (!had || !has || had.length === has.length) return false;
  let at = 0;
  for (const element of has) if (element === had[at]) at++;
  return at === had.length;
}

function elementsOf(statement: ts.Statement): string[] | undefined {
  if (!ts.isVariableStatement(statement)) return undefined;
  const type = statement.declarationList.declarations[0]?.type;
  const inner = type && ts.isTypeOperatorNode(type) ? type.type : type;
  return inner && ts.isTupleTypeNode(inner) ? inner.elements.map((element) => element.getText()) : undefined;
}

function compareStatements(old: ts.Statement, now: ts.Statement, context: Context): void {
  if (ts.isInterfaceDeclaration(old) && ts.isInterfaceDeclaration(now)) {
    compareTypeParameters(old.typeParameters, now.typeParameters, "", context);
    compareHeritage(old.heritageClauses, now.heritageClauses, context);
    compareMembers(old.members, now.members, { direction: "both", place: "" }, context);
  } else if (ts.isTypeAliasDeclaration(old) && ts.isTypeAliasDeclaration(now)) {
    compareTypeParameters(old.typeParameters, now.typeParameters, "", context);
    context.compare(old.type, now.type, "both", "");
  } else if (ts.isFunctionDeclaration(old) && ts.isFunctionDeclaration(now))
    compareSignatures(old, now, { direction: "received", place: "" }, context);
  else if (ts.isClassDeclaration(old) && ts.isClassDeclaration(now)) {
    compareTypeParameters(old.typeParameters, now.typeParameters, "", context);
    compareHeritage(old.heritageClauses, now.heritageClauses, context);
    compareClasses(old, now, context);
  } else if (ts.isVariableStatement(old) && ts.isVariableStatement(now)) compareVariables(old, now, context);
  else if (old.getText() !== now.getText())
    context.note("breaking", "", `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
}

function compareVariables(old: ts.VariableStatement, now: ts.VariableStatement, context: Context): void {
  const [before] = old.declarationList.declarations;
  const [after] = now.declarationList.declarations;
  if (before?.type && after?.type) context.compare(before.type, after.type, "received", "");
  else if (old.getText() !== now.getText())
    context.note("breaking", "", `is \`${short(now.getText())}\`, was \`${short(old.getText())}\``);
}

function compareHeritage(
  old: readonly ts.HeritageClause[] | undefined,
  now: readonly ts.HeritageClause[] | undefined,
  context: Context,
): void {
  const [had, has] = [typesOf(old), typesOf(now)];
  for (const [index, type] of had.entries()) {
    const other = has[index];
    const isSame =
      other &&
      ts.isIdentifier(type.expression) &&
      ts.isIdentifier(other.expression) &&
      context.isSame(type.expression.text, other.expression.text);
    const [before, after] = [type, other].map((one) => one?.typeArguments ?? []);
    if (!isSame || before?.length !== after?.length)
      context.note("breaking", "", `no longer extends \`${short(type.getText())}\``);
    else
      for (const [at, argument] of (before ?? []).entries()) {
        const given = after?.[at];
        if (given) context.compare(argument, given, "both", "");
      }
  }
  for (const type of has.slice(had.length))
    context.note("breaking", "", `extends \`${short(type.getText())}\` too`);
}

function typesOf(clauses: readonly ts.HeritageClause[] | undefined): ts.ExpressionWithTypeArguments[] {
  return (clauses ?? []).flatMap(({ types }) => [...types]);
}

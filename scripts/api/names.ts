import ts from "typescript";
import type { Declarations } from "./program.ts";

/** The module of what no entry exports, though exported types speak of it. */
export const UNEXPORTED = "./unexported";

/** The module that names what can be imported and has no types. */
export const FILES = "package.json";

/** The name of `export default`. */
export const DEFAULT = "default";

/** Where a declaration is written down, and under which name. */
export interface Home {
  /** An entry, {@link UNEXPORTED}, or another package. */
  readonly module: string;
  readonly name: string;
}

/** An export of an entry. */
export interface Export {
  readonly name: string;
  readonly symbol: ts.Symbol;
  /** A class or value of which only the type can be used. */
  readonly isTypeOnly: boolean;
}

/** What identifiers stand for. */
export interface Names {
  /** Every declaration of the package that users can come to, exported or not. */
  readonly homes: ReadonlyMap<ts.Symbol, Home>;
  /** What an identifier stands for; `undefined` for members, type parameters and what the language declares. */
  symbolOf(node: ts.Identifier): ts.Symbol | undefined;
  homeOf(symbol: ts.Symbol): Home | undefined;
}

/** The declaration that an import or export in a row of them leads to. */
export function originOf(symbol: ts.Symbol, { checker }: Declarations): ts.Symbol {
  let origin = symbol;
  for (let next: ts.Symbol | undefined = origin; next;) {
    origin = next;
    const isAlias = (origin.flags & ts.SymbolFlags.Alias) !== 0;
    const step: ts.Symbol | undefined = isAlias ? checker.getImmediateAliasedSymbol(origin) : undefined;
    // What another package declares was not read: its import is as far as one comes.
    next = step?.declarations ? step : undefined;
  }
  return origin;
}

/**
 * Gives every declaration a home that does not depend on how the bundler has distributed and renamed it: the first
 * entry that exports it, under that name. What is not exported keeps its own name; where several have the same, the
 * place of its first use is added.
 */
export function nameAll(
  exportsOf: ReadonlyMap<string, readonly Export[]>,
  declarations: Declarations,
): Names {
  const homes = new Map<ts.Symbol, Home>();
  for (const [module, exports] of exportsOf)
    for (const { name, symbol } of exports)
      if (name !== DEFAULT && !homes.has(symbol) && !importOf(symbol)) homes.set(symbol, { module, name });
  const symbolOf = (node: ts.Identifier) => topLevelOf(node, declarations);
  // No statement can declare something of that name: what has no other is written down as what is not exported.
  const defaults = [...exportsOf.values()].flat().filter(({ name }) => name === DEFAULT);
  const nameless = defaults.map(({ symbol }) => symbol).filter((one) => !homes.has(one) && !importOf(one));
  const uses = unexportedOf(homes, nameless, symbolOf, declarations);
  const bareNames = [...uses.keys()].map(bareName);
  for (const [symbol, place] of uses) {
    const bare = bareName(symbol);
    const isAlone = bareNames.indexOf(bare) === bareNames.lastIndexOf(bare);
    const name = isAlone ? bare : free(`${bare}$${place}`, homes);
    homes.set(symbol, { module: UNEXPORTED, name });
  }
  return { homes, symbolOf, homeOf: (symbol) => homes.get(symbol) ?? importOf(symbol) };
}

/** The bundler numbers what has the same name in several files. */
function bareName(symbol: ts.Symbol): string {
  const [declaration] = symbol.declarations ?? [];
  const named = declaration && ts.getNameOfDeclaration(declaration);
  const name = named && ts.isIdentifier(named) ? named.text : symbol.name;
  return name.replace(/\$\d+$/, "");
}

function free(name: string, homes: ReadonlyMap<ts.Symbol, Home>): string {
  const taken = new Set(
    [...homes.values()].filter(({ module }) => module === UNEXPORTED).map((home) => home.name),
  );
  let wanted = name;
  for (let number = 2; taken.has(wanted); number++) wanted = `${name}_${number}`;
  return wanted;
}

function topLevelOf(node: ts.Identifier, declarations: Declarations): ts.Symbol | undefined {
  const found = declarations.checker.getSymbolAtLocation(node);
  if (!found) return undefined;
  const symbol = originOf(found, declarations);
  const isTopLevel = symbol.declarations?.some(
    (declaration) => statementOf(declaration) !== undefined || importOf(symbol) !== undefined,
  );
  return isTopLevel ? symbol : undefined;
}

/** The statement of a file that a declaration is; `undefined` for parts of one. */
export function statementOf(declaration: ts.Declaration): ts.Statement | undefined {
  const { parent } = declaration;
  if (ts.isVariableDeclaration(declaration))
    return ts.isVariableStatement(parent.parent) ? parent.parent : undefined;
  return ts.isStatement(declaration) && ts.isSourceFile(parent) ? declaration : undefined;
}

/** The package and name from which something comes that another package declares. */
function importOf(symbol: ts.Symbol): Home | undefined {
  const declaration = symbol.declarations?.find(
    (one) => ts.isImportSpecifier(one) || ts.isExportSpecifier(one) || ts.isImportClause(one),
  );
  if (declaration && ts.isImportClause(declaration)) {
    const { moduleSpecifier: specifier } = declaration.parent;
    return ts.isStringLiteral(specifier) ? { module: specifier.text, name: DEFAULT } : undefined;
  }
  if (!declaration || !(ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration)))
    return undefined;
  const from = declaration.parent.parent;
  const { moduleSpecifier } = ts.isImportClause(from) ? from.parent : from;
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  return { module: moduleSpecifier.text, name: (declaration.propertyName ?? declaration.name).text };
}

/** What exports speak of without being exported, with the place that speaks of it first. */
function unexportedOf(
  exported: ReadonlyMap<ts.Symbol, Home>,
  defaults: readonly ts.Symbol[],
  symbolOf: Names["symbolOf"],
  declarations: Declarations,
): Map<ts.Symbol, string> {
  const uses = new Map<ts.Symbol, string>(defaults.map((symbol) => [symbol, DEFAULT]));
  const waiting: [ts.Symbol, string | undefined][] = [...exported.keys(), ...defaults].map((symbol) => [
    symbol,
    undefined,
  ]);
  const look = (node: ts.Node, user: ts.Symbol, inherited: string | undefined, key: string | undefined) => {
    const named = key ?? keyOf(node);
    if (ts.isIdentifier(node)) {
      const symbol = symbolOf(node);
      const isOwn = symbol?.declarations?.some(
        (one) => declarations.owns(one) && statementOf(one) !== undefined,
      );
      if (symbol && isOwn && !exported.has(symbol) && !uses.has(symbol)) {
        const place = inherited ?? named ?? exported.get(user)?.name ?? bareName(user);
        uses.set(symbol, place);
        waiting.push([symbol, inherited ?? named]);
      }
    }
    node.forEachChild((child) => look(child, user, inherited, named));
  };
  // The list grows while it is walked through.
  for (const [symbol, place] of waiting)
    for (const declaration of symbol.declarations ?? []) {
      const statement = statementOf(declaration);
      statement?.forEachChild((child) => look(child, symbol, place, undefined));
    }
  return uses;
}

/** `acs@2026-03-12` in `{ "acs@2026-03-12": … }`, as a part of a name. */
function keyOf(node: ts.Node): string | undefined {
  const isNamed = ts.isPropertySignature(node) && ts.isStringLiteral(node.name);
  return isNamed ? node.name.text.replaceAll(/\W+/g, "_") : undefined;
}

import ts from "typescript";
import {
  DEFAULT,
  nameAll,
  originOf,
  statementOf,
  UNEXPORTED,
  type Export,
  type Home,
  type Names,
} from "./names.ts";
import { openDeclarations, type Declarations, type ReadFile } from "./program.ts";
import type { Entry } from "./entries.ts";

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

/**
 * What each entry exports, as TypeScript: one module for each entry, and `./unexported` for what they speak of without
 * exporting it. No comments, and nothing of the files and names that the bundler chose, so that the same surface gives
 * the same text.
 *
 * @param read - gives the declarations of the built package
 */
export function writeModules(entries: readonly Entry[], read: ReadFile): Map<string, string> {
  const declarations = openDeclarations(
    entries.map(({ types }) => types),
    read,
  );
  const exportsOf = new Map(entries.map((entry) => [entry.name, exportsOfEntry(entry, declarations)]));
  const names = nameAll(exportsOf, declarations);
  const modules = new Map<string, string>();
  for (const { name: module, types } of entries) {
    const scope = new Scope(module, names);
    const exports = exportsOf.get(module) ?? [];
    const parts = exports.map((one) => exported(one, scope));
    const augmentations = declarations.file(types).statements.filter(isAugmentation);
    parts.push(...augmentations.map((statement) => scope.print(statement)));
    modules.set(module, textOf(scope, parts));
  }
  const scope = new Scope(UNEXPORTED, names);
  const rest = [...names.homes].filter(([, { module }]) => module === UNEXPORTED);
  const parts = rest
    .toSorted(([, one], [, other]) => compareText(one.name, other.name))
    .map(([symbol]) => declaration(symbol, scope, ""));
  modules.set(UNEXPORTED, textOf(scope, parts));
  return modules;
}

/** In the order of characters, which is the same on every machine. */
export function compareText(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

function exportsOfEntry({ types }: Entry, declarations: Declarations): Export[] {
  const file = declarations.file(types);
  // Other packages are not read: nobody would see what comes and goes.
  const unread = file.statements.find(isUnread);
  if (unread) throw new Error(`${types} has \`${unread.getText()}\`, which the snapshot cannot follow.`);
  const module = declarations.checker.getSymbolAtLocation(file);
  const exports = module ? declarations.checker.getExportsOfModule(module) : [];
  return exports
    .map((symbol) => ({
      name: symbol.name,
      symbol: originOf(symbol, declarations),
      isTypeOnly: (symbol.declarations ?? []).some(
        (one) => ts.isExportSpecifier(one) && (one.isTypeOnly || one.parent.parent.isTypeOnly),
      ),
    }))
    .toSorted((one, other) => compareText(one.name, other.name));
}

/** `export =`, and all that another package exports. */
function isUnread(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return statement.isExportEquals === true;
  if (!ts.isExportDeclaration(statement)) return false;
  const { exportClause, moduleSpecifier } = statement;
  const isAll = !exportClause || ts.isNamespaceExport(exportClause);
  return isAll && !moduleSpecifier?.getText().slice(1).startsWith(".");
}

function isAugmentation(statement: ts.Statement): boolean {
  return ts.isModuleDeclaration(statement) && ts.isStringLiteral(statement.name);
}

function exported({ name, symbol, isTypeOnly }: Export, scope: Scope): string {
  const home = scope.names.homeOf(symbol);
  const hasValue = (symbol.flags & ts.SymbolFlags.Value) !== 0 || !scope.names.homes.has(symbol);
  const type = isTypeOnly && hasValue ? "type " : "";
  if (home?.name === DEFAULT && home.module === UNEXPORTED)
    throw new Error(`${scope.module} exports a default that has no name, which the snapshot cannot write.`);
  const isHere = home?.module === scope.module && home.name === name;
  if (isHere && !symbol.declarations?.some((one) => statementOf(one)))
    throw new Error(`${scope.module} exports ${name} in a form that the snapshot does not know.`);
  if (isHere)
    return declaration(symbol, scope, type === "" ? "export " : "") + (type && `\nexport type { ${name} };`);
  if (!home) throw new Error(`${scope.module} exports ${name}, which is declared nowhere.`);
  const renamed = home.name === name ? name : `${home.name} as ${name}`;
  const from = home.module === scope.module ? "" : ` from ${JSON.stringify(home.module)}`;
  return `export ${type}{ ${renamed} }${from};`;
}

function declaration(symbol: ts.Symbol, scope: Scope, prefix: string): string {
  const statements = new Set((symbol.declarations ?? []).map(statementOf).filter((one) => one !== undefined));
  return [...statements]
    .map((statement) => prefix + scope.print(statement).replace(/^export (?:default )?/, ""))
    .join("\n");
}

function textOf(scope: Scope, parts: readonly string[]): string {
  return [scope.imports(), ...parts].filter(Boolean).join("\n\n");
}

/** The names that one module uses, and from where it has them. */
class Scope {
  readonly module: string;
  readonly names: Names;
  readonly #imported = new Map<ts.Symbol, { home: Home; local: string }>();
  readonly #own: ReadonlySet<string>;

  constructor(module: string, names: Names) {
    this.module = module;
    this.names = names;
    const homes = [...names.homes.values()];
    this.#own = new Set(homes.filter((home) => home.module === module).map(({ name }) => name));
  }

  print(statement: ts.Statement): string {
    const { transformed } = ts.transform(statement, [(context) => (root) => this.#rename(root, context)]);
    const [renamed = statement] = transformed;
    return printer.printNode(ts.EmitHint.Unspecified, renamed, statement.getSourceFile());
  }

  imports(): string {
    const imports = [...this.#imported.values()];
    const modules = new Set(imports.map(({ home }) => home.module));
    return [...modules]
      .toSorted(compareText)
      .map((module) => {
        const list = imports
          .filter(({ home }) => home.module === module)
          .map(({ home: { name }, local }) => (name === local ? name : `${name} as ${local}`))
          .toSorted(compareText);
        return `import { ${list.join(", ")} } from ${JSON.stringify(module)};`;
      })
      .join("\n");
  }

  #rename(root: ts.Statement, context: ts.TransformationContext): ts.Statement {
    const visit = (node: ts.Node): ts.Node => {
      // What a function calls its parts of an argument is nobody's business.
      if (ts.isParameter(node) && !ts.isIdentifier(node.name)) {
        const { modifiers, dotDotDotToken, questionToken, type } = node;
        const renamed = ts.factory.updateParameterDeclaration(
          node,
          modifiers,
          dotDotDotToken,
          "options",
          questionToken,
          type,
          undefined,
        );
        return ts.visitEachChild(renamed, visit, context);
      }
      if (ts.isIdentifier(node)) {
        const name = this.#nameOf(node);
        return name === undefined || name === node.text ? node : ts.factory.createIdentifier(name);
      }
      return ts.visitEachChild(node, visit, context);
    };
    return ts.visitNode(root, visit, ts.isStatement);
  }

  #nameOf(node: ts.Identifier): string | undefined {
    const symbol = this.names.symbolOf(node);
    const home = symbol && this.names.homeOf(symbol);
    if (!symbol || !home) return undefined;
    if (home.module === this.module) return home.name;
    const known = this.#imported.get(symbol);
    if (known) return known.local;
    const taken =
      home.name === DEFAULT ||
      this.#own.has(home.name) ||
      [...this.#imported.values()].some(({ local }) => local === home.name);
    // `$` is in no name of our own: what carries one is only called so here.
    const local = taken ? `${home.name}$${lastPart(home.module)}` : home.name;
    this.#imported.set(symbol, { home, local });
    return local;
  }
}

function lastPart(module: string): string {
  return module.replace(/^.*\//, "").replaceAll(/\W+/g, "_");
}

import ts from "typescript";
import { isMarked } from "./modifiers.ts";
import type { Home } from "./names.ts";

/** One module of a surface, read from its text. */
export interface Module {
  readonly name: string;
  /** What names of other modules stand for. */
  readonly imports: ReadonlyMap<string, Home>;
  /** The statements of each name; a function has one for each overload. */
  readonly declarations: ReadonlyMap<string, readonly ts.Statement[]>;
  readonly exports: ReadonlyMap<string, Exported>;
}

/** What can be imported from a module. */
export interface Exported extends Home {
  readonly isTypeOnly: boolean;
}

/** All modules by their name. */
export type Surface = ReadonlyMap<string, Module>;

/** Reads the texts of modules, as they are written here, into what can be compared. */
export function readSurface(texts: ReadonlyMap<string, string>): Surface {
  return new Map([...texts].map(([name, text]) => [name, readModule(name, text)]));
}

/** The declaration that a name of a module leads to. */
export function declarationOf(surface: Surface, { module, name }: Home): readonly ts.Statement[] | undefined {
  return surface.get(module)?.declarations.get(name);
}

/** The statement as it is written. */
export function textOf(statement: ts.Node): string {
  return statement.getText();
}

function readModule(name: string, text: string): Module {
  const file = ts.createSourceFile(`${name}.d.ts`, text, ts.ScriptTarget.ES2022, true);
  const imports = new Map<string, Home>();
  const declarations = new Map<string, ts.Statement[]>();
  const exports = new Map<string, Exported>();
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, imports);
    else if (ts.isExportDeclaration(statement)) readExport(statement, name, exports);
    else if (ts.isExportAssignment(statement)) {
      const { expression, isExportEquals } = statement;
      const own = expression.getText();
      exports.set(isExportEquals ? "export =" : "default", { module: name, name: own, isTypeOnly: false });
    } else
      for (const declared of namesOf(statement)) {
        declarations.set(declared, [...(declarations.get(declared) ?? []), statement]);
        const exported = isMarked(statement, ts.SyntaxKind.DefaultKeyword) ? "default" : declared;
        if (isExported(statement)) exports.set(exported, { module: name, name: declared, isTypeOnly: false });
      }
  }
  return { name, imports, declarations, exports };
}

function readImport(
  { importClause, moduleSpecifier }: ts.ImportDeclaration,
  imports: Map<string, Home>,
): void {
  const bindings = importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return;
  for (const { name, propertyName } of bindings.elements)
    imports.set(name.text, { module: moduleSpecifier.text, name: (propertyName ?? name).text });
}

function readExport(
  { exportClause, moduleSpecifier, isTypeOnly }: ts.ExportDeclaration,
  own: string,
  exports: Map<string, Exported>,
): void {
  if (!exportClause || !ts.isNamedExports(exportClause)) return;
  const module = moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : own;
  for (const { name, propertyName } of exportClause.elements)
    exports.set(name.text, { module, name: (propertyName ?? name).text, isTypeOnly });
}

function isExported(statement: ts.Statement): boolean {
  // What is said of another module, or is one, is there for everybody.
  if (ts.isModuleDeclaration(statement)) return true;
  return isMarked(statement, ts.SyntaxKind.ExportKeyword);
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (ts.isModuleDeclaration(statement)) return [`module ${statement.name.text}`];
  const isNamed =
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  if (!isNamed) return [];
  // Only a default export needs no name.
  return [statement.name?.text ?? "default"];
}

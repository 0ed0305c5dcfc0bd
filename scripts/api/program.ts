import ts from "typescript";

/** Reads a file, by its path relative to the package; `undefined` where there is none. */
export type ReadFile = (path: string) => string | undefined;

/** Declarations of one package, in which names can be followed from file to file. */
export interface Declarations {
  readonly checker: ts.TypeChecker;
  /** @throws Error for a file that is not there */
  file(path: string): ts.SourceFile;
  /** Whether a declaration stands in this package, rather than in one that it imports. */
  owns(node: ts.Node): boolean;
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  // What the language and other packages declare is named by those who use it, and need not be read.
  noLib: true,
  types: [],
};

/**
 * Opens declaration files. No types are checked and other packages are not read, which makes this a matter of a second.
 */
export function openDeclarations(paths: readonly string[], read: ReadFile): Declarations {
  const host: ts.CompilerHost = {
    fileExists: (path) => read(relative(path)) !== undefined,
    readFile: (path) => read(relative(path)),
    getSourceFile: (path, languageVersion) => {
      const text = read(relative(path));
      return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion, true);
    },
    getDefaultLibFileName: () => "lib.d.ts",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    resolveModuleNameLiterals: (literals, containing) =>
      literals.map(({ text }) => ({ resolvedModule: resolve(text, containing, read) })),
  };
  const program = ts.createProgram({ rootNames: paths.map((path) => `/${path}`), options: OPTIONS, host });
  return {
    checker: program.getTypeChecker(),
    file: (path) => {
      const file = program.getSourceFile(`/${path}`);
      if (!file) throw new Error(`${path} is not there: npm run build makes it.`);
      return file;
    },
    owns: (node) => read(relative(node.getSourceFile().fileName)) !== undefined,
  };
}

function relative(path: string): string {
  return path.replace(/^\//, "");
}

function resolve(specifier: string, containing: string, read: ReadFile): ts.ResolvedModuleFull | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const resolvedFileName = new URL(specifier, `file://${containing}`).pathname.replace(/\.js$/, ".d.ts");
  const isThere = read(relative(resolvedFileName)) !== undefined;
  return isThere ? { resolvedFileName, extension: ts.Extension.Dts } : undefined;
}

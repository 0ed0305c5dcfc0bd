import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What the snippets take for granted: names of the reader's own, and packages that are not installed here. */
const AMBIENT = `
declare const appId: string, callConnectionId: string, callId: string, connectionString: string;
declare const incomingCallContext: string, item: unknown, target: { rawId: string };
declare const store: (pair: unknown) => void;
declare const acs: import("call-handoff/acs").AcsClient;
declare const request: import("call-handoff/graph").GraphSchemas["transferRequest"];
declare const result: { status: number };
declare const notifications: readonly unknown[];
declare const graph: import("call-handoff/graph").GraphClient;
declare const receive: import("call-handoff/graph/webhook").Receiver;
declare const handled: { has(key: string): boolean; add(key: string): void };
declare const say: (text: string | undefined) => Promise<void>;
declare module "@azure/identity" {
  export class DefaultAzureCredential {
    getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number } | null>;
  }
}
`;

const PAGES = ["clients", "contracts", "gate", "receivers", "simulator"].map((name) => `docs/${name}.md`);

const snippets = ["README.md", "AGENTS.md", ...PAGES].flatMap((page) =>
  Array.from(
    readFileSync(join(root, page), "utf8").matchAll(/^```ts\n(.*?)^```$/gms),
    ([, code = ""]) => code,
  ),
);

/** What the compiler says of each snippet, as a reader's file would be compiled. */
function faultsOf(codes: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: ["node"],
    paths: {
      "call-handoff": [join(root, "src/index.ts")],
      "call-handoff/conformance": [join(root, "conformance/index.ts")],
      "call-handoff/*": [join(root, "src/*/index.ts"), join(root, "src/*.ts")],
    },
  };
  const files = new Map(
    codes.map((code, index) => [join(root, `readme-${index}.ts`), `${code}\nexport {};\n`]),
  );
  files.set(join(root, "readme-ambient.d.ts"), AMBIENT);
  const host = ts.createCompilerHost(options);
  const onDisk = ts.createCompilerHost(options);
  host.fileExists = (name) => files.has(name) || onDisk.fileExists(name);
  host.readFile = (name) => files.get(name) ?? onDisk.readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? onDisk.getSourceFile(name, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  // The rest of the program is what the type check of the project judges, and most of the work.
  return [...files.keys()]
    .flatMap((name) => {
      const file = program.getSourceFile(name);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    })
    .map(({ file, start = 0, messageText }) => {
      const line = file?.text.slice(0, start).split("\n").length;
      return `${file?.fileName.slice(root.length)}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}

test("every snippet of README and docs compiles, and one that does not would be found", () => {
  expect(snippets.length).toBeGreaterThan(20);
  const broken = 'import { phone } from "call-handoff/graph";\nphone(1);';
  // In one go, as the compiler takes most of its time for what all of them have in common.
  expect(faultsOf([...snippets, broken])).toEqual([
    `readme-${snippets.length}.ts:2 Argument of type 'number' is not assignable to parameter of type 'string'.`,
  ]);
});

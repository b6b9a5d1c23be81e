import { createRequire } from "node:module";
import type ts from "@tslab/typescript-for-tslab";
import type { Converter, ConverterOptions } from "tslab/dist/converter";
import type { ConsoleInterface, ConverterSet, Executor } from "tslab/dist/executor";

/**
 * The private parts of tslab 1.0.22 and its TypeScript 5.0.4 that this folder uses, with types. tslab is
 * pinned to one version: read its converter and executor again before you upgrade.
 */

export type { ts };

/** A source file with the fields that the parser and the program add. */
export interface BoundFile extends ts.SourceFile {
  parseDiagnostics?: readonly ts.DiagnosticWithLocation[];
  resolvedModules?: {
    forEach(
      visit: (
        resolution: { resolvedModule?: ts.ResolvedModuleFull },
        name: string,
        mode: ts.ResolutionMode,
      ) => void,
    ): void;
  };
}

/** The symbol is included if `includeSymbol` is set. */
export interface CompletionEntry extends ts.CompletionEntry {
  symbol?: ts.Symbol;
}

type CompletionArguments = [
  program: ts.Program,
  log: (message: string) => void,
  file: ts.SourceFile,
  position: number,
  preferences: ts.UserPreferences,
  triggerCharacter: ts.CompletionsTriggerCharacter | undefined,
  kind: ts.CompletionTriggerKind | undefined,
  cancellation: ts.CancellationToken,
];

/** TypeScript's completions, and the call that tslab's fork adds. */
export interface Completions {
  getCompletionsAtPosition(
    host: object,
    ...rest: [...CompletionArguments, formatContext: undefined, includeSymbol: boolean]
  ): ts.CompletionInfo | undefined;
  getCompletionsAtPositionForTslab(host: object, ...rest: CompletionArguments): ts.CompletionInfo | undefined;
}

/** The last parameter of `emit`: write declarations even if they are incomplete. */
export interface Program extends ts.Program {
  emit(...args: [...Parameters<ts.Program["emit"]>, forceDeclarations?: boolean]): ts.EmitResult;
}

/** The TypeScript of tslab: the public API and the few internals that are used here. */
export type TypeScript = Omit<typeof ts, "Completions" | "createProgram"> & {
  createProgram(options: ts.CreateProgramOptions): Program;
  Completions: Completions;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  transformModule: ts.TransformerFactory<ts.SourceFile>;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
};

/** The methods of the builder that tslab's converter calls. */
export interface TslabBuilder {
  getSourceFile(fileName: string): ts.SourceFile | undefined;
  getProgram(): Program;
  getAllDependencies(file: ts.SourceFile): readonly string[];
  emit(
    file: ts.SourceFile,
    writeFile: ts.WriteFileCallback,
    cancellation: undefined,
    declarationsOnly: undefined,
    transformers: ts.CustomTransformers,
  ): ts.EmitResult;
}

/** The watch host, with the fields that tslab's converter adds. */
export interface TslabHost {
  rootFiles: string[];
  options: ts.CompilerOptions;
  sys: TslabSystem;
  afterProgramCreate?(builder: TslabBuilder): void;
}

/** tslab's `sys`: the cell, the declarations so far and in-memory modules, on top of the real file system. */
export type TslabSystem = ts.System & Required<Pick<ts.System, "watchFile" | "setTimeout" | "clearTimeout">>;

export interface TslabModules {
  createConverter(options?: ConverterOptions): Converter;
  createExecutor(rootDir: string, converters: ConverterSet, console: ConsoleInterface): Executor;
}

/** The globals of a cell's code in tslab's executor. `scope` is added here. */
export interface TslabGlobal {
  __tslab__: { exports: object; require: NodeJS.Require; scope: object };
}

const tslabRequire = () => createRequire(require.resolve("tslab/package.json"));

/** The TypeScript of tslab. */
export function loadTypeScript(): TypeScript {
  return tslabRequire()("@tslab/typescript-for-tslab");
}

/**
 * tslab's converter and executor with another `ts`. The modules are loaded again each time: every session
 * has its own, and plain tslab in the same process keeps the original.
 */
export function loadTslab(typescript: TypeScript): TslabModules {
  const load = tslabRequire();
  const path = load.resolve("@tslab/typescript-for-tslab");
  const cached = load.cache[path];
  const fresh = ["./dist/converter", "./dist/executor", "./dist/metadata"].map((id) => load.resolve(id));
  for (const id of fresh) delete load.cache[id];
  load.cache[path] = Object.assign(Object.create(cached ?? null), { exports: typescript });
  try {
    const { createConverter } = load("./dist/converter");
    const { createExecutor } = load("./dist/executor");
    return { createConverter, createExecutor };
  } finally {
    load.cache[path] = cached;
    for (const id of fresh) delete load.cache[id];
  }
}

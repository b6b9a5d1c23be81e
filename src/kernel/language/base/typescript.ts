import { createRequire } from "node:module";
import type ts from "@tslab/typescript-for-tslab";
import type { Converter, ConverterOptions } from "tslab/dist/converter";
import type { ConsoleInterface, ConverterSet, Executor } from "tslab/dist/executor";

/**
 * The private parts of tslab 1.0.22 and of its TypeScript 5.0.4 that this folder stands on, typed in one
 * place. tslab is pinned exactly: a new version means reading its converter and executor again.
 */

export type { ts };

/** A source file with what the parser and the program leave on it. */
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

/** The checker's symbol comes along when `includeSymbol` is asked for. */
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

/** TypeScript's own completions, and the call that tslab's dialect adds. */
export interface Completions {
  getCompletionsAtPosition(
    host: object,
    ...rest: [...CompletionArguments, formatContext: undefined, includeSymbol: boolean]
  ): ts.CompletionInfo | undefined;
  getCompletionsAtPositionForTslab(host: object, ...rest: CompletionArguments): ts.CompletionInfo | undefined;
}

/** `emit`'s last parameter: write the declarations even where they are incomplete. */
export interface Program extends ts.Program {
  emit(...args: [...Parameters<ts.Program["emit"]>, forceDeclarations?: boolean]): ts.EmitResult;
}

/** TypeScript as tslab ships it: the public API and the few internals used here. */
export type TypeScript = Omit<typeof ts, "Completions" | "createProgram"> & {
  createProgram(options: ts.CreateProgramOptions): Program;
  Completions: Completions;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  transformModule: ts.TransformerFactory<ts.SourceFile>;
  getTouchingPropertyName(file: ts.SourceFile, position: number): ts.Node;
};

/** What tslab's converter asks of the builder that `afterProgramCreate` hands it. */
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

/** What tslab's converter makes of `createWatchCompilerHost`'s answer before it starts watching. */
export interface TslabHost {
  rootFiles: string[];
  options: ts.CompilerOptions;
  sys: TslabSystem;
  afterProgramCreate?(builder: TslabBuilder): void;
}

/** tslab's `sys`: the cell, the declarations so far and in-memory modules, over the real file system. */
export type TslabSystem = ts.System & Required<Pick<ts.System, "watchFile" | "setTimeout" | "clearTimeout">>;

export interface TslabModules {
  createConverter(options?: ConverterOptions): Converter;
  createExecutor(rootDir: string, converters: ConverterSet, console: ConsoleInterface): Executor;
}

/** Where tslab's executor looks up what a cell's code is called with; `scope` is our addition. */
export interface TslabGlobal {
  __tslab__: { exports: object; require: NodeJS.Require; scope: object };
}

const tslabRequire = () => createRequire(require.resolve("tslab/package.json"));

/** TypeScript as tslab ships it. */
export function loadTypeScript(): TypeScript {
  return tslabRequire()("@tslab/typescript-for-tslab");
}

/**
 * tslab's converter and executor over another `ts`. The modules are loaded anew each time, so that every
 * session has its own and a plain tslab in the same process keeps the original.
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

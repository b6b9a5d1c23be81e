import type { Converter, ConvertResult } from "tslab/dist/converter";
import type { Executor } from "tslab/dist/executor";
import { projectRoot, slashes, withoutRoot } from "../base/paths";
import { type CellSource, CompileError } from "../base/types";
import type { TslabGlobal, TypeScript } from "../base/typescript";
import { loadTslab, loadTypeScript } from "../base/typescript";
import { staleSourceChecker } from "../compile/check-imports";
import { overlay } from "../compile/overlay";
import { PREFIX_LINES, type Workspace } from "../compile/programs";
import { mergeDeclarations } from "../transform/declarations";
import { prepare } from "../transform/prepare";
import { SCOPE } from "../transform/shared-names";
import { transpileModule } from "../transform/transpile";
import { SourceModules } from "./modules";
import { type CellScope, openScope, type Scope } from "./scope";
import { SourceMaps } from "./source-maps";
import { cachedTranspile } from "./transpile-cache";

/** The version of the transpiler in the cache keys. */
const TRANSPILER = "4";

/** The converter and executor of tslab with the features that tslab lacks. Creating it loads TypeScript. */
export class Engine {
  readonly typescript: TypeScript = loadTypeScript();
  readonly maps = new SourceMaps();
  readonly workspace: Workspace;
  /** The folder of the notebook's project. */
  readonly root: string;
  /** The path of the cell in TypeScript, and the number of characters that tslab adds before it. */
  readonly cellPath: string;
  readonly prefix = `export {};${this.typescript.sys.newLine}`.length;
  readonly converter: Converter;
  readonly executor: Executor;
  /** The declarations of earlier cells, as the text of a .d.ts. */
  declarations = "";
  /** The latest cell. */
  cell: CellSource | undefined;
  /** The scope of the current cell, after it has compiled. */
  scope: CellScope | undefined;
  /** The error that the cell threw. tslab's executor reports it to its console. */
  thrown: { error: unknown } | undefined;
  readonly #values: Scope = Object.create(null);
  readonly #modules: SourceModules;
  readonly #require: NodeJS.Require;
  readonly #checkStaleSources = staleSourceChecker();

  /** `warn` gets type errors in the source of packages, which runs anyway. */
  constructor(
    cwd: string,
    globals: string,
    readonly warn: (errors: CompileError) => void,
  ) {
    const folder = slashes(cwd);
    this.root = projectRoot(folder);
    this.cellPath = `${folder}/__tslab__.ts`;
    this.workspace = { folder, globals };
    const tslab = loadTslab(overlay(this.typescript, this.workspace));
    this.converter = tslab.createConverter();
    const { typescript, maps, workspace } = this;
    const label = (path: string) => withoutRoot(this.root, path);
    const transpile = cachedTranspile(projectRoot(slashes(__dirname)), TRANSPILER, (path, text) =>
      transpileModule(typescript, path, text),
    );
    const sys = workspace.sys ?? typescript.sys;
    this.#modules = new SourceModules({ typescript, transpile, maps, label, sys });
    this.#require = this.#modules.requireFrom(`${folder}/cell.ts`);
    const node: Converter = { ...this.converter, convert: (_previous, source) => this.#convert(source) };
    const error = (thrown: unknown) => {
      this.thrown = { error: thrown };
    };
    this.executor = tslab.createExecutor(folder, { node, browser: node, close() {} }, { log() {}, error });
  }

  begin(cell: CellSource): void {
    // A cell that was cut off on the stack has not ended: it failed.
    if (this.scope) this.thrown ??= { error: undefined };
    this.end();
    this.cell = cell;
    this.thrown = undefined;
    this.#modules.refresh();
  }

  /** Keeps the declarations of the cell; after an error only those that it reached. */
  end(): void {
    const { cell, scope, thrown, typescript } = this;
    if (!cell || !scope) return;
    const reached = thrown && new Set([...scope.restoreUnreached(), ...(cell.types ?? [])]);
    this.declarations = mergeDeclarations(typescript, this.declarations, cell.declared, reached);
    this.scope = undefined;
  }

  /** Converts the current cell with tslab and opens the scope in which it will run. */
  #convert(source: string): ConvertResult {
    const { cell, typescript } = this;
    if (!cell) throw new Error("tslab converted a cell, but no cell is running");
    const { text, opening } = prepare(typescript, source);
    cell.opening = opening;
    const { output = "", lastExpressionVar, ...rest } = this.#converted(cell, text);
    this.#warnOfStaleSources();
    if (cell.transpiled) this.maps.add(cell.script, cell.label, cell.code, cell.transpiled, PREFIX_LINES);
    this.scope = openScope(this.#values, namesOf(typescript, cell), lastExpressionVar);
    (globalThis as typeof globalThis & TslabGlobal).__tslab__ = {
      scope: this.#values,
      exports: this.scope.exports,
      require: this.#require,
    };
    // The first line is ours alone, so that tslab's wrapper stays out of the cell's columns. The script's
    // name is V8's way to tell cells apart; without `lastExpressionVar` tslab leaves the last value to us.
    const first = `const ${SCOPE} = __tslab__.scope;`;
    return { ...rest, output: `${first}\n${output}\n//# sourceURL=${cell.script}` };
  }

  #warnOfStaleSources(): void {
    const { programs } = this.workspace;
    const wrong = programs ? this.#checkStaleSources(programs, this.cellPath) : [];
    if (wrong.length > 0) this.warn(new CompileError(this.typescript.sortAndDeduplicateDiagnostics(wrong)));
  }

  #converted(cell: CellSource, text: string): ConvertResult {
    this.workspace.cell = cell;
    try {
      return this.converter.convert(this.declarations, text);
    } finally {
      delete this.workspace.cell;
    }
  }
}

function namesOf(typescript: TypeScript, { locals }: CellSource): Set<string> {
  return new Set([...(locals?.keys() ?? [])].map((name) => typescript.unescapeLeadingUnderscores(name)));
}

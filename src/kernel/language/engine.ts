import { relative } from "node:path";
import type { Converter, ConvertResult } from "tslab/dist/converter";
import type { Executor } from "tslab/dist/executor";
import type { Cell } from "./cell";
import type { TslabGlobal, TypeScript, ts } from "./internals";
import { SourceModules } from "./modules";
import { overlay } from "./overlay";
import { projectRoot, slashes } from "./paths";
import { prepare } from "./prepare";
import { type CellScope, openScope, type Scope } from "./scope";
import { SourceMaps } from "./source-maps";
import { loadTslab, loadTypeScript } from "./tslab";

/** A cell that was converted and is being run. */
interface Run {
  scope: CellScope;
  /** All declarations as they are once the cell has run through. */
  declarations: string;
}

/** tslab's converter and executor, joined by what tslab lacks. Loading it loads TypeScript. */
export class Engine {
  readonly typescript: TypeScript = loadTypeScript();
  readonly maps = new SourceMaps();
  readonly converter: Converter;
  readonly executor: Executor;
  readonly modules: SourceModules;
  /** What earlier cells declared, as the text of a .d.ts. */
  declarations = "";
  cell: Cell | undefined;
  run: Run | undefined;
  /** What the cell threw; tslab's executor reports it to its console. */
  thrown: { error: unknown } | undefined;
  readonly #root: string;
  readonly #values: Scope = Object.create(null);
  readonly #require: NodeJS.Require;

  constructor(cwd: string, globals: string) {
    const folder = slashes(cwd);
    this.#root = projectRoot(folder);
    let sys: ts.System = this.typescript.sys;
    const typescript = overlay(this.typescript, {
      cwd: folder,
      globals,
      cell: () => this.cell,
      onSystem: (tslabs) => {
        sys = tslabs;
      },
    });
    const tslab = loadTslab(typescript);
    this.converter = tslab.createConverter();
    this.modules = new SourceModules({
      typescript: this.typescript,
      maps: this.maps,
      label: (path) => this.label(path),
      sys,
    });
    this.#require = this.modules.requireFrom(`${folder}/cell.ts`);
    const node: Converter = { ...this.converter, convert: (_previous, source) => this.#convert(source) };
    const error = (thrown: unknown) => {
      this.thrown = { error: thrown };
    };
    this.executor = tslab.createExecutor(folder, { node, browser: node, close() {} }, { log() {}, error });
  }

  /** What people call a file: its path from the project's root. */
  label(path: string): string {
    const inside = relative(this.#root, path);
    return inside.startsWith("..") ? path : slashes(inside);
  }

  #convert(source: string): ConvertResult {
    const { cell } = this;
    const converted = this.converter.convert(this.declarations, prepare(this.typescript, source));
    const { output = "", declOutput = "", lastExpressionVar, ...rest } = converted;
    if (!cell?.transpiled) return converted;
    this.maps.add(cell.script, cell.label, cell.code, cell.transpiled, 1);
    const scope = openScope(this.#values, cell.names, lastExpressionVar);
    this.run = { scope, declarations: declOutput };
    (globalThis as typeof globalThis & TslabGlobal).__tslab__ = {
      exports: scope.exports,
      require: this.#require,
    };
    // A line of its own keeps tslab's wrapper out of the first line's columns. The script's name is V8's
    // way to tell cells apart; without `lastExpressionVar` tslab leaves the last value to us.
    return { ...rest, declOutput, output: `\n${output}\n//# sourceURL=${cell.script}` };
  }
}

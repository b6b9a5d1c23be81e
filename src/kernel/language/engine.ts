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
  /** The scope of the cell under way, once it compiles. */
  scope: CellScope | undefined;
  /** What the cell threw; tslab's executor reports it to its console. */
  thrown: { error: unknown } | undefined;
  readonly #folder: string;
  readonly #root: string;
  readonly #values: Scope = Object.create(null);
  readonly #require: NodeJS.Require;

  constructor(cwd: string, globals: string) {
    const folder = slashes(cwd);
    this.#folder = folder;
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

  begin(cell: Cell): void {
    this.cell = cell;
    this.scope = undefined;
    this.thrown = undefined;
    this.modules.refresh();
  }

  /** What people call a file: its path from the project's root. */
  label(path: string): string {
    const inside = relative(this.#root, path);
    return inside.startsWith("..") ? path : slashes(inside);
  }

  /** Whether TypeScript's file of this name is the cell. */
  isCell(path: string): boolean {
    return path === `${this.#folder}/__tslab__.ts`;
  }

  #convert(source: string): ConvertResult {
    const { cell } = this;
    const converted = this.converter.convert(this.declarations, prepare(this.typescript, source));
    if (!cell?.transpiled) return converted;
    const { output = "", lastExpressionVar, ...rest } = converted;
    this.maps.add(cell.script, cell.label, cell.code, cell.transpiled, 1);
    this.scope = openScope(this.#values, this.#namesOf(cell), lastExpressionVar);
    (globalThis as typeof globalThis & TslabGlobal).__tslab__ = {
      exports: this.scope.exports,
      require: this.#require,
    };
    // A line of its own keeps tslab's wrapper out of the first line's columns. The script's name is V8's
    // way to tell cells apart; without `lastExpressionVar` tslab leaves the last value to us.
    return { ...rest, output: `\n${output}\n//# sourceURL=${cell.script}` };
  }

  #namesOf({ locals }: Cell): Set<string> {
    return new Set(
      [...(locals?.keys() ?? [])].map((name) => this.typescript.unescapeLeadingUnderscores(name)),
    );
  }
}

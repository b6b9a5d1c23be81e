/**
 * Runs, completes and explains TypeScript cells. A cell's source passes through these files, in this order:
 *
 * 1. session.ts gives the cell a script name and a label, "Cell [3]".
 * 2. run/engine.ts (`#convert`, called back by tslab) passes it through tslab's converter, then to tslab's executor.
 * 3. transform/prepare.ts edits its text without moving a character.
 * 4. compile/overlay.ts is the TypeScript that tslab's converter sees.
 * 5. compile/builder.ts parses the cell and builds a program on request (programs.ts).
 * 6. compile/check.ts throws a CompileError if the cell has errors. Otherwise the builder emits JavaScript.
 * 7. transform/shared-names.ts, a step of that emit, connects its variables to those of earlier and later cells.
 * 8. run/scope.ts holds the variables while the JavaScript runs; run/modules.ts loads what it imports.
 * 9. transform/declarations.ts keeps its types for later cells.
 * 10. report/report.ts describes an error, with the places that run/source-maps.ts finds.
 *
 * help.ts answers completion, hover and "is this complete?" without running anything.
 */
import type { CellSource, CompileError, Completeness, Completion, ErrorReport, Outcome } from "./base/types";
import { complete, inspect, isComplete } from "./help";
import { report } from "./report/report";
import { Engine } from "./run/engine";
import { mapStacks } from "./run/source-maps";

export type { ErrorReport, Outcome } from "./base/types";

/** TypeScript for a Jupyter kernel. It knows about code and nothing about messages. */
export interface Language {
  /**
   * Loads TypeScript and, if no cell comes first, builds the first program. The other methods do this on
   * demand too.
   */
  warmUp(): void;
  /**
   * Runs a cell. `onResult` gets the value of the last expression unless it is `undefined`. `count` is the
   * number of the cell in tracebacks. Default: the number of cells so far.
   */
  execute(code: string, onResult: (value: unknown) => void, count?: number): Promise<Outcome>;
  /** `cursor` counts UTF-16 units, as JavaScript strings do. */
  complete(code: string, cursor: number): Completion;
  /** The signature and documentation of the symbol at `cursor`, as Markdown. */
  inspect(code: string, cursor: number, detail: number): string | undefined;
  isComplete(code: string): Completeness;
  /** The report on an error outside a cell, from a timer or a rejected promise. */
  describeError(error: unknown): ErrorReport;
  /** Ends the pending execution with an error. It cannot stop a busy loop. */
  interrupt(): void;
  close(): void;
}

export interface LanguageOptions {
  /** The folder of the notebook. */
  cwd: string;
  /** Ambient declarations (the text of a .d.ts) of the globals that the kernel adds to every cell. */
  globals?: string;
  /** Gets warnings about the current cell that do not fail it. */
  warn?(text: string): void;
}

export function createLanguage({ cwd, globals = "", warn = () => {} }: LanguageOptions): Language {
  let started: { engine: Engine; restoreStacks: () => void } | undefined;
  let cells = 0;

  function engine(): Engine {
    if (!started) {
      const fresh: Engine = new Engine(cwd, globals, (errors) => warn(sourceWarning(fresh, errors)));
      started = { engine: fresh, restoreStacks: mapStacks(fresh.maps, fresh.root) };
    }
    return started.engine;
  }

  return {
    warmUp() {
      const { converter } = engine();
      // A waiting cell goes first: it builds the program itself.
      setImmediate(() => {
        if (cells === 0) converter.convert("", "[0].map((x) => x + 1)");
      });
    },
    execute(code, onResult, count = cells + 1) {
      cells += 1;
      const { maps } = engine();
      const cell: CellSource = {
        script: `cell-${cells}`,
        label: maps.freeLabel(`Cell [${count}]`),
        code,
        opening: "",
        declared: "",
      };
      return execute(engine(), cell, onResult);
    },
    complete: (code, cursor) => complete(engine(), code, cursor),
    inspect: (code, cursor) => inspect(engine(), code, cursor),
    isComplete: (code) => isComplete(engine().typescript, code),
    describeError: (error) => report(engine(), error),
    interrupt: () => started?.engine.executor.interrupt(),
    close() {
      started?.restoreStacks();
      started = undefined;
    },
  };
}

function sourceWarning(engine: Engine, errors: CompileError): string {
  const { traceback } = report(engine, errors);
  return ["Edited source that this cell imports has type errors. It runs anyway:", ...traceback].join("\n");
}

/** Runs one cell and keeps its declarations; after an error only those that it reached. */
async function execute(
  engine: Engine,
  cell: CellSource,
  onResult: (value: unknown) => void,
): Promise<Outcome> {
  engine.begin(cell);
  try {
    await engine.executor.execute(cell.code);
  } catch (error) {
    return { status: "error", ...report(engine, error) };
  }
  const { scope, thrown } = engine;
  engine.end();
  if (thrown) return { status: "error", ...report(engine, thrown.error) };
  const value = scope?.result();
  if (value !== undefined) onResult(value);
  return { status: "ok" };
}

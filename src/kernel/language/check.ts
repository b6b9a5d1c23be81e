import type { BoundFile, TypeScript, ts } from "./internals";
import { neighbours } from "./neighbours";
import { reservedNames } from "./reserved-names";
import { topLevelAwait } from "./top-level-await";

/** The cell, or a module that it imports, does not compile. */
export class CompileError extends Error {
  override readonly name = "TypeScriptError";
  readonly #isOurs = true;

  constructor(readonly diagnostics: readonly ts.Diagnostic[]) {
    const [first] = diagnostics;
    super(typeof first?.messageText === "string" ? first.messageText : first?.messageText.messageText);
  }

  /** Like instanceof, but asks nothing of the object, which may be anybody's proxy. */
  static is(error: unknown): error is CompileError {
    return typeof error === "object" && error !== null && #isOurs in error;
  }
}

/**
 * 7016, "Could not find a declaration file for module": a notebook cannot write one; the module is `any`.
 * 6059, "is not under rootDir": tslab sets it only to know the names of what is emitted.
 */
const HARMLESS = new Set([7016, 6059]);
/** "'await' is only allowed within async functions": the code by which tslab recognises top-level awaits. */
const AWAIT = 1308;

/**
 * Stands in for `ts.getPreEmitDiagnosticsOfFiles` under tslab's converter, which would check every imported
 * file again at every cell and keep only flattened messages. Throws a CompileError with all that is wrong.
 */
export function checker(typescript: TypeScript) {
  const checkNeighbours = neighbourChecker();

  return function check(program: ts.Program, [cell]: readonly ts.SourceFile[]): readonly ts.Diagnostic[] {
    if (!cell) return [];
    const wrong = [
      ...firstOf(
        () => program.getSyntacticDiagnostics(cell),
        () => [...reservedNames(typescript, cell), ...semantic(program, cell)],
      ),
      ...checkNeighbours(program, cell),
    ];
    if (wrong.length > 0) throw new CompileError(typescript.sortAndDeduplicateDiagnostics(wrong));
    const start = topLevelAwait(typescript, cell);
    return start === undefined ? [] : [awaitNotice(typescript, cell, start)];
  };
}

function semantic(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
  return program.getSemanticDiagnostics(file).filter(({ code }) => !HARMLESS.has(code));
}

/** Each kind of error only where the kinds before it found none: later ones would be their echoes. */
function firstOf(...kinds: (() => readonly ts.Diagnostic[])[]): readonly ts.Diagnostic[] {
  for (const kind of kinds) {
    const found = kind();
    if (found.length > 0) return found;
  }
  return [];
}

/** tslab runs a cell as an async function when it meets this diagnostic at the top level. */
function awaitNotice(typescript: TypeScript, file: ts.SourceFile, start: number): ts.Diagnostic {
  const category = typescript.DiagnosticCategory.Error;
  return { file, start, length: "await".length, category, code: AWAIT, messageText: "" };
}

/** Checks the modules beside the notebook, again only after one of them has changed. */
function neighbourChecker() {
  const numbers = new WeakMap<ts.SourceFile, number>();
  let count = 0;
  const numberOf = (file: ts.SourceFile) => {
    const known = numbers.get(file) ?? ++count;
    numbers.set(file, known);
    return known;
  };
  /** For each file found clean: the files it stood among. */
  const clean = new WeakMap<ts.SourceFile, string>();

  return (program: ts.Program, cell: BoundFile): ts.Diagnostic[] => {
    const files = neighbours(program, cell);
    const company = files.map(numberOf).join();
    return files.flatMap((file) => {
      if (clean.get(file) === company) return [];
      const wrong = [...program.getSyntacticDiagnostics(file), ...semantic(program, file)];
      if (wrong.length === 0) clean.set(file, company);
      return wrong;
    });
  };
}

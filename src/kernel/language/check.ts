import { checkedOnce, semantic } from "./checked-once";
import type { TypeScript, ts } from "./internals";
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

/** "'await' is only allowed within async functions": the code by which tslab recognises top-level awaits. */
const AWAIT = 1308;

/**
 * Stands in for `ts.getPreEmitDiagnosticsOfFiles` under tslab's converter, which would check every imported
 * file again at every cell and keep only flattened messages. Throws a CompileError with all that is wrong.
 */
export function checker(typescript: TypeScript) {
  const checkOnce = checkedOnce();

  return function check(program: ts.Program, [cell]: readonly ts.SourceFile[]): readonly ts.Diagnostic[] {
    if (!cell) return [];
    const wrong = [
      ...firstOf(
        () => program.getSyntacticDiagnostics(cell),
        () => [...reservedNames(typescript, cell), ...semantic(program, cell)],
      ),
      ...checkOnce(program, neighbours(program, cell)),
    ];
    if (wrong.length > 0) throw new CompileError(typescript.sortAndDeduplicateDiagnostics(wrong));
    const start = topLevelAwait(typescript, cell);
    return start === undefined ? [] : [awaitNotice(typescript, cell, start)];
  };
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

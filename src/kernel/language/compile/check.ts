import { CompileError } from "../base/types";
import type { BoundFile, TypeScript, ts } from "../base/typescript";
import { cachedCheck, relativeImports, semantic } from "./check-imports";

/** "'await' is only allowed within async functions": the code by which tslab recognises top-level awaits. */
const AWAIT = 1308;

/**
 * Replaces `ts.getPreEmitDiagnosticsOfFiles` under tslab's converter, which would check every imported file
 * again for every cell and keep only flattened messages. Throws a CompileError with all errors.
 */
export function checker(typescript: TypeScript) {
  const checkImports = cachedCheck();

  return function check(program: ts.Program, [cell]: readonly ts.SourceFile[]): readonly ts.Diagnostic[] {
    if (!cell) return [];
    const wrong = [
      ...firstOf(
        () => program.getSyntacticDiagnostics(cell),
        () => [...reservedNames(typescript, cell), ...semantic(program, cell)],
      ),
      ...checkImports(program, relativeImports(program, cell)),
    ];
    if (wrong.length > 0) throw new CompileError(typescript.sortAndDeduplicateDiagnostics(wrong));
    const start = topLevelAwait(typescript, cell);
    return start === undefined ? [] : [awaitNotice(typescript, cell, start)];
  };
}

/** The first kind of errors that occurs. Later kinds are consequences of earlier ones. */
function firstOf(...kinds: (() => readonly ts.Diagnostic[])[]): readonly ts.Diagnostic[] {
  for (const kind of kinds) {
    const found = kind();
    if (found.length > 0) return found;
  }
  return [];
}

/** The diagnostic that makes tslab run a cell as an async function. */
function awaitNotice(typescript: TypeScript, file: ts.SourceFile, start: number): ts.Diagnostic {
  const category = typescript.DiagnosticCategory.Error;
  return { file, start, length: "await".length, category, code: AWAIT, messageText: "" };
}

/** Names that tslab uses for the scope and imports of a cell. */
const RESERVED = ["exports", "require"] as const;

/** "Duplicate identifier. Compiler reserves name", TypeScript's error for CommonJS modules. */
const CODE = 2441;

/** Errors for declarations that would hide the scope of the cell. */
function reservedNames(typescript: TypeScript, cell: BoundFile): ts.Diagnostic[] {
  return RESERVED.flatMap((name) => {
    const [declaration] = cell.locals?.get(typescript.escapeLeadingUnderscores(name))?.declarations ?? [];
    if (!declaration) return [];
    const node = typescript.getNameOfDeclaration(declaration) ?? declaration;
    const start = node.getStart(cell);
    const messageText = `The kernel uses the name '${name}' itself. Choose another name.`;
    const category = typescript.DiagnosticCategory.Error;
    return [{ file: cell, start, length: node.end - start, category, code: CODE, messageText }];
  });
}

/** The position of the first top-level `await` (or `for await`) of a cell. */
function topLevelAwait(typescript: TypeScript, cell: ts.SourceFile): number | undefined {
  const visit = (node: ts.Node): number | undefined => {
    if (typescript.isAwaitExpression(node)) return node.getStart(cell);
    if (typescript.isForOfStatement(node) && node.awaitModifier) return node.awaitModifier.getStart(cell);
    if (typescript.isFunctionLike(node)) return undefined;
    return typescript.forEachChild(node, visit);
  };
  return cell.text.includes("await") ? visit(cell) : undefined;
}

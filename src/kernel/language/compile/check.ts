import { CompileError } from "../base/types";
import type { BoundFile, TypeScript, ts } from "../base/typescript";
import { checkedOnce, relativeImports, semantic } from "./check-imports";

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
      ...checkOnce(program, relativeImports(program, cell)),
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

/** The names under which tslab hands a cell its scope and its imports. */
const RESERVED = ["exports", "require"] as const;

/** "Duplicate identifier. Compiler reserves name", as TypeScript says it of CommonJS modules. */
const CODE = 2441;

/** Complains of declarations that would shut the cell out from its own scope. */
function reservedNames(typescript: TypeScript, cell: BoundFile): ts.Diagnostic[] {
  return RESERVED.flatMap((name) => {
    const [declaration] = cell.locals?.get(typescript.escapeLeadingUnderscores(name))?.declarations ?? [];
    if (!declaration) return [];
    const node = typescript.getNameOfDeclaration(declaration) ?? declaration;
    const start = node.getStart(cell);
    const messageText = `'${name}' is what a cell's own variables and imports go through; choose another name.`;
    const category = typescript.DiagnosticCategory.Error;
    return [{ file: cell, start, length: node.end - start, category, code: CODE, messageText }];
  });
}

/** The first `await` (or `for await`) of a cell's top level, as its token's position. */
function topLevelAwait(typescript: TypeScript, cell: ts.SourceFile): number | undefined {
  const visit = (node: ts.Node): number | undefined => {
    if (typescript.isAwaitExpression(node)) return node.getStart(cell);
    if (typescript.isForOfStatement(node) && node.awaitModifier) return node.awaitModifier.getStart(cell);
    if (typescript.isFunctionLike(node)) return undefined;
    return typescript.forEachChild(node, visit);
  };
  return cell.text.includes("await") ? visit(cell) : undefined;
}

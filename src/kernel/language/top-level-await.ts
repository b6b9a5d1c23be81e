import type { TypeScript, ts } from "./internals";

/** The first `await` (or `for await`) of a cell's top level, as its token's position. */
export function topLevelAwait(typescript: TypeScript, cell: ts.SourceFile): number | undefined {
  const visit = (node: ts.Node): number | undefined => {
    if (typescript.isAwaitExpression(node)) return node.getStart(cell);
    if (typescript.isForOfStatement(node) && node.awaitModifier) return node.awaitModifier.getStart(cell);
    if (typescript.isFunctionLike(node)) return undefined;
    return typescript.forEachChild(node, visit);
  };
  return cell.text.includes("await") ? visit(cell) : undefined;
}

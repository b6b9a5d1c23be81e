import type { BoundFile, ts } from "./internals";

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;

/**
 * The source files that a cell reaches by relative imports, directly or through one another. What it
 * reaches by a package's name is the package's own affair: it is checked with the package's own settings.
 */
export function neighbours(program: ts.Program, cell: BoundFile): ts.SourceFile[] {
  const reached = new Map<string, ts.SourceFile>();
  const follow = (from: BoundFile) =>
    from.resolvedModules?.forEach(({ resolvedModule }, name) => {
      const path = resolvedModule?.resolvedFileName;
      const file =
        path && name.startsWith(".") && !reached.has(path) ? program.getSourceFile(path) : undefined;
      if (!path || !file || !SOURCE.test(path)) return;
      reached.set(path, file);
      follow(file);
    });
  follow(cell);
  return [...reached.values()];
}

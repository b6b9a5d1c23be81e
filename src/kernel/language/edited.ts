import { checkedOnce } from "./checked-once";
import type { BoundFile, ts } from "./internals";
import type { Programs } from "./programs";

/**
 * Finds type errors in the live source of the packages that a cell imports. What was right when a package
 * was built is not checked again: only what has been edited since, and what imports that. A package that
 * was never built has to check itself.
 */
export function editedChecker() {
  const checkOnce = checkedOnce();

  return ({ last: program, builds }: Programs, cellPath: string): ts.Diagnostic[] => {
    const cell = builds.edited.length > 0 ? program?.getSourceFile(cellPath) : undefined;
    if (!program || !cell) return [];
    const live = program.getSourceFiles().filter(({ fileName }) => builds.isOfEdited(fileName));
    if (!imports(cell).some((path) => live.some(({ fileName }) => fileName === path))) return [];
    const edited = new Set(builds.edited);
    // Broken syntax is an error where the file runs.
    if (live.some((file) => edited.has(file.fileName) && program.getSyntacticDiagnostics(file).length > 0))
      return [];
    const concerned = live.filter(
      (file) => edited.has(file.fileName) || imports(file).some((path) => edited.has(path)),
    );
    return checkOnce(program, concerned, live);
  };
}

/** The files that a file imports directly. */
function imports({ resolvedModules }: BoundFile): string[] {
  const paths: string[] = [];
  resolvedModules?.forEach(({ resolvedModule }) => {
    if (resolvedModule) paths.push(resolvedModule.resolvedFileName);
  });
  return paths;
}

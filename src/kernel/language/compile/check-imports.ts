import type { BoundFile, ts } from "../base/typescript";
import type { Programs } from "./programs";

/**
 * 7016, "Could not find a declaration file for module": a notebook cannot write one; the module is `any`.
 * 6059, "is not under rootDir": tslab sets it only to know the names of what is emitted.
 */
const HARMLESS = new Set([7016, 6059]);
/** What is wrong with a file's types. */
export function semantic(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
  return program.getSemanticDiagnostics(file).filter(({ code }) => !HARMLESS.has(code));
}

/** Checks files `among` others whose types they may depend on; one found clean again only after a change among those. */
export function checkedOnce() {
  const numbers = new WeakMap<ts.SourceFile, number>();
  let count = 0;
  const numberOf = (file: ts.SourceFile) => {
    const known = numbers.get(file) ?? ++count;
    numbers.set(file, known);
    return known;
  };
  /** For each file found clean: the files it stood among. */
  const clean = new WeakMap<ts.SourceFile, string>();

  return (
    program: ts.Program,
    files: readonly ts.SourceFile[],
    among: readonly ts.SourceFile[] = files,
  ): ts.Diagnostic[] => {
    const company = among.map(numberOf).join();
    return files.flatMap((file) => {
      if (clean.get(file) === company) return [];
      const wrong = [...program.getSyntacticDiagnostics(file), ...semantic(program, file)];
      if (wrong.length === 0) clean.set(file, company);
      return wrong;
    });
  };
}

const SOURCE = /(?<!\.d)\.[cm]?[jt]sx?$/;

/**
 * The source files that a cell reaches by relative imports, directly or through one another. What it
 * reaches by a package's name is the package's own affair: it is checked with the package's own settings.
 */
export function relativeImports(program: ts.Program, cell: BoundFile): ts.SourceFile[] {
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

/**
 * Finds type errors in the live source of the packages that a cell imports. What was right when a package
 * was built is not checked again: only what has been edited since, and what imports that. A package that
 * was never built has to check itself.
 */
export function staleSourceChecker() {
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

import type { BoundFile, ts } from "../base/typescript";
import type { Programs } from "./programs";

/**
 * 7016, "Could not find a declaration file for module": a notebook cannot add one, so the module is `any`.
 * 6059, "is not under rootDir": tslab sets rootDir only to know the names of emitted files.
 */
const HARMLESS = new Set([7016, 6059]);
/** The type errors of a file. */
export function semantic(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
  return program.getSemanticDiagnostics(file).filter(({ code }) => !HARMLESS.has(code));
}

/**
 * Makes a cached check of files. A file without errors is checked again only when one of the files `among`
 * which it was checked has changed.
 */
export function cachedCheck() {
  const numbers = new WeakMap<ts.SourceFile, number>();
  let count = 0;
  const numberOf = (file: ts.SourceFile) => {
    const known = numbers.get(file) ?? ++count;
    numbers.set(file, known);
    return known;
  };
  /** For each file without errors: the files among which it was checked. */
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
 * The source files that a cell imports by relative paths, directly or indirectly. Packages are not
 * included: they are checked with their own settings.
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
 * Finds type errors in the live source of packages that a cell imports: only in files that were edited
 * after the last build, and in files that import those. A package without a build must check itself.
 */
export function staleSourceChecker() {
  const check = cachedCheck();

  return ({ last: program, builds }: Programs, cellPath: string): ts.Diagnostic[] => {
    const cell = builds.edited.length > 0 ? program?.getSourceFile(cellPath) : undefined;
    if (!program || !cell) return [];
    const live = program.getSourceFiles().filter(({ fileName }) => builds.isOfEdited(fileName));
    if (!imports(cell).some((path) => live.some(({ fileName }) => fileName === path))) return [];
    const edited = new Set(builds.edited);
    // Broken syntax is reported when the file runs.
    if (live.some((file) => edited.has(file.fileName) && program.getSyntacticDiagnostics(file).length > 0))
      return [];
    const concerned = live.filter(
      (file) => edited.has(file.fileName) || imports(file).some((path) => edited.has(path)),
    );
    return check(program, concerned, live);
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

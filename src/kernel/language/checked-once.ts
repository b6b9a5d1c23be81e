import type { ts } from "./internals";

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

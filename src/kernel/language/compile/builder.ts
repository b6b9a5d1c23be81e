import type { BoundFile, Program, TslabBuilder, TslabHost, TypeScript, ts } from "../base/typescript";
import { earlierNames, shareVariables } from "../transform/shared-names";
import { moduleSyntax } from "../transform/transpile";
import type { Workspace } from "./programs";

/**
 * The builder that tslab's converter works with while the cell's text stays the same. It builds a program
 * only when somebody asks for types; parsing the cell alone answers which names it declares.
 */
export function createBuilder(typescript: TypeScript, host: TslabHost, workspace: Workspace): TslabBuilder {
  const { sys, options, rootFiles } = host;
  const [declarationsPath, cellPath] = rootFiles as [string, string];
  const globalsPath = `${cellPath}.globals.d.ts`;
  const parse = (path: string, text = sys.readFile(path) ?? "") =>
    typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2022);

  // Parsed anew for each builder: tslab's converter cuts up the declarations' file when it is done.
  const declarations = parse(declarationsPath);
  const { cell } = workspace;
  const text = plainNames(sys.readFile(cellPath) ?? "");
  const file: BoundFile = parse(
    cellPath,
    text.replace(/\r?\n/, (end) => `${cell?.opening ?? ""}${end}`),
  );
  typescript.bindSourceFile(file, options);
  workspace.globalsFile ??= parse(globalsPath, workspace.globals);
  const own = new Map<string, ts.SourceFile>([
    [declarationsPath, declarations],
    [cellPath, file],
    [globalsPath, workspace.globalsFile],
  ]);
  if (cell) cell.locals = file.locals;

  let program: Program | undefined;
  const getProgram = () => {
    program ??= workspace.programs?.build(own);
    if (!program) throw new Error("tslab asked for a program before it said of what");
    return program;
  };

  return {
    getProgram,
    getSourceFile: (path) => own.get(path) ?? getProgram().getSourceFile(path),
    // The modules that a cell imports are checked and run elsewhere (check.ts, modules.ts).
    getAllDependencies: ({ fileName }) => [fileName],
    emit(source, write, cancellation, declarationsOnly, { after = [], ...transformers }) {
      if (cell) cell.types = importedTypes(typescript, getProgram(), file);
      const noting: ts.WriteFileCallback = (path, text, ...rest) => {
        if (cell && path.endsWith(".d.ts")) cell.declared = text;
        write(path, text, ...rest);
      };
      const ours = [
        earlierNames(typescript, getProgram(), declarations),
        shareVariables(typescript),
        moduleSyntax(typescript, cellPath),
        // After all that works on ES modules: TypeScript's own step to CommonJS.
        typescript.transformModule,
      ];
      const all = { ...transformers, after: [...after, ...ours] };
      // Forced: a type that a .d.ts cannot spell is no reason to refuse the cell; later on it is `any`.
      return getProgram().emit(source, noting, cancellation, declarationsOnly, all, true);
    },
  };
}

/** The imported names that stand for no value, and so are gone when the cell runs. */
function importedTypes(typescript: TypeScript, program: ts.Program, { locals }: BoundFile): string[] {
  const { Alias, Value } = typescript.SymbolFlags;
  const checker = program.getTypeChecker();
  return [...(locals?.values() ?? [])]
    .filter((symbol) => symbol.flags & Alias && !(checker.getAliasedSymbol(symbol).flags & Value))
    .map(({ name }) => name);
}

/**
 * tslab appends `export { … }` with TypeScript's inner names: `__global` for a `declare global`, and with a
 * third underscore wherever the source begins a name with two.
 */
function plainNames(text: string): string {
  return text.replace(/\nexport \{[^}]*\}$/, (names) =>
    names.replace(/(?<![\w$])__global\b,?/, "").replace(/(?<![\w$])_(?=__)/g, ""),
  );
}

import type { BoundFile, Program, TslabBuilder, TslabHost, TypeScript, ts } from "../base/typescript";
import { earlierNames, shareVariables } from "../transform/shared-names";
import { moduleSyntax } from "../transform/transpile";
import type { Workspace } from "./programs";

/**
 * The builder of tslab's converter for one text of the cell. It builds a program only when types are
 * needed: parsing alone gives the declared names.
 */
export function createBuilder(typescript: TypeScript, host: TslabHost, workspace: Workspace): TslabBuilder {
  const { sys, options, rootFiles } = host;
  const [declarationsPath, cellPath] = rootFiles as [string, string];
  const globalsPath = `${cellPath}.globals.d.ts`;
  const parse = (path: string, text = sys.readFile(path) ?? "") =>
    typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2022);

  // Parsed again for each builder, because tslab's converter changes the tree of the declarations.
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
    if (!program) throw new Error("tslab asked for a program before it named its files");
    return program;
  };

  return {
    getProgram,
    getSourceFile: (path) => own.get(path) ?? getProgram().getSourceFile(path),
    // Imported modules are checked and run elsewhere (check.ts, modules.ts).
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
        // Last, because all others work on ES modules: TypeScript's own step to CommonJS.
        typescript.transformModule,
      ];
      const all = { ...transformers, after: [...after, ...ours] };
      // Forced: a type that a .d.ts cannot express must not fail the cell. For later cells it is `any`.
      return getProgram().emit(source, noting, cancellation, declarationsOnly, all, true);
    },
  };
}

/** The imported names that have no value, and so do not exist when the cell runs. */
function importedTypes(typescript: TypeScript, program: ts.Program, { locals }: BoundFile): string[] {
  const { Alias, Value } = typescript.SymbolFlags;
  const checker = program.getTypeChecker();
  return [...(locals?.values() ?? [])]
    .filter((symbol) => symbol.flags & Alias && !(checker.getAliasedSymbol(symbol).flags & Value))
    .map(({ name }) => name);
}

/**
 * tslab appends `export { … }` with internal names of TypeScript: `__global` for `declare global`, and a
 * third underscore before names that begin with two.
 */
function plainNames(text: string): string {
  return text.replace(/\nexport \{[^}]*\}$/, (names) =>
    names.replace(/(?<![\w$])__global\b,?/, "").replace(/(?<![\w$])_(?=__)/g, ""),
  );
}

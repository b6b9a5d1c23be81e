import type { Completions, TypeScript, ts } from "./internals";
import type { Workspace } from "./workspace";

/**
 * TypeScript's completions as tslab's converter calls them, with two additions: a host, by which module
 * names and paths complete, and each entry's symbol, from which complete.ts reads its type.
 */
export function completions(typescript: TypeScript, workspace: Workspace): Completions {
  const { Completions, sys } = typescript;
  /** The file system in the shape of a language service's host, which is what the paths are asked of. */
  const host = (program: ts.Program) =>
    Object.assign(Object.create(workspace.sys ?? sys), {
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      getCompilationSettings: () => program.getCompilerOptions(),
    });
  return {
    ...Completions,
    getCompletionsAtPositionForTslab: (_host, program, ...rest) =>
      Completions.getCompletionsAtPosition(host(program), program, ...rest, undefined, true),
  };
}

import { fileVersion } from "../base/paths";
import type { TslabSystem, TypeScript, ts } from "../base/typescript";

/** Parsed files, and which of them include documentation. */
export interface SourceFiles {
  get(path: string, language: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined;
  /** Parses these files with documentation from now on. Returns false if they already were. */
  document(paths: string[]): boolean;
}

/**
 * Parsed files, cached until their text changes on disk. There is no watcher: every program checks the
 * files, so an edit is never missed and never arrives in the middle of a cell.
 *
 * Half of the time to parse the declarations of a library goes into JSDoc, which only hovers show. It is
 * left out until a hover needs it.
 */
export function sourceFiles(typescript: TypeScript, sys: TslabSystem): SourceFiles {
  const parsed = new Map<string, { version: string; file: ts.SourceFile }>();
  const documented = new Set<string>();
  const library = typescript.getDefaultLibFilePath({}).replace(/[^/]*$/, "lib.");

  function read(path: string): string | undefined {
    const text = sys.readFile(path);
    return documented.has(path) || !DECLARATIONS.test(path) ? text : text?.replace(JSDOC, "$1/* ");
  }

  return {
    get(path, language) {
      const known = parsed.get(path);
      if (known && path.startsWith(library)) return known.file;
      const version = fileVersion(sys, path);
      if (known && known.version === version) return known.file;
      parsed.delete(path);
      const text = version === undefined ? undefined : read(path);
      if (version === undefined || text === undefined) return undefined;
      const file = typescript.createSourceFile(path, text, language);
      parsed.set(path, { version, file });
      return file;
    },
    document(paths) {
      const fresh = paths.filter(
        (path) => DECLARATIONS.test(path) && parsed.has(path) && !documented.has(path),
      );
      for (const path of fresh) {
        documented.add(path);
        parsed.delete(path);
      }
      return fresh.length > 0;
    },
  };
}

const DECLARATIONS = /\.d\.[cm]?ts$/;

/** A documentation comment at the start of a line. As a plain comment it has the same length. */
const JSDOC = /^([ \t]*)\/\*\*(?!\/)/gm;

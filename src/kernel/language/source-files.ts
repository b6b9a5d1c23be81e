import type { TslabSystem, TypeScript, ts } from "./internals";
import { fileVersion } from "./versions";

/**
 * Parsed files, parsed again when their text has changed on disk. Nothing is watched: every program asks
 * anew, so an edit can neither be missed nor arrive half-way through a cell.
 */
export function sourceFiles(typescript: TypeScript, sys: TslabSystem) {
  const parsed = new Map<string, { version: string; file: ts.SourceFile }>();
  const library = typescript.getDefaultLibFilePath({}).replace(/[^/]*$/, "lib.");

  return function sourceFile(path: string, languageVersion: ts.ScriptTarget | ts.CreateSourceFileOptions) {
    const known = parsed.get(path);
    if (known && path.startsWith(library)) return known.file;
    const version = fileVersion(sys, path);
    if (known && known.version === version) return known.file;
    parsed.delete(path);
    const text = version === undefined ? undefined : sys.readFile(path);
    if (version === undefined || text === undefined) return undefined;
    const file = typescript.createSourceFile(path, text, languageVersion);
    parsed.set(path, { version, file });
    return file;
  };
}

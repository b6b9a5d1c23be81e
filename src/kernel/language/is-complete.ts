import type { Completeness } from "./answers";
import type { BoundFile, TypeScript } from "./internals";

/** "Unterminated string literal", which no further line can mend. */
const UNTERMINATED_STRING = 1002;

/** Whether a front end should run the code, ask for another line, or show that it is wrong already. */
export function isComplete(typescript: TypeScript, code: string): Completeness {
  const file: BoundFile = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest);
  const [first] = file.parseDiagnostics ?? [];
  if (!first) return { status: "complete" };
  const end = file.endOfFileToken.getFullStart();
  if (first.code === UNTERMINATED_STRING || first.start < end) return { status: "invalid" };
  return { status: "incomplete", indent: indentAfter(code) };
}

/** The last line's indent, one step deeper after an opening bracket. */
function indentAfter(code: string): string {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const current = /^\s*/.exec(line)?.[0] ?? "";
  return /[{([]\s*(\/\/.*)?$|=>\s*$/.test(line) ? `${current}  ` : current;
}

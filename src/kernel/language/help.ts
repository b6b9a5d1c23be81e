import { withoutRoot } from "./base/paths";
import type { Completeness, Completion } from "./base/types";
import type { BoundFile, CompletionEntry, TypeScript, ts } from "./base/typescript";
import type { Engine } from "./run/engine";

/** Types are computed for at most this many matches. A list of all globals needs none. */
const TYPED = 100;

/** The completions at the cursor: the choice and order of tslab, and the span that a match replaces. */
export function complete(engine: Engine, code: string, cursor: number): Completion {
  // At the end of a file TypeScript looks only outside of it, and misses the names of the cell.
  const found = engine.converter.complete(engine.declarations, `${code}\n`, cursor);
  const entries = new Map<string, CompletionEntry>();
  for (const entry of found.original?.entries ?? []) entries.set(entry.name, entry);

  const { start, end } = quotedSpan(code, cursor, entries) ?? found;
  // tslab filters by the identifier at the cursor, but not inside quotes.
  const typed = code.slice(start, cursor);
  const quoted = start !== found.start || end !== found.end;
  const matches = quoted ? found.candidates.filter((name) => name.startsWith(typed)) : found.candidates;
  const types = matches.slice(0, TYPED).map((text) => {
    const entry = entries.get(text);
    const signature = signatureOf(engine, entry?.symbol);
    // JupyterLab has space for one word.
    const type = String(entry?.kind ?? "").replace(/^.* module name$/, "module");
    return { text, type, ...(signature ? { signature } : {}) };
  });
  return { matches, start, end, types };
}

/** The part of a string literal that a completion replaces: in a path, the text after the last slash. */
function quotedSpan(code: string, cursor: number, entries: Map<string, CompletionEntry>) {
  const [first] = entries.values();
  const isPath = first && /^(external module name|directory|script)$/.test(first.kind);
  const before = isPath && /[^"'`/]*$/.exec(code.slice(0, cursor))?.[0];
  const after = /^[^"'`/\n]*/.exec(code.slice(cursor))?.[0] ?? "";
  return before === undefined || before === false
    ? undefined
    : { start: cursor - before.length, end: cursor + after.length };
}

function signatureOf(
  { typescript, workspace, root }: Engine,
  symbol: ts.Symbol | undefined,
): string | undefined {
  const checker = workspace.programs?.last?.getTypeChecker();
  if (!checker || !symbol) return undefined;
  const { Alias, Value } = typescript.SymbolFlags;
  const target = symbol.flags & Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const place = target.declarations?.[0];
  if (!(target.flags & Value) || !place) return undefined;
  return withoutRoot(root, checker.typeToString(checker.getTypeOfSymbolAtLocation(target, place)));
}

/** The text of a hover as Markdown: the signature, the documentation and its tags. */
export function inspect(engine: Engine, code: string, cursor: number): string | undefined {
  const { converter, declarations, workspace } = engine;
  const ask = () => converter.inspect(declarations, code, cursor) as ts.QuickInfo | undefined;
  let info = ask();
  // Libraries are parsed without documentation (source-files.ts) until a hover needs it.
  if (info && workspace.programs?.files.document(declaringFiles(engine, cursor))) info = ask();
  return info && withoutRoot(engine.root, markdown(info));
}

function markdown({ displayParts, documentation, tags = [] }: ts.QuickInfo): string {
  const join = (parts: readonly { text: string }[] = []) => parts.map(({ text }) => text).join("");
  const signature = `\`\`\`typescript\n${join(displayParts)}\n\`\`\``;
  const notes = tags.map(({ name, text }) =>
    name === "example"
      ? `*@example*\n\`\`\`typescript\n${join(text)}\n\`\`\``
      : `*@${name}* ${join(text)}`.trim(),
  );
  return [signature, join(documentation), ...notes].filter(Boolean).join("\n\n");
}

/** The files that declare the symbol at the cursor. */
function declaringFiles({ typescript, workspace, prefix, cellPath }: Engine, cursor: number): string[] {
  const program = workspace.programs?.last;
  const file = program?.getSourceFile(cellPath);
  if (!program || !file) return [];
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(typescript.getTouchingPropertyName(file, cursor + prefix));
  const target =
    symbol && symbol.flags & typescript.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target?.declarations ?? []).map((declaration) => declaration.getSourceFile().fileName);
}

/** "Unterminated string literal", which another line cannot complete. */
const UNTERMINATED_STRING = 1002;

/** Whether the code is complete, needs another line, or is invalid. */
export function isComplete(typescript: TypeScript, code: string): Completeness {
  const file: BoundFile = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest);
  const [first] = file.parseDiagnostics ?? [];
  if (!first) return { status: "complete" };
  const end = file.endOfFileToken.getFullStart();
  if (first.code === UNTERMINATED_STRING || first.start < end) return { status: "invalid" };
  return { status: "incomplete", indent: indentAfter(code) };
}

/** The indent of the last line, one level deeper after an opening bracket. */
function indentAfter(code: string): string {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const current = /^\s*/.exec(line)?.[0] ?? "";
  return /[{([]\s*(\/\/.*)?$|=>\s*$/.test(line) ? `${current}  ` : current;
}

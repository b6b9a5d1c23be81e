import type { Completion } from "./answers";
import type { Engine } from "./engine";
import type { CompletionEntry, ts } from "./internals";
import { withoutRoot } from "./paths";

/** Types are worked out for so many matches; a list of all globals needs none. */
const TYPED = 100;

/** What may stand at the cursor: tslab's choice and order, in the span that a choice would replace. */
export function complete(engine: Engine, code: string, cursor: number): Completion {
  // At the very end of a file TypeScript looks around it instead of in it, and misses the cell's own names.
  const found = engine.converter.complete(engine.declarations, `${code}\n`, cursor);
  const entries = new Map<string, CompletionEntry>();
  for (const entry of found.original?.entries ?? []) entries.set(entry.name, entry);

  const { start, end } = quotedSpan(code, cursor, entries) ?? found;
  // tslab filters by the identifier at the cursor; between quotes that is left to do.
  const typed = code.slice(start, cursor);
  const quoted = start !== found.start || end !== found.end;
  const matches = quoted ? found.candidates.filter((name) => name.startsWith(typed)) : found.candidates;
  const types = matches.slice(0, TYPED).map((text) => {
    const entry = entries.get(text);
    const signature = signatureOf(engine, entry?.symbol);
    // JupyterLab has room for a word.
    const type = String(entry?.kind ?? "").replace(/^.* module name$/, "module");
    return { text, type, ...(signature ? { signature } : {}) };
  });
  return { matches, start, end, types };
}

/** The part of a string literal that a completion in it replaces: of a path, what follows the last slash. */
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

import type { Engine } from "./engine";
import type { ts } from "./internals";
import { withoutRoot } from "./paths";

/** What a hover shows, as Markdown: the signature, the documentation and its tags. */
export function inspect(engine: Engine, code: string, cursor: number): string | undefined {
  const { converter, declarations, workspace } = engine;
  const ask = () => converter.inspect(declarations, code, cursor) as ts.QuickInfo | undefined;
  let info = ask();
  // Libraries are parsed without documentation (source-files.ts) until somebody asks about them.
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

/** The files that declare what stands at the cursor. */
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

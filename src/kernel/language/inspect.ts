import type { Converter } from "tslab/dist/converter";

/** What a hover shows, as Markdown: the signature, the documentation and its tags. */
export function inspect(
  converter: Converter,
  declarations: string,
  code: string,
  cursor: number,
): string | undefined {
  const info = converter.inspect(declarations, code, cursor);
  if (!info) return undefined;
  const join = (parts: readonly { text: string }[] = []) => parts.map(({ text }) => text).join("");
  const tags = (info.tags ?? []).map(({ name, text }) => `*@${name}* ${join(text)}`);
  const signature = `\`\`\`typescript\n${join(info.displayParts)}\n\`\`\``;
  return [signature, join(info.documentation), ...tags].filter(Boolean).join("\n\n");
}

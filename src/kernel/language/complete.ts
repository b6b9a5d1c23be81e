import type { Converter } from "tslab/dist/converter";
import type { Completion } from "./answers";

/** tslab's completions, with the kind of each where TypeScript names it. */
export function complete(
  converter: Converter,
  declarations: string,
  code: string,
  cursor: number,
): Completion {
  const { candidates, original, start, end } = converter.complete(declarations, code, cursor);
  const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind]));
  const types = candidates.map((text) => ({ text, type: String(kinds.get(text) ?? "") }));
  return { matches: candidates, start, end, types };
}

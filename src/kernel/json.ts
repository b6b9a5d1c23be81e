/** As it is before any cell has run: one may replace it, and must still get its answer. */
const { stringify } = JSON;

/**
 * JSON text that every reader takes. Half a surrogate pair, as a cut-off emoji leaves it, is legal in
 * JavaScript and in JSON, but Python cannot write it to a file: it becomes the replacement character.
 */
export function toJson(value: unknown): string {
  const text = stringify(value);
  if (!/\\ud[89a-f]/.test(text)) return text;
  return stringify(value, (_, part: unknown) =>
    typeof part === "string" ? Buffer.from(part).toString() : part,
  );
}

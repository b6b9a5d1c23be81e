import { requireOptions } from "./require";
import { Control, called } from "./value-control";

/** What a text field is made of. */
interface TextOptions {
  /** What stands before it. */
  readonly label?: string;
  /** What stands in it at first; nothing unless told. */
  readonly value?: string;
  /** What stands there, greyed, as long as it is empty. */
  readonly placeholder?: string;
}

/** As much as one line of text can sensibly have. */
const longest = 10_000;

/**
 * A field for a line of text; its value changes with Enter, or when the reader leaves it.
 *
 * @example
 * const answer = textField({ label: "∂J/∂z2", placeholder: "your turn" });
 * answer.value // → ""
 */
export function textField(options: TextOptions = {}): Control<string> {
  requireOptions(options);
  const { label = "", value = "", placeholder = "" } = options;
  const name = called(label, "the text");
  return new Control(
    { name: "Text", style: "Text", label, state: { placeholder, continuous_update: false } },
    {
      key: "value",
      read(raw) {
        if (typeof raw !== "string") throw new TypeError(`${name} is no text, expected a line of it`);
        if (raw.length > longest)
          throw new RangeError(`${name} has ${raw.length} characters, expected at most ${longest}`);
        return raw;
      },
      write: (text) => text,
      words: (text) => (text === "" ? "(empty)" : text),
    },
    value,
  );
}

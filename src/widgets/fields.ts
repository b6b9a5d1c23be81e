import { refuse, requireObject } from "../data/arguments";
import { Control, Listeners } from "./control";
import { controlKind, type Fallback, styleModel, Widget } from "./widget";

/** A button. */
export class Button extends Widget {
  readonly #listeners = new Listeners<[]>();

  constructor(readonly label: string) {
    super(controlKind("Button"), { description: label, style: styleModel("Button") });
  }

  /** Calls `listener` on every click. Returns a function that stops it. */
  onClick(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Does what a click does. */
  click(): void {
    this.#listeners.call();
  }

  override fallback(): Fallback {
    return { "text/plain": `[${this.label}]` };
  }

  protected override receive(content: unknown): void {
    if (typeof content === "object" && content !== null && "event" in content && content.event === "click")
      this.click();
    else super.receive(content);
  }
}

/**
 * A button.
 *
 * @example
 * let clicks = 0;
 * const again = button("again");
 * again.onClick(() => { clicks += 1; });
 * again.click();
 * clicks // → 1
 */
export function button(label: string): Button {
  return new Button(label);
}

/**
 * A check box.
 *
 * @param options `value` is whether it is checked at first. Default: false
 *
 * @example
 * const early = toggle({ label: "early stop", value: true });
 * early.value // → true
 */
export function toggle(
  options: { readonly label?: string; readonly value?: boolean } = {},
): Control<boolean> {
  requireObject("options", options, "an object such as { label, value }");
  const { label = "", value = false } = options;
  return new Control(
    { name: "Checkbox", style: "Checkbox", label, state: {} },
    {
      key: "value",
      read: (raw) => (typeof raw === "boolean" ? raw : refuse(label || "the toggle", raw, "true or false")),
      write: (on) => on,
      words: (on) => (on ? "on" : "off"),
    },
    value,
  );
}

const longestText = 10_000;

/**
 * A field for one line of text. Its value changes when the reader presses Enter or leaves the field.
 *
 * @param options `placeholder` is shown in grey while the field is empty
 *
 * @example
 * const answer = textField({ label: "∂J/∂z2", placeholder: "your turn" });
 * answer.value // → ""
 */
export function textField(
  options: { readonly label?: string; readonly value?: string; readonly placeholder?: string } = {},
): Control<string> {
  requireObject("options", options, "an object such as { label, value }");
  const { label = "", value = "", placeholder = "" } = options;
  const name = label || "the text";
  return new Control(
    { name: "Text", style: "Text", label, state: { placeholder, continuous_update: false } },
    {
      key: "value",
      read(raw) {
        if (typeof raw !== "string") refuse(name, raw, "text");
        if (raw.length > longestText)
          throw new Error(`${name} has ${raw.length} characters, expected at most ${longestText}`);
        return raw;
      },
      write: (text) => text,
      words: (text) => (text === "" ? "(empty)" : text),
    },
    value,
  );
}

/** The type itself, without inference from this position. (TypeScript 5.4's NoInfer; notebooks have 5.0.) */
type Given<T> = [T][T extends unknown ? 0 : never];

/**
 * A list from which the reader chooses one option.
 *
 * @param options the options are a list, or values by their labels; `value` is chosen at first. Default: the first
 * @throws if there are no options, or if `value` is not one of them
 *
 * @example
 * const start = dropdown({ label: "start", options: ["orthogonal", "xavier"] });
 * start.value = "xavier";
 * start.value // → "xavier"
 */
export function dropdown<const Option>(options: {
  readonly label?: string;
  readonly options: readonly Option[] | Readonly<Record<string, Option>>;
  readonly value?: Given<Option>;
}): Control<Option> {
  requireObject("options", options, "an object such as { label, options }");
  const { label = "", options: choices } = options;
  const name = label || "the dropdown";
  if (typeof choices !== "object" || choices === null)
    refuse("options.options", choices, "a list of values, or values by their labels");
  const entries: readonly (readonly [string, Option])[] = Array.isArray(choices)
    ? choices.map((option: Option) => [String(option), option])
    : Object.entries(choices);
  const labels = entries.map(([text]) => text);
  const [first] = entries;
  if (first === undefined) throw new Error(`${name} has no options, expected at least one`);
  return new Control<Option>(
    { name: "Dropdown", style: "Description", label, state: { _options_labels: labels } },
    {
      key: "index",
      read(raw) {
        const entry = typeof raw === "number" ? entries[raw] : undefined;
        if (entry === undefined)
          throw new Error(`${name} has no such option, expected one of ${labels.join(", ")}`);
        return entry[1];
      },
      write: (value) => entries.findIndex(([, option]) => Object.is(option, value)),
      words: (value) => entries.find(([, option]) => Object.is(option, value))?.[0] ?? "",
    },
    options.value ?? first[1],
  );
}

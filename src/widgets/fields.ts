import { Control, called, Listeners } from "./control";
import { requireOptions } from "./require";
import { controlKind, type Still, styleModel, Widget } from "./widget";

/** Something to press. */
export class Button extends Widget {
  readonly #listeners = new Listeners<[]>();

  constructor(readonly label: string) {
    super(controlKind("Button"), { description: label, style: styleModel("Button") });
  }

  /** Calls `listener` whenever it is pressed; returns how to stop that. */
  onClick(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Does what pressing it does. */
  click(): void {
    this.#listeners.tell();
  }

  override still(): Still {
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
 * let pressed = 0;
 * const again = button("again");
 * again.onClick(() => { pressed += 1; });
 * again.click();
 * pressed // → 1
 */
export function button(label: string): Button {
  return new Button(label);
}

/** The type itself, but nothing is inferred from what stands there. (TypeScript 5.4's NoInfer; notebooks have 5.0.) */
type Given<T> = [T][T extends unknown ? 0 : never];

/** What a dropdown is made of. */
interface DropdownOptions<Option> {
  /** What stands before it. */
  readonly label?: string;
  /** What there is to choose from: a list, or values by what is shown for them. */
  readonly options: readonly Option[] | Readonly<Record<string, Option>>;
  /** What is chosen at first; the first one unless told. */
  readonly value?: Given<Option>;
}

/**
 * A list to choose one of.
 *
 * @throws Error for no options, or for a value that is not among them
 *
 * @example
 * const start = dropdown({ label: "start", options: ["orthogonal", "xavier"] });
 * start.value = "xavier";
 * start.value // → "xavier"
 */
export function dropdown<const Option>(options: DropdownOptions<Option>): Control<Option> {
  requireOptions(options, "{ label, options }");
  const { label = "" } = options;
  requireOptions(options.options, '{ "a label": "its value" }, or a list of values');
  const name = called(label, "the dropdown");
  const entries: readonly (readonly [string, Option])[] = isList(options.options)
    ? options.options.map((option) => [String(option), option])
    : Object.entries(options.options);
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
          throw new RangeError(`${name} is none of its options, expected one of ${labels.join(", ")}`);
        return entry[1];
      },
      write: (value) => entries.findIndex(([, option]) => Object.is(option, value)),
      words: (value) => entries.find(([, option]) => Object.is(option, value))?.[0] ?? "",
    },
    options.value ?? first[1],
  );
}

const isList = <Option>(
  options: readonly Option[] | Readonly<Record<string, Option>>,
): options is readonly Option[] => Array.isArray(options);

/** What a toggle is made of. */
interface ToggleOptions {
  /** What stands beside it. */
  readonly label?: string;
  /** Whether it is on at first; off unless told. */
  readonly value?: boolean;
}

/**
 * A box to tick.
 *
 * @example
 * const early = toggle({ label: "early stop", value: true });
 * early.value // → true
 */
export function toggle(options: ToggleOptions = {}): Control<boolean> {
  requireOptions(options);
  const { label = "", value = false } = options;
  return new Control(
    { name: "Checkbox", style: "Checkbox", label, state: {} },
    {
      key: "value",
      read(raw) {
        if (typeof raw !== "boolean")
          throw new TypeError(
            `${called(label, "the toggle")} is ${String(raw).slice(0, 60)}, expected true or false`,
          );
        return raw;
      },
      write: (on) => on,
      words: (on) => (on ? "on" : "off"),
    },
    value,
  );
}

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

import { requireOptions } from "./require";
import { Control, called } from "./value-control";

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

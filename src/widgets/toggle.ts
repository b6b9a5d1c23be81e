import { requireOptions } from "./require";
import { Control, called } from "./value-control";

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

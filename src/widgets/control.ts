import { refuse } from "../data/arguments";
import type { State } from "./comm";
import { controlKind, type Fallback, type Layout, styleModel, Widget } from "./widget";

/** How a control's value is stored in its state. */
export interface Trait<Value> {
  /** The state entry that holds the value. */
  readonly key: string;
  /** Converts the entry to the value; throws if the entry is not acceptable. */
  read(raw: unknown): Value;
  /** Converts the value to the entry. */
  write(value: Value): unknown;
  /** The value as text, for the fallback. */
  words(value: Value): string;
}

interface Parts {
  /** The front end's name of the control, such as `IntSlider`. */
  readonly name: string;
  /** The front end's name of its style, such as `Slider`. */
  readonly style: string;
  readonly label: string;
  readonly state: State;
}

/** A common width for the labels, so controls in a column line up. */
const labelWidth = "9em";
const layout: Layout = { width: "34em" };

/** Functions to call on a change. An error in one listener does not stop the others. */
export class Listeners<Arguments extends readonly unknown[]> {
  readonly #listeners = new Set<(...change: Arguments) => void>();

  /** Adds a listener and returns a function that removes it. */
  add(listener: (...change: Arguments) => void): () => void {
    const added = (...change: Arguments) => listener(...change); // the same function may be added twice
    this.#listeners.add(added);
    return () => {
      this.#listeners.delete(added);
    };
  }

  /**
   * Calls all listeners in order.
   *
   * @throws the first error that a listener threw
   */
  call(...change: Arguments): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#listeners])
      try {
        listener(...change);
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw errors[0];
  }
}

/** A control with a value that the reader changes in the front end and the program sets here. */
export class Control<Value> extends Widget {
  readonly label: string;
  readonly #trait: Trait<Value>;
  readonly #listeners = new Listeners<[value: Value, before: Value]>();

  constructor({ name, style, label, state }: Parts, trait: Trait<Value>, value: Value) {
    const raw = trait.write(value);
    trait.read(raw);
    const styling = styleModel(style, { description_width: labelWidth });
    super(controlKind(name), { ...state, description: label, style: styling, [trait.key]: raw }, layout);
    this.label = label;
    this.#trait = trait;
  }

  /** The current value. Setting it moves the control on every page. */
  get value(): Value {
    return this.#trait.read(this.state[this.#trait.key]);
  }

  set value(value: Value) {
    const raw = this.#trait.write(value);
    this.#trait.read(raw);
    const before = this.value;
    if (Object.is(raw, this.state[this.#trait.key])) return;
    this.update({ [this.#trait.key]: raw });
    this.#listeners.call(this.value, before);
  }

  /** The name of the state entry that holds the value. */
  get key(): string {
    return this.#trait.key;
  }

  /** Calls `listener` with the new and the previous value on every change. Returns a function that stops it. */
  observe(listener: (value: Value, before: Value) => void): () => void {
    return this.#listeners.add(listener);
  }

  override fallback(): Fallback {
    const value = this.#trait.words(this.value);
    return { "text/plain": this.label === "" ? value : `${this.label}: ${value}` };
  }

  protected override accept(key: string, value: unknown): unknown {
    if (key !== this.key) return super.accept(key, value);
    return this.#trait.write(this.#trait.read(value));
  }

  protected override accepted(before: State): void {
    const was = before[this.key];
    if (!Object.is(was, this.state[this.key])) this.#listeners.call(this.value, this.#trait.read(was));
  }
}

/** @throws if `value` is not a control */
export function requireControl(name: string, value: unknown): void {
  if (!(value instanceof Control)) refuse(name, value, "a control such as intSlider returns");
}

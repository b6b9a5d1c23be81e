import type { State } from "./comm";
import { controlKind, type Layout, type Still, styleModel, Widget } from "./widget";

/** How the value of a control stands in its state. */
export interface Trait<Value> {
  /** The name of the state's entry that holds it. */
  readonly key: string;
  /** The value that an entry stands for; throws an error that says what was expected. */
  read(raw: unknown): Value;
  /** The entry that stands for a value. */
  write(value: Value): unknown;
  /** The value in words, for a still. */
  words(value: Value): string;
}

interface Parts {
  /** The front end's name for this kind of control, such as `IntSlider`. */
  readonly name: string;
  /** Its name for the style of it, such as `Slider`. */
  readonly style: string;
  readonly label: string;
  readonly state: State;
  readonly layout?: Layout | undefined;
}

/** Room for a label, so that controls below one another stand in line. */
const labelWidth = "9em";
const usual: Layout = { width: "34em" };

/**
 * A control with a value, which the reader moves in the front end and the program sets here.
 */
export class Control<Value> extends Widget {
  readonly label: string;
  readonly #trait: Trait<Value>;
  readonly #listeners = new Listeners<[value: Value, before: Value]>();

  constructor({ name, style, label, state, layout = usual }: Parts, trait: Trait<Value>, value: Value) {
    const raw = trait.write(value);
    trait.read(raw);
    const looks = styleModel(style, { description_width: labelWidth });
    super(controlKind(name), { ...state, description: label, style: looks, [trait.key]: raw }, layout);
    this.label = label;
    this.#trait = trait;
  }

  /** What the control stands at. Setting it moves the control on every page. */
  get value(): Value {
    return this.#trait.read(this.state[this.#trait.key]);
  }

  set value(value: Value) {
    const raw = this.#trait.write(value);
    this.#trait.read(raw);
    const before = this.value;
    if (Object.is(raw, this.state[this.#trait.key])) return;
    this.update({ [this.#trait.key]: raw });
    this.#listeners.tell(this.value, before);
  }

  /** The name of the state's entry that holds the value. */
  get key(): string {
    return this.#trait.key;
  }

  /** Calls `listener` with the new value and the one before, whoever changes it; returns how to stop that. */
  observe(listener: (value: Value, before: Value) => void): () => void {
    return this.#listeners.add(listener);
  }

  override still(): Still {
    const value = this.#trait.words(this.value);
    return { "text/plain": this.label === "" ? value : `${this.label}: ${value}` };
  }

  protected override accept(key: string, value: unknown): unknown {
    if (key !== this.key) return super.accept(key, value);
    return this.#trait.write(this.#trait.read(value));
  }

  protected override accepted(before: State): void {
    const was = before[this.key];
    if (!Object.is(was, this.state[this.key])) this.#listeners.tell(this.value, this.#trait.read(was));
  }
}

/** How a control is called in an error. */
export const called = (label: string, otherwise: string): string => (label === "" ? otherwise : label);

/** Functions to be told of something; an error in one does not keep it from the others. */
export class Listeners<Arguments extends readonly unknown[]> {
  readonly #told = new Set<(...told: Arguments) => void>();

  /** Adds one; returns how to take it away again. */
  add(listener: (...told: Arguments) => void): () => void {
    const own = (...told: Arguments) => listener(...told); // the same function may listen twice
    this.#told.add(own);
    return () => {
      this.#told.delete(own);
    };
  }

  /**
   * Tells all of them, in order.
   *
   * @throws what the first of those threw that did
   */
  tell(...told: Arguments): void {
    const errors: unknown[] = [];
    for (const listener of [...this.#told])
      try {
        listener(...told);
      } catch (error) {
        errors.push(error);
      }
    if (errors.length > 0) throw errors[0];
  }
}

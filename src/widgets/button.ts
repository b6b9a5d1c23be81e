import { Listeners } from "./listeners";
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

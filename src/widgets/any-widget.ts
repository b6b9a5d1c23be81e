import type { State } from "./pack";
import { type Layout, type Still, Widget } from "./widget";

/** What a widget of one's own is made of. */
export interface AnyWidgetParts {
  /** Its view: the text of an ES module for the browser, whose default export has `render({ model, el })`. */
  readonly esm: string;
  /** What its view shows, by name. Bytes in it, such as a Float64Array, travel as they are and arrive as DataView. */
  readonly state: State & { readonly layout?: never };
  readonly layout?: Layout;
}

/**
 * A widget with a view of one's own, brought to the page by [anywidget](https://anywidget.dev), which the
 * front end must have.
 *
 * @example
 * class Counter extends AnyWidget {
 *   constructor() {
 *     const esm = "export default { render({ model, el }) { el.textContent = model.get('count'); } };";
 *     super({ esm, state: { count: 0 } });
 *   }
 *   still() {
 *     return { "text/plain": "a counter" };
 *   }
 * }
 * String(new Counter()) // → "a counter"
 */
export abstract class AnyWidget extends Widget {
  constructor({ esm, state, layout }: AnyWidgetParts) {
    super(
      { module: "anywidget", version: ">=0.9.0", model: "AnyModel", view: "AnyView" },
      { ...state, _esm: esm },
      layout,
    );
  }

  abstract override still(): Still;
}

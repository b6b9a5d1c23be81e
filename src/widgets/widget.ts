import type { State } from "./comm";
import { jupyterDisplay, nodeInspect, widgetKernel } from "./kernel";
import { type Kind, Model } from "./model";

/** How a widget is shown without its live view, by MIME type. */
export interface Fallback {
  readonly "text/plain": string;
  readonly [mimeType: string]: unknown;
}

/** CSS sizes and positions, such as `{ width: "20em" }`. */
export type Layout = Readonly<
  Partial<Record<"width" | "min_width" | "height" | "min_height" | "margin" | "flex" | "overflow", string>>
>;

/** A model with a view: live where the front end supports Jupyter widgets, elsewhere its fallback. */
export abstract class Widget extends Model {
  constructor(kind: Kind, state: State, layout: Layout = {}) {
    super(kind, { ...state, layout: layoutModel(layout) });
  }

  /** What is shown where the widget cannot be live, such as on GitHub. */
  abstract fallback(): Fallback;

  [jupyterDisplay](): Fallback {
    if (widgetKernel() === undefined) return this.fallback();
    const view = { version_major: 2, version_minor: 0, model_id: this.modelId };
    return { ...this.fallback(), "application/vnd.jupyter.widget-view+json": view };
  }

  [nodeInspect](): string {
    return this.toString();
  }

  override toString(): string {
    return this.fallback()["text/plain"];
  }
}

const layoutModel = (layout: Layout): Model =>
  new Model(
    { module: "@jupyter-widgets/base", version: "2.0.0", model: "LayoutModel", view: "LayoutView" },
    layout,
  );

/** A widget class of the package that contains the standard controls. */
export const controlKind = (name: string): Kind => ({
  module: "@jupyter-widgets/controls",
  version: "2.0.0",
  model: `${name}Model`,
  view: `${name}View`,
});

/** The style of a control; the package requires a separate model for it. */
export const styleModel = (name: string, style: State = {}): Model =>
  new Model(
    { ...controlKind(`${name}Style`), view: "StyleView", viewModule: "@jupyter-widgets/base" },
    style,
  );

/** What a custom widget consists of. */
export interface AnyWidgetParts {
  /** Its view: the source of an ES module for the browser, whose default export has `render({ model, el })`. */
  readonly esm: string;
  /** The data of the view, by name. Bytes in it, such as a Float64Array, arrive as a DataView. */
  readonly state: State & { readonly layout?: never };
  readonly layout?: Layout;
}

/**
 * A custom widget, shown by [anywidget](https://anywidget.dev). The front end must have anywidget.
 *
 * @example
 * class Counter extends AnyWidget {
 *   constructor() {
 *     const esm = "export default { render({ model, el }) { el.textContent = model.get('count'); } };";
 *     super({ esm, state: { count: 0 } });
 *   }
 *   fallback() {
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
}

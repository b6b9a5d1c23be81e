import { host, type State } from "./comm";
import { type Kind, Model } from "./model";

/** Jupyter's name (Deno's convention) for the method that answers how a value looks. */
const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** Node's name for the method that answers how a value prints. */
const nodeInspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** The ways one value can be shown, by MIME type. */
export interface Still {
  readonly "text/plain": string;
  readonly [mimeType: string]: unknown;
}

/** Sizes and places in CSS's words, such as `{ width: "20em" }`. */
export type Layout = Readonly<
  Partial<Record<"width" | "min_width" | "height" | "min_height" | "margin" | "flex" | "overflow", string>>
>;

/** What can be seen in a notebook: live where the front end has the Jupyter widgets, else a still. */
export abstract class Widget extends Model {
  constructor(kind: Kind, state: State, layout: Layout = {}) {
    super(kind, { ...state, layout: layoutModel(layout) });
  }

  /** What stands in the widget's place where it cannot live, such as in a list of files on the web. */
  abstract still(): Still;

  [jupyterDisplay](): Still {
    if (host() === undefined) return this.still();
    const view = { version_major: 2, version_minor: 0, model_id: this.modelId };
    return { ...this.still(), "application/vnd.jupyter.widget-view+json": view };
  }

  [nodeInspect](): string {
    return this.toString();
  }

  override toString(): string {
    return this.still()["text/plain"];
  }
}

const layoutModel = (layout: Layout): Model =>
  new Model(
    { module: "@jupyter-widgets/base", version: "2.0.0", model: "LayoutModel", view: "LayoutView" },
    layout,
  );

/** A kind of the package that holds the usual controls. */
export const controlKind = (name: string): Kind => ({
  module: "@jupyter-widgets/controls",
  version: "2.0.0",
  model: `${name}Model`,
  view: `${name}View`,
});

/** How a control of this name looks in detail: the package wants a model of its own for it. */
export const styleModel = (name: string, style: State = {}): Model =>
  new Model(
    {
      ...controlKind(`${name}Style`),
      view: "StyleView",
      viewModule: "@jupyter-widgets/base",
    },
    style,
  );

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

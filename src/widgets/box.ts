import { refuse } from "../data/arguments";
import { controlKind, type Fallback, type Layout, Widget } from "./widget";

/** The MIME type of one figure: a Plotly specification. */
const figureType = "application/vnd.plotly.v1+json";

/** The MIME type of several figures: Plotly specifications, as the text of a JSON list to keep notebooks small. */
export const figuresType = "application/x-workbook-figures";

/** Widgets in a row or in a column. */
export class Box extends Widget {
  constructor(
    name: "HBox" | "VBox",
    readonly children: readonly Widget[],
    layout?: Layout,
  ) {
    super(controlKind(name), { children }, layout);
  }

  /** The fallbacks of all children, one below the other, and the data of their figures. */
  override fallback(): Fallback {
    const fallbacks = this.children
      .map((child) => child.fallback())
      .filter((fallback) => fallback["text/plain"] !== "");
    const text = fallbacks.map((fallback) => fallback["text/plain"]).join("\n");
    if (!fallbacks.some((fallback) => "text/html" in fallback)) return { "text/plain": text };
    const figures = fallbacks.flatMap((fallback) =>
      figuresType in fallback ? JSON.parse(String(fallback[figuresType])) : (fallback[figureType] ?? []),
    );
    return {
      "text/plain": text,
      "text/html": fallbacks.map(htmlOf).join("\n"),
      ...(figures.length > 1 && { [figuresType]: JSON.stringify(figures) }),
      ...(figures.length === 1 && { [figureType]: figures[0] }),
    };
  }
}

const htmlOf = (fallback: Fallback): string =>
  "text/html" in fallback
    ? String(fallback["text/html"])
    : `<pre>${fallback["text/plain"].replace(/&/g, "&amp;").replace(/</g, "&lt;")}</pre>`;

/** @throws if `children` is not a list of widgets */
export function requireWidgets(name: string, children: readonly object[]): void {
  if (!Array.isArray(children)) refuse(name, children, "a list of widgets");
  for (const [k, child] of children.entries())
    if (!(child instanceof Widget)) refuse(`${name}[${k}]`, child, "a widget");
}

/**
 * Widgets in a row.
 *
 * @example
 * String(hbox([button("back"), button("on")])) // → "[back]\n[on]"
 */
export function hbox(children: readonly Widget[], layout?: Layout): Box {
  requireWidgets("children", children);
  return new Box("HBox", children, layout);
}

/**
 * Widgets in a column.
 *
 * @example
 * String(vbox([toggle({ label: "noise" }), button("train")])) // → "noise: off\n[train]"
 */
export function vbox(children: readonly Widget[], layout?: Layout): Box {
  requireWidgets("children", children);
  return new Box("VBox", children, layout);
}

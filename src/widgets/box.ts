import { requireWidgets } from "./require";
import { controlKind, type Layout, type Still, Widget } from "./widget";

/** Widgets in a row or in a column. */
export class Box extends Widget {
  constructor(
    name: "HBox" | "VBox",
    readonly children: readonly Widget[],
    layout?: Layout,
  ) {
    super(controlKind(name), { children }, layout);
  }

  /** The stills of all, one below the other; what only one of them has stays as it is. */
  override still(): Still {
    const stills = this.children.map((child) => child.still()).filter((still) => still["text/plain"] !== "");
    const types = new Set(stills.flatMap((still) => Object.keys(still)));
    const html = types.has("text/html") && { "text/html": stills.map(htmlOf).join("\n") };
    const others = [...types].flatMap((type) => {
      const having = stills.filter((still) => type in still);
      return having.length === 1 ? [[type, having[0]?.[type]] as const] : [];
    });
    const text = stills.map((still) => still["text/plain"]).join("\n");
    return { ...Object.fromEntries(others), ...html, "text/plain": text };
  }
}

const htmlOf = (still: Still): string =>
  "text/html" in still
    ? String(still["text/html"])
    : `<pre>${still["text/plain"].replace(/&/g, "&amp;").replace(/</g, "&lt;")}</pre>`;

/**
 * Widgets beside one another.
 *
 * @example
 * String(hbox([button("back"), button("on")])) // → "[back]\n[on]"
 */
export function hbox(children: readonly Widget[], layout?: Layout): Box {
  requireWidgets("children", children);
  return new Box("HBox", children, layout);
}

/**
 * Widgets below one another.
 *
 * @example
 * String(vbox([toggle({ label: "noise" }), button("train")])) // → "noise: off\n[train]"
 */
export function vbox(children: readonly Widget[], layout?: Layout): Box {
  requireWidgets("children", children);
  return new Box("VBox", children, layout);
}

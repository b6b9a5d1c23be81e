import type { Data, Layout } from "plotly.js-dist";
import { refuse, requireObject } from "../../data/arguments";
import { type Bundle, Display, jupyterDisplay } from "../base/display";
import { htmlAttribute, htmlText } from "../base/escape";
import { theme } from "../base/theme";
import { figureScript } from "./figure-script";

/** What a figure is made of. */
export interface FigureSpec {
  /** Plotly traces. Typed arrays may stand for arrays; a number that is not finite leaves a gap. */
  readonly data: readonly Data[];
  /** Plotly layout, on top of the house's theme. */
  readonly layout?: Partial<Layout>;
  /** The finding, with its number, computed from the data shown. It stands under the figure. */
  readonly caption?: string;
  /** What is to be seen, for who cannot see it. Title and caption unless told. */
  readonly alt?: string;
}

/**
 * An interactive figure with a caption that states its finding.
 *
 * Drawn by plotly.js in the browser, in the house's theme; without scripts a still image stands there,
 * if it has one.
 *
 * @example
 * const line = figure({
 *   data: [{ type: "scatter", x: [0, 1, 2], y: [0, 1, 4] }],
 *   layout: { title: { text: "Squares" } },
 *   caption: "The last step adds 3.",
 * });
 * String(line) // → "Figure: Squares. The last step adds 3."
 */
export function figure(spec: FigureSpec): Figure {
  requireSpec(spec);
  return new Figure(spec);
}

/** @throws if a figure is not told its data. */
export function requireSpec(spec: FigureSpec): void {
  requireObject("spec", spec, "an object { data, layout, caption }");
  if (!Array.isArray(spec.data)) refuse("spec.data", spec.data, "a list of Plotly's traces");
}

export class Figure extends Display {
  readonly data: readonly Data[];
  readonly layout: Partial<Layout>;
  readonly caption: string;
  readonly alt: string;

  constructor(spec: FigureSpec) {
    super();
    this.data = spec.data;
    this.layout = spec.layout ?? {};
    this.caption = spec.caption ?? "";
    this.alt = spec.alt ?? [this.title, this.caption].filter(Boolean).join(". ");
  }

  /** The title, as plain text. */
  get title(): string {
    return (this.layout.title?.text ?? "").replace(/<\/?(?:br|b|i|em|s|u|sub|sup|strong) ?\/?>/g, " ").trim();
  }

  /** What plotly.js draws where title and caption stand around it. */
  get plot(): { readonly data: readonly Data[]; readonly layout: object; readonly config: object } {
    const { title: _, ...layout } = powersOfTen(this.layout, this.data);
    return { data: this.data, layout: { template: theme, ...layout }, config };
  }

  override [jupyterDisplay](): Bundle {
    const { plot } = this;
    const { title } = this.layout;
    const titled = title?.text ? { title: { ...title, text: broken(title.text) } } : {};
    return {
      "text/plain": `Figure: ${[this.title, this.caption].filter(Boolean).join(". ") || this.alt}`,
      "text/html": this.html(JSON.stringify(plotJson(plot))),
      "application/vnd.plotly.v1+json": plotJson({ ...plot, layout: { ...plot.layout, ...titled } }),
    };
  }

  private html(spec: string): string {
    const title =
      this.title && `<div class="workbook-title" style="font-weight:600">${htmlText(this.title)}</div>\n`;
    const caption = this.caption && `<figcaption>${htmlText(this.caption)}</figcaption>\n`;
    return `<workbook-figure style="display:block">
<figure style="margin:0">
${title}<div class="workbook-plot" role="img" aria-label="${htmlAttribute(this.alt)}">${fallback}</div>
${caption}</figure>
<script type="application/json">${spec.replace(/</g, "\\u003c")}</script>
<script>${figureScript}</script>
</workbook-figure>`;
  }
}

/** Plotly breaks no lines; other front ends than JupyterLab show the title as it does. */
const broken = (title: string): string => title.replace(/(.{50}\S*) /g, "$1<br>");

const config = {
  displaylogo: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

/** What stands in the figure's place where no script runs and no still image was put in. */
const fallback =
  '<p class="workbook-note">This figure draws itself with a script. Trust the notebook, or run the cell, to see it.</p>';

/**
 * Has a logarithmic axis of a few decades labelled at the powers of ten alone. Plotly would put small
 * 2s and 5s between them; over many decades it leaves powers out by itself, over one it needs the rest.
 */
export function powersOfTen(layout: Partial<Layout>, data: readonly Data[]): Partial<Layout> {
  const ticked = { ...layout };
  for (const letter of ["x", "y"] as const) {
    const axis = layout[`${letter}axis`];
    if (axis?.type !== "log" || ["dtick", "nticks", "tickvals"].some((own) => own in axis)) continue;
    const decades = span(axis.range ?? data.flatMap((trace) => logarithms(trace, letter)));
    if (decades > 1.5 && decades <= 6) ticked[`${letter}axis`] = { ...axis, dtick: 1 };
  }
  return ticked;
}

function logarithms(trace: object, letter: "x" | "y"): number[] {
  const values: unknown = Reflect.get(trace, letter);
  const numbers =
    Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<unknown>) : [];
  return numbers.flatMap((value) => (typeof value === "number" && value > 0 ? Math.log10(value) : []));
}

function span(values: readonly unknown[]): number {
  const numbers = values.filter(
    (value): value is number => typeof value === "number" && Number.isFinite(value),
  );
  return (
    numbers.reduce((a, b) => Math.max(a, b), -Infinity) - numbers.reduce((a, b) => Math.min(a, b), Infinity)
  );
}

/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A Plotly specification as JSON. Typed arrays become arrays, a number that is not finite becomes
 * null (Plotly leaves a gap there), and fractions keep seven digits: more than an eye or a screen
 * can tell apart, in a third of the room, and the same on machines that differ in the last bit.
 *
 * @example
 * import { plotJson } from "../src/show/figures/figure";
 * plotJson({ y: new Float64Array([0.1 + 0.2, NaN]) }) // → { y: [0.3, null] }
 */
export function plotJson(value: unknown): Json {
  if (typeof value === "number") return plotNumber(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) return value.map(plotJson);
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
    return Array.from(value as unknown as Iterable<unknown>, plotJson);
  }
  if (value instanceof Date) return value.toISOString();
  const entries = Object.entries(value).filter(
    ([, entry]) => entry !== undefined && typeof entry !== "function",
  );
  return Object.fromEntries(entries.map(([key, entry]) => [key, plotJson(entry)]));
}

function plotNumber(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}

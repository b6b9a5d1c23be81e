import type { Data, Layout } from "plotly.js-dist";
import { refuse, requireObject } from "../../data/arguments";
import { type Bundle, Display, jupyterDisplay } from "../base/display";
import { Html, html, jsonScript } from "../base/html";
import { theme } from "../base/theme";
import { figureScript } from "./figure-script";

/** What a figure consists of. */
export interface FigureSpec {
  /** Plotly traces. Typed arrays may replace arrays; a number that is not finite leaves a gap. */
  readonly data: readonly Data[];
  /** Plotly layout, added to the theme. */
  readonly layout?: Partial<Layout>;
  /** The finding, with its number, computed from the data. It is shown below the figure. */
  readonly caption?: string;
  /** A description for readers who cannot see the figure. Default: title and caption */
  readonly alt?: string;
}

/**
 * An interactive figure with a caption that states its finding.
 *
 * plotly.js draws it in the browser. Where no script runs, a static image is shown, if there is one.
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
  requireObject("spec", spec, "an object { data, layout, caption }");
  if (!Array.isArray(spec.data)) refuse("spec.data", spec.data, "a list of Plotly traces");
  return new Figure(spec);
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

  /** The title as plain text. */
  get title(): string {
    return plainTitle(this.layout.title?.text);
  }

  /** What plotly.js draws, without the title and the caption. */
  get plot(): { readonly data: readonly Data[]; readonly layout: object; readonly config: object } {
    const { title: _, ...layout } = withPowersOfTen(this.layout, this.data);
    return { data: this.data, layout: { template: theme, ...layout }, config };
  }

  /** The figure as data: a Plotly specification with the caption and the description in `layout.meta`. */
  get json(): PlotlyJson {
    const { plot, caption, alt } = this;
    const { title } = this.layout;
    const titled = title?.text ? { title: { ...title, text: broken(title.text) } } : {};
    return plotJson({
      ...plot,
      layout: { ...plot.layout, ...titled, meta: { caption, alt } },
    }) as unknown as PlotlyJson;
  }

  override [jupyterDisplay](): Bundle {
    const { json } = this;
    return {
      "text/plain": `Figure: ${[this.title, this.caption].filter(Boolean).join(". ") || this.alt}`,
      "text/html": String(figureHtml(json)),
      [plotlyType]: json,
    };
  }
}

/** The MIME type of a Plotly specification. */
export const plotlyType = "application/vnd.plotly.v1+json";

/** A figure as data. Front ends that know Plotly draw it; `figureHtml` makes HTML from it. */
export interface PlotlyJson {
  readonly data: readonly Json[];
  readonly layout: {
    readonly title?: { readonly text?: string };
    readonly meta?: { readonly caption?: string; readonly alt?: string };
  };
  readonly config: Json;
}

/** What plotly.js draws in the HTML, which has its own title and caption. */
export function plotOf({ data, layout, config }: PlotlyJson): object {
  const { title: _, meta: __, ...rest } = layout;
  return { data, layout: rest, config };
}

/** The size of a static image in CSS pixels. */
export const imageSize = { width: 720, height: 420 } as const;

/** Everything before the place where a figure's plot or image goes. */
export function figureStart({ layout }: PlotlyJson): Html {
  const title = plainTitle(layout.title?.text);
  return html`<workbook-figure style="display:block">
<figure style="margin:0">
${title && html`<div class="workbook-title" style="font-weight:600">${title}</div>\n`}<div class="workbook-plot" role="img" aria-label="${layout.meta?.alt}">`;
}

/** The end of a figure. */
export const figureEnd = "</workbook-figure>";

/** How a static image starts; then come its base64 text and a quotation mark. */
export const imageStart = '<img src="data:image/png;base64,';

/**
 * A figure as HTML with a script that draws it.
 *
 * @param png a static image, base64, for where no script runs
 */
export function figureHtml(json: PlotlyJson, png?: string): Html {
  return figureElement(json, png, html`<script>${new Html(figureScript)}</script>\n`);
}

/** A figure as HTML for a page that has the figure script already. */
export function figureElement(json: PlotlyJson, png?: string, script?: Html): Html {
  const { caption, alt } = json.layout.meta ?? {};
  const { width, height } = imageSize;
  const image =
    png === undefined
      ? html`<p class="workbook-note">A script draws this figure. Run the cell or trust the notebook to see it.</p>`
      : html`${new Html(imageStart)}${png}" width="${width}" height="${height}" alt="${alt}" style="max-width:100%;height:auto">`;
  return html`${figureStart(json)}${image}</div>
${caption && html`<figcaption>${caption}</figcaption>\n`}</figure>
${jsonScript(plotOf(json))}
${script}${new Html(figureEnd)}`;
}

const plainTitle = (text = ""): string =>
  text.replace(/<\/?(?:br|b|i|em|s|u|sub|sup|strong) ?\/?>/g, " ").trim();

/** Plotly does not break long titles, so front ends that draw the title themselves need line breaks. */
const broken = (title: string): string => title.replace(/(.{50}\S*) /g, "$1<br>");

const config = {
  displaylogo: false,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
};

/**
 * Labels a logarithmic axis of a few decades only at the powers of ten. Plotly would add small 2s and 5s. Over
 * many decades it omits powers itself; over one decade the other labels are needed.
 */
function withPowersOfTen(layout: Partial<Layout>, data: readonly Data[]): Partial<Layout> {
  const changed = { ...layout };
  for (const letter of ["x", "y"] as const) {
    const axis = layout[`${letter}axis`];
    if (axis?.type !== "log" || ["dtick", "nticks", "tickvals"].some((option) => option in axis)) continue;
    const logs = (axis.range ?? data.flatMap((trace) => logarithms(trace, letter))) as readonly number[];
    const decades =
      logs.reduce((a, b) => Math.max(a, b), -Infinity) - logs.reduce((a, b) => Math.min(a, b), Infinity);
    if (decades > 1.5 && decades <= 6) changed[`${letter}axis`] = { ...axis, dtick: 1 };
  }
  return changed;
}

function logarithms(trace: object, letter: "x" | "y"): number[] {
  const values: unknown = Reflect.get(trace, letter);
  const list =
    Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<unknown>) : [];
  return list.flatMap((value) =>
    typeof value === "number" && value > 0 && Number.isFinite(value) ? Math.log10(value) : [],
  );
}

/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A Plotly specification as JSON. Typed arrays become arrays, and numbers that are not finite become null, which
 * Plotly shows as a gap. Fractions keep seven digits: more than a screen can show, a third of the size, and the
 * same on machines that differ in the last bit.
 *
 * @example
 * import { plotJson } from "../src/show/figures/figure";
 * plotJson({ y: new Float64Array([0.1 + 0.2, NaN]) }) // → { y: [0.3, null] }
 */
export function plotJson(value: unknown): Json {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return null;
    return Number.isInteger(value) ? value : Number(value.toPrecision(7));
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) return value.map(plotJson);
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return Array.from(value as unknown as Iterable<unknown>, plotJson);
  if (value instanceof Date) return value.toISOString();
  const entries = Object.entries(value).filter(
    ([, entry]) => entry !== undefined && typeof entry !== "function",
  );
  return Object.fromEntries(entries.map(([key, entry]) => [key, plotJson(entry)]));
}

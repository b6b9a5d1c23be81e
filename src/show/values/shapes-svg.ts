import { type Html, html } from "../base/html";
import { colours } from "../base/theme";

/** A length in the picture: of d rows, of m rows, or of one. */
type Side = "d" | "m" | "1";

/** The drawn length of each side, and the number of rows if it is known. */
export interface Scale {
  readonly d: number;
  readonly m: number;
  readonly "1": number;
  readonly counts?: { readonly d: number; readonly m: number };
}

/** An item in a line of the picture. */
export type Item =
  | { readonly matrix: string; readonly rows: Side; readonly columns: Side; readonly product?: boolean }
  | { readonly sign: string }
  | { readonly arrow: string };

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly body: Html;
}

/** The colours of the layers that a side counts. The letters give the same information. */
const edges: Readonly<Record<Side, string>> = { d: colours.output, m: colours.hidden, "1": "#767676" };

const ink = "#222";
const serif = "'Latin Modern Math','STIX Two Text',Cambria,Georgia,'DejaVu Serif',serif";
const margin = 14;
const top = 54;
const narrowest = 52;

/** A line of the picture as SVG. */
export function lineSvg(title: string, items: readonly Item[], scale: Scale): Picture {
  const tallest = Math.max(...items.map((item) => ("matrix" in item ? scale[item.rows] : 0)));
  const middle = top + tallest / 2;
  const base = top + tallest + 24;
  let x = margin;
  const parts = items.map((item) => {
    const width = widthOf(item, scale);
    const centre = x + width / 2;
    x += width;
    if ("sign" in item) return text(centre, middle + 6, item.sign, 20);
    if ("arrow" in item) return arrow(x - width, x, middle, item.arrow);
    return [block(item, centre, middle, base, scale), item.product && arc(centre, x, base, item, scale)];
  });
  const head = html`<text x="${margin}" y="20" font-size="14" font-weight="600" font-family="system-ui,sans-serif">${title}</text>`;
  return { width: x + margin, height: base + 44, body: html`${head}${parts}` };
}

/** A picture as an SVG file with a description. Its white background makes it legible in every theme. */
export function svg({ width, height, body }: Picture, alt: string): Html {
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${alt}" fill="${ink}" font-family="${serif}"><rect width="${width}" height="${height}" rx="8" fill="white"/>${body}</svg>`;
}

/** A picture as an HTML image. Notebooks that are not trusted show images, but no inline SVG. */
export function svgImage(picture: Picture, alt: string): Html {
  const source = Buffer.from(String(svg(picture, alt))).toString("base64");
  return html`<img src="data:image/svg+xml;base64,${source}" width="${picture.width}" height="${picture.height}" alt="${alt}" style="max-width:100%;height:auto;margin:2px 0">`;
}

function widthOf(item: Item, scale: Scale): number {
  if ("sign" in item) return 26;
  if ("arrow" in item) return 74;
  return Math.max(scale[item.columns] + 10, narrowest);
}

/** A matrix as a rectangle, with the name above it and the shape below. */
function block(
  { matrix, rows, columns }: { matrix: string; rows: Side; columns: Side },
  centre: number,
  middle: number,
  base: number,
  scale: Scale,
): Html {
  const [width, height] = [scale[columns], scale[rows]];
  const [left, right] = [centre - width / 2, centre + width / 2];
  const [upper, lower] = [middle - height / 2, middle + height / 2];
  const edge = (side: Side, path: string) =>
    html`<path d="${path}" stroke="${edges[side]}" stroke-width="3" stroke-linecap="round" fill="none"/>`;
  const count = (side: Side) => (side === "1" ? 1 : (scale.counts?.[side] ?? 1));
  // The letters are dark: the colours have enough contrast for graphics, but not for text.
  return html`<rect x="${left}" y="${upper}" width="${width}" height="${height}" fill-opacity="0.07"/>${[
    scale.counts && cells(left, upper, width, height, count(rows), count(columns)),
    edge(rows, `M${left} ${upper}V${lower}M${right} ${upper}V${lower}`),
    edge(columns, `M${left} ${upper}H${right}M${left} ${lower}H${right}`),
    text(centre, upper - 10, name(matrix), 18, html` font-style="italic"`),
    text(centre, base, `${rows}×${columns}`, 16, html` font-weight="bold"`),
    scale.counts && text(centre, base + 32, `${count(rows)}×${count(columns)}`, 13, html` opacity="0.75"`),
  ]}`;
}

/** A grid of the entries, if there are few enough to count. */
function cells(
  x: number,
  y: number,
  width: number,
  height: number,
  rows: number,
  columns: number,
): Html | "" {
  if (rows > 8 || columns > 8) return "";
  const across = Array.from(
    { length: rows - 1 },
    (_, i) => `M${x} ${y + (height * (i + 1)) / rows}h${width}`,
  );
  const down = Array.from(
    { length: columns - 1 },
    (_, j) => `M${x + (width * (j + 1)) / columns} ${y}v${height}`,
  );
  return html`<path d="${[...across, ...down]}" stroke="${ink}" stroke-opacity="0.25" fill="none"/>`;
}

/** The arc below a product, which joins the two sizes that have to agree. */
function arc(centre: number, next: number, base: number, { columns }: { columns: Side }, scale: Scale): Html {
  const [from, to] = [centre + 11, next + Math.max(scale["1"] + 10, narrowest) / 2 - 11];
  const y = base + 6;
  return html`<path d="M${from} ${y}C${from} ${y + 13} ${to} ${y + 13} ${to} ${y}" stroke="${edges[columns]}" stroke-width="2" fill="none"/>`;
}

function arrow(from: number, to: number, y: number, label: string): Html {
  const [start, end] = [from + 8, to - 8];
  const path = `M${start} ${y}H${end}M${end - 8} ${y - 5}L${end} ${y}L${end - 8} ${y + 5}`;
  return html`<path d="${path}" stroke="${ink}" stroke-width="1.5" fill="none"/>${text((start + end) / 2, y - 10, name(label), 18, html` font-style="italic"`)}`;
}

const text = (x: number, y: number, inside: Html | string, size: number, attributes?: Html): Html =>
  html`<text x="${x}" y="${y}" text-anchor="middle" font-size="${size}"${attributes}>${inside}</text>`;

/** A name with its index as a subscript, or with `pred` as a superscript. */
function name(symbol: string): Html {
  const [, letter = symbol, index] = /^([a-zA-Z])(\d+|pred)?$/.exec(symbol) ?? [];
  if (index === undefined) return html`${letter}`;
  const [dy, style] = index === "pred" ? [-6, html` font-style="normal"`] : [4, undefined];
  return html`${letter}<tspan dy="${dy}" font-size="0.7em"${style}>${index}</tspan>`;
}

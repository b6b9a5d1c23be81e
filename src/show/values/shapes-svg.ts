import { htmlAttribute } from "../base/escape";
import { colours } from "../base/theme";

/** A length in the picture: of d rows, of m rows, or of one. */
type Side = "d" | "m" | "1";

/** How long each side is drawn, and how many rows it has where that is known. */
export interface Scale {
  readonly d: number;
  readonly m: number;
  readonly "1": number;
  readonly counts?: { readonly d: number; readonly m: number };
}

/** What stands in a line of the picture. */
export type Item =
  | { readonly matrix: string; readonly rows: Side; readonly columns: Side; readonly product?: boolean }
  | { readonly sign: string }
  | { readonly arrow: string };

/** The colours of the layers of which a side has a row for each unit; the letters say the same. */
const edges: Readonly<Record<Side, string>> = { d: colours.output, m: colours.hidden, "1": "#767676" };

const ink = "#222";
const serif = "'Latin Modern Math','STIX Two Text',Cambria,Georgia,'DejaVu Serif',serif";
const margin = 14;
const top = 54;

/** A line of the picture as SVG, with its width and its height. */
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
    return (
      block(item, centre, middle, base, scale) + (item.product ? joint(centre, x, base, item, scale) : "")
    );
  });
  const head = `<text x="${margin}" y="20" font-size="14" font-weight="600" font-family="system-ui,sans-serif">${title}</text>`;
  return { width: x + margin, height: base + 44, body: head + parts.join("") };
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly body: string;
}

/**
 * A picture as a whole SVG file, with the sentence that describes it. It stands on a white card of its
 * own, so that it reads the same in every theme and wherever it is shown.
 */
export function svg({ width, height, body }: Picture, alt: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${htmlAttribute(alt)}" fill="${ink}" font-family="${serif}"><rect width="${width}" height="${height}" rx="8" fill="white"/>${body}</svg>`;
}

/** A picture as an HTML image: it shows in notebooks that are not trusted, where an inline SVG would not. */
export function svgImage(picture: Picture, alt: string): string {
  const source = Buffer.from(svg(picture, alt)).toString("base64");
  return `<img src="data:image/svg+xml;base64,${source}" width="${picture.width}" height="${picture.height}" alt="${htmlAttribute(alt)}" style="max-width:100%;height:auto;margin:2px 0">`;
}

function widthOf(item: Item, scale: Scale): number {
  if ("sign" in item) return 26;
  if ("arrow" in item) return 74;
  return Math.max(scale[item.columns] + 10, 52);
}

/** A matrix as a rectangle: rows in the colour of their number, columns in that of theirs. */
function block(
  { matrix, rows, columns }: { matrix: string; rows: Side; columns: Side },
  centre: number,
  middle: number,
  base: number,
  scale: Scale,
): string {
  const [width, height] = [scale[columns], scale[rows]];
  const [left, right] = [centre - width / 2, centre + width / 2];
  const [upper, lower] = [middle - height / 2, middle + height / 2];
  const edge = (side: Side, path: string) =>
    `<path d="${path}" stroke="${edges[side]}" stroke-width="3" stroke-linecap="round" fill="none"/>`;
  const { counts } = scale;
  const count = (side: Side) => (side === "1" ? 1 : counts?.[side]);
  // Letters in ink: the colours have the contrast that graphics need, and text needs more.
  const shape = `${rows}×${columns}`;
  const numbers = counts
    ? text(centre, base + 32, `${count(rows)}×${count(columns)}`, 13, ' opacity="0.75"')
    : "";
  return [
    `<rect x="${left}" y="${upper}" width="${width}" height="${height}" fill-opacity="0.07"/>`,
    cells(left, upper, width, height, counts && [count(rows) ?? 1, count(columns) ?? 1]),
    edge(rows, `M${left} ${upper}V${lower}M${right} ${upper}V${lower}`),
    edge(columns, `M${left} ${upper}H${right}M${left} ${lower}H${right}`),
    text(centre, upper - 10, nameTspans(matrix), 18, ' font-style="italic"'),
    text(centre, base, shape, 16, ' font-weight="bold"'),
    numbers,
  ].join("");
}

/** The entries as small squares, where there are few enough to count. */
function cells(x: number, y: number, width: number, height: number, size?: readonly number[]): string {
  const [rows = 0, columns = 0] = size ?? [];
  if (rows === 0 || rows > 8 || columns > 8) return "";
  const across = Array.from(
    { length: rows - 1 },
    (_, i) => `M${x} ${y + (height * (i + 1)) / rows}h${width}`,
  );
  const down = Array.from(
    { length: columns - 1 },
    (_, j) => `M${x + (width * (j + 1)) / columns} ${y}v${height}`,
  );
  return `<path d="${[...across, ...down].join("")}" stroke="${ink}" stroke-opacity="0.25" fill="none"/>`;
}

/** The line under a product that joins the two sizes which have to agree. */
function joint(
  centre: number,
  next: number,
  base: number,
  { columns }: { columns: Side },
  scale: Scale,
): string {
  const [from, to] = [centre + 11, next + Math.max(scale["1"] + 10, 52) / 2 - 11];
  const y = base + 6;
  return `<path d="M${from} ${y}C${from} ${y + 13} ${to} ${y + 13} ${to} ${y}" stroke="${edges[columns]}" stroke-width="2" fill="none"/>`;
}

function arrow(from: number, to: number, y: number, name: string): string {
  const [start, end] = [from + 8, to - 8];
  return `<path d="M${start} ${y}H${end}M${end - 8} ${y - 5}L${end} ${y}L${end - 8} ${y + 5}" stroke="${ink}" stroke-width="1.5" fill="none"/>${text((start + end) / 2, y - 10, nameTspans(name), 18, ' font-style="italic"')}`;
}

function text(x: number, y: number, inside: string, size: number, more = ""): string {
  return `<text x="${x}" y="${y}" text-anchor="middle" font-size="${size}"${more}>${inside}</text>`;
}

/** A name with its index set low, or with `pred` set high. */
function nameTspans(name: string): string {
  const [, letter = name, index = ""] = /^([a-zA-Z])(\d+|pred)?$/.exec(name) ?? [];
  if (index === "") return letter;
  const upright = index === "pred" ? ' font-style="normal"' : "";
  return `${letter}<tspan dy="${index === "pred" ? -6 : 4}" font-size="0.7em"${upright}>${index}</tspan>`;
}

import { requireObject } from "../../data/arguments";
import { type Bundle, Display, jupyterDisplay } from "../base/display";
import { html, htmlLines } from "../base/html";
import { type Item, lineSvg, type Picture, type Scale, svg, svgImage } from "./shapes-svg";

/**
 * The shapes of the forward pass as a picture: W1 x + b1 = z1, then f1 gives a1; W2 a1 + b2 = z2, then f2 gives
 * ypred.
 *
 * Equal sizes have the same length and colour, which shows the sizes that have to agree.
 *
 * @param net a network, or any `{ d, m }`; without it the picture has only letters
 * @throws if a size is not a positive whole number
 *
 * @example
 * String(shapesDiagram({ d: 3, m: 2 })).slice(0, 28) // → "W1 (m×d = 2×3) x (d×1 = 3×1)"
 * shapesDiagram({ d: 3, m: 0.5 }) // → throws m is 0.5, expected a positive whole number.
 */
export function shapesDiagram(net?: { readonly d: number; readonly m: number }): ShapesDiagram {
  if (net !== undefined) requireObject("net", net, "a network, or an object { d, m }");
  for (const [name, size] of Object.entries({ d: net?.d ?? 1, m: net?.m ?? 1 })) {
    if (!Number.isInteger(size) || size < 1) {
      throw new Error(`${name} is ${size}, expected a positive whole number.`);
    }
  }
  return new ShapesDiagram(net && { d: net.d, m: net.m });
}

const encode: readonly Item[] = [
  { matrix: "W1", rows: "m", columns: "d", product: true },
  { matrix: "x", rows: "d", columns: "1" },
  { sign: "+" },
  { matrix: "b1", rows: "m", columns: "1" },
  { sign: "=" },
  { matrix: "z1", rows: "m", columns: "1" },
  { arrow: "f1" },
  { matrix: "a1", rows: "m", columns: "1" },
];

const decode: readonly Item[] = [
  { matrix: "W2", rows: "d", columns: "m", product: true },
  { matrix: "a1", rows: "m", columns: "1" },
  { sign: "+" },
  { matrix: "b2", rows: "d", columns: "1" },
  { sign: "=" },
  { matrix: "z2", rows: "d", columns: "1" },
  { arrow: "f2" },
  { matrix: "ypred", rows: "d", columns: "1" },
];

const caption =
  "In a product the two inner sizes (joined by the arc) agree and disappear; the outer two remain.";

class ShapesDiagram extends Display {
  constructor(readonly sizes?: { readonly d: number; readonly m: number }) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    const scale = scaleOf(this.sizes);
    const [d, m] = this.sizes ? [`d = ${this.sizes.d}`, `m = ${this.sizes.m}`] : ["d", "m"];
    const lines = [
      {
        picture: lineSvg(`encode: ${d} inputs to ${m} hidden units`, encode, scale),
        alt: this.sentence(encode),
      },
      {
        picture: lineSvg(`decode: ${m} hidden units to ${d} outputs`, decode, scale),
        alt: this.sentence(decode),
      },
    ];
    const text = lines.map((line) => line.alt).join("\n");
    const figure = htmlLines(
      html`<figure style="margin:0">`,
      ...lines.map(({ picture, alt }) => svgImage(picture, alt)),
      html`<figcaption>${caption}</figcaption>`,
      html`</figure>`,
    );
    return {
      "text/plain": `${text}\n${caption}`,
      "text/html": String(figure),
      "image/svg+xml": String(svg(stacked(lines.map((line) => line.picture)), text)),
    };
  }

  private sentence(items: readonly Item[]): string {
    return items.map((item) => this.word(item)).join(" ");
  }

  private word(item: Item): string {
    if ("sign" in item) return item.sign;
    if ("arrow" in item) return `→ ${item.arrow} →`;
    const { matrix, rows, columns } = item;
    const count = (side: "d" | "m" | "1") => (side === "1" ? 1 : this.sizes?.[side]);
    return `${matrix} (${rows}×${columns}${this.sizes ? ` = ${count(rows)}×${count(columns)}` : ""})`;
  }
}

/** The larger size gets 120 pixels, the other its share, but always enough for its name. */
function scaleOf(sizes?: { readonly d: number; readonly m: number }): Scale {
  const { d, m } = sizes ?? { d: 5, m: 2 };
  const most = Math.max(d, m);
  const longest = 120;
  const length = (size: number) =>
    Math.round(longest * (most <= 8 ? size / most : Math.max(0.3, Math.sqrt(size / most))));
  return {
    d: length(d),
    m: length(m),
    "1": most <= 8 && sizes ? Math.min(longest / most, 40) : 22,
    counts: sizes,
  };
}

function stacked(pictures: readonly Picture[]): Picture {
  const width = Math.max(...pictures.map((picture) => picture.width));
  let height = 0;
  const bodies = pictures.map((picture) => {
    const body = html`<g transform="translate(0 ${height})">${picture.body}</g>`;
    height += picture.height;
    return body;
  });
  return { width, height, body: html`${bodies}` };
}

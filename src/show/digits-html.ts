import type { DigitLine, DigitOptions, DigitPixels } from "./digit-pixels";
import type { DigitScale } from "./digit-scale";
import { htmlAttribute, htmlText } from "./escape";
import { numberHtml, numberText } from "./number";
import { pngBase64, raster } from "./pixels";

/**
 * Lines of images as an HTML table: it keeps its form where a front end takes styles away, and
 * shrinks with the page.
 */
export function digitsHtml(lines: readonly DigitLine[], scale: DigitScale, options: DigitOptions): string {
  const { labels = [], caption, size = 64 } = options;
  const across = Math.max(1, ...lines.map((line) => line.images.length));
  const compared = lines.some((line) => line.label !== "");
  const rows = lines.map((line) => {
    const head = compared
      ? `<th scope="row" style="${cellStyle};text-align:right">${htmlText(line.label)}</th>`
      : "";
    const cells = line.images.map((image, k) => {
      const label = String(labels[line.start + k] ?? "");
      const alt = [line.label, label].filter(Boolean).join(" ") || `image ${line.start + k + 1}`;
      const under = label && !compared ? `<br>${htmlText(label)}` : "";
      return `<td style="${cellStyle}">${imageHtml(image, scale, size, alt)}${under}</td>`;
    });
    return `<tr style="background:none">${head}${cells.join("")}</tr>`;
  });
  const heads = labels
    .slice(0, across)
    .map((label) => `<th scope="col" style="${cellStyle}">${htmlText(String(label))}</th>`);
  const top = compared && heads.length > 0 ? `<tr>${`<td></td>${heads.join("")}`}</tr>\n` : "";
  const width = across * (size + 8) + (compared ? 90 : 0);
  return [
    '<figure style="margin:0">',
    `<table style="table-layout:fixed;border:none;width:100%;max-width:${width}px;margin:0">`,
    compared ? '<colgroup><col style="width:84px"></colgroup>' : "",
    `${top}${rows.join("\n")}`,
    "</table>",
    scale.kind === "signed" ? legendHtml(scale) : scale.legend && `<div>${htmlText(scale.legend)}</div>`,
    caption === undefined ? "" : `<figcaption>${htmlText(caption)}</figcaption>`,
    "</figure>",
  ]
    .filter(Boolean)
    .join("\n");
}

const cellStyle = "text-align:center;padding:3px;border:none;vertical-align:middle";

function imageHtml({ side, values }: DigitPixels, scale: DigitScale, size: number, alt: string): string {
  const zoom = Math.max(1, Math.round(size / side));
  const png = pngBase64(
    raster(side * zoom, side * zoom, (x, y) =>
      scale.colour(values[Math.floor(y / zoom) * side + Math.floor(x / zoom)] ?? 0),
    ),
  );
  return `<img src="data:image/png;base64,${png}" width="${size}" alt="${side}×${side} pixels: ${htmlAttribute(alt)}" style="width:100%;max-width:${size}px;height:auto;image-rendering:pixelated;outline:1px solid #8886">`;
}

/** The bar of colours between the two ends of the range. */
function legendHtml(scale: DigitScale): string {
  const bar = pngBase64(raster(121, 10, (x) => scale.colour(((x - 60) / 60) * scale.largest)));
  const bound = numberText(scale.largest, 2);
  return `<div>${numberHtml(`-${bound}`)} <img src="data:image/png;base64,${bar}" width="121" height="10" alt="blue to white (0) to red"> ${numberHtml(bound)}</div>`;
}

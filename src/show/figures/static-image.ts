import type { Bundle } from "../base/display";

/** A figure's element for its plot, what stands in it, and further down the JSON that it is drawn from. */
const figureElements =
  /(<div class="workbook-plot" role="img" aria-label="([^"]*)">)([\s\S]*?)(<\/div>[\s\S]*?<script type="application\/json">)([\s\S]*?)(?=<\/script>)/g;

const htmlOf = (bundle: Bundle): string => [bundle["text/html"]].flat().join("");

/**
 * The figures in what a value displays as: what each is drawn from, as JSON, and its still image, base64,
 * if it has one. There may be several, such as those below some controls.
 *
 * @param bundle its HTML may come in pieces, as notebook files have it
 */
export function figuresIn(bundle: Bundle): { readonly spec: string; readonly png: string | undefined }[] {
  return [...htmlOf(bundle).matchAll(figureElements)].map(([, , , content = "", , spec = ""]) => ({
    spec,
    png: /^<img src="data:image\/png;base64,([^"]+)"/.exec(content)?.[1],
  }));
}

/**
 * The same bundle with still images of its plots (without the titles, which the HTML has): in the HTML until,
 * or wherever, the live figure does not draw, and as image/png where there is one figure alone.
 *
 * @param bundle what a value displays as; its HTML may come in pieces, as notebook files have it
 * @param pngOf the image, base64, of what is drawn from this JSON, if there is one
 * @param width of the images in CSS pixels
 * @param height of the images in CSS pixels
 */
export function withStills(
  bundle: Bundle,
  pngOf: (spec: string) => string | undefined,
  width: number,
  height: number,
): Bundle {
  const figures = figuresIn(bundle);
  if (figures.length === 0) return bundle;
  const html = htmlOf(bundle).replace(
    figureElements,
    (all, open: string, alt: string, _: string, middle: string, spec: string) => {
      const png = pngOf(spec);
      return png === undefined
        ? all
        : `${open}<img src="data:image/png;base64,${png}" width="${width}" height="${height}" alt="${alt}" style="max-width:100%;height:auto">${middle}${spec}`;
    },
  );
  const png = figures.length === 1 ? pngOf(figures[0]?.spec ?? "") : undefined;
  return { ...bundle, "text/html": html, ...(png !== undefined && { "image/png": png }) };
}

import { figuresType } from "../../widgets/box";
import type { Bundle } from "../base/display";
import { figureHtml, figureStart, imageStart, type PlotlyJson, plotlyType } from "./figure";

/** The figures of an output as data. There may be several, such as those below some controls. */
export function figuresOf(bundle: Bundle): readonly PlotlyJson[] {
  if (figuresType in bundle) return JSON.parse(String(bundle[figuresType]));
  return plotlyType in bundle ? [bundle[plotlyType] as PlotlyJson] : [];
}

/** A notebook file stores text in pieces. */
const htmlOf = (bundle: Bundle): string => [bundle["text/html"]].flat().join("");

/** The static images of an output, base64: one for each of its figures that has one. */
export function imagesOf(bundle: Bundle): readonly (string | undefined)[] {
  const figures = figuresOf(bundle);
  if (figures.length === 1 && typeof bundle["image/png"] === "string") return [bundle["image/png"]];
  const html = htmlOf(bundle);
  let from = 0;
  return figures.map((figure) => {
    const start = `${figureStart(figure)}${imageStart}`;
    const at = html.indexOf(start, from);
    if (at < 0) return undefined;
    from = html.indexOf('"', at + start.length);
    return html.slice(at + start.length, from);
  });
}

/**
 * The same output with static images: in its HTML, and as image/png if there is only one figure.
 *
 * @param pngOf returns the image of a figure, base64, if there is one
 */
export function withImages(bundle: Bundle, pngOf: (figure: PlotlyJson) => string | undefined): Bundle {
  const figures = figuresOf(bundle);
  if (figures.length === 0) return bundle;
  const pngs = figures.map(pngOf);
  const html = figures.reduce(
    (html, figure, i) => html.replace(String(figureHtml(figure)), () => String(figureHtml(figure, pngs[i]))),
    htmlOf(bundle),
  );
  const [png] = pngs;
  return { ...bundle, "text/html": html, ...(figures.length === 1 && png && { "image/png": png }) };
}

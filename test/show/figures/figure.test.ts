import { describe, expect, it } from "vitest";
import { errorCurve } from "../../../src/calculus/error-curve";
import { bundleOf } from "../../../src/show/base/display";
import { palette, theme } from "../../../src/show/base/theme";
import { type Figure, figure } from "../../../src/show/figures/figure";
import { figureScript } from "../../../src/show/figures/figure-script";
import { withImages } from "../../../src/show/figures/static-image";
import { registerDisplays } from "../../../src/show/register";
import { hostile } from "../hostile";
import { expectWellFormed } from "../markup-laws";

registerDisplays();

const squares = () =>
  figure({
    data: [{ type: "scatter", name: "squares", x: [0, 1, 2], y: [0, 1, 4] }],
    layout: { title: { text: "Squares" }, xaxis: { title: { text: "side / m" } } },
    caption: "The last step adds 3.",
    alt: "A curve that rises ever faster.",
  });

const htmlOf = (value: Figure) => String(bundleOf(value)?.["text/html"]);
const plotlyOf = (value: Figure) => bundleOf(value)?.["application/vnd.plotly.v1+json"];
const inHtml = (value: Figure): unknown =>
  JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(htmlOf(value))?.[1] ?? "");

describe("a figure", () => {
  it("has a plain text, a Plotly specification and HTML", () => {
    expect(Object.keys(bundleOf(squares()) ?? {})).toEqual([
      "text/plain",
      "text/html",
      "application/vnd.plotly.v1+json",
    ]);
    expect(String(squares())).toBe("Figure: Squares. The last step adds 3.");
    expect(plotlyOf(squares())).toMatchSnapshot();
  });

  it("has its title, caption and description in the HTML", () => {
    const html = htmlOf(squares());
    expect(expectWellFormed(html)).toMatch(
      /^\s*Squares\s+A script draws this figure\. .*\s+The last step adds 3\.\s*$/,
    );
    expect(html).toContain('role="img" aria-label="A curve that rises ever faster."');
    expect(inHtml(squares())).not.toHaveProperty("layout.title");
  });

  it("breaks a long title in the Plotly specification, and keeps its formatting", () => {
    const title = "Loss <b>J</b> against the learning rate for a step along the gradient of one digit";
    const long = figure({ data: [], layout: { title: { text: title } } });
    expect(plotlyOf(long)).toHaveProperty(
      "layout.title.text",
      "Loss <b>J</b> against the learning rate for a step<br>along the gradient of one digit",
    );
    expect(expectWellFormed(htmlOf(long))).toContain("Loss  J  against the learning rate");
    expect(figure({ data: [], layout: { title: { text: "1 < 2 > 0" } } }).title).toBe("1 < 2 > 0");
  });

  it("is byte for byte the same every time", () => {
    expect(bundleOf(squares())).toEqual(bundleOf(squares()));
  });

  it("leaves a gap for a number that is not finite, and accepts typed arrays", () => {
    const gaps = figure({
      data: [{ type: "scatter", y: new Float64Array([1, Number.NaN, Infinity, 0.1 + 0.2]) }],
    });
    expect(plotlyOf(gaps)).toHaveProperty("data.0.y", [1, null, null, 0.3]);
    expect(inHtml(gaps)).toHaveProperty("data.0.y", [1, null, null, 0.3]);
  });

  it("overrides the theme with its own layout", () => {
    const wide = figure({ data: [], layout: { xaxis: { range: [0, 1] }, template: { layout: {} } } });
    expect(plotlyOf(wide)).toHaveProperty("layout.template", { layout: {} });
    expect(plotlyOf(squares())).toHaveProperty("layout.template.layout.colorway", Object.values(palette));
    expect(theme.layout.paper_bgcolor).toBe("rgba(0,0,0,0)");
  });

  it("labels a logarithmic axis of a few decades at powers of ten, unless its layout has ticks", () => {
    const log = (x: number[] | Float64Array, more = {}) =>
      plotlyOf(figure({ data: [{ type: "scatter", x }], layout: { xaxis: { type: "log", ...more } } }));
    expect(log([2, 640])).toHaveProperty("layout.xaxis.dtick", 1);
    expect(log(new Float64Array([1e-3, 0, Number.NaN, 1]))).toHaveProperty("layout.xaxis.dtick", 1);
    expect(log([1], { range: [-3, 1] })).toHaveProperty("layout.xaxis.dtick", 1);
    expect(log([2, 5])).not.toHaveProperty("layout.xaxis.dtick");
    expect(log([1e-16, 1])).not.toHaveProperty("layout.xaxis.dtick");
    expect(log([])).not.toHaveProperty("layout.xaxis.dtick");
    expect(log([2, 640], { nticks: 3 })).not.toHaveProperty("layout.xaxis.dtick");
    expect(log([2, 640], { type: "linear" })).not.toHaveProperty("layout.xaxis.dtick");
  });

  it("accepts a static image for front ends that run no scripts", () => {
    const bundle = bundleOf(squares()) ?? { "text/plain": "" };
    const fixed = withImages(bundle, () => "iVBORw0KGgo=");
    expect(fixed["image/png"]).toBe("iVBORw0KGgo=");
    const html = String(fixed["text/html"]);
    expectWellFormed(html);
    expect(html).toContain(
      '<img src="data:image/png;base64,iVBORw0KGgo=" width="720" height="420" alt="A curve that rises ever faster."',
    );
    expect(html).not.toContain("A script draws this figure");
    expect(withImages(fixed, () => "iVBORw0KGgo=")).toEqual(fixed);
    const inPieces = { ...bundle, "text/html": String(bundle["text/html"]).split(/(?<=\n)/) };
    expect(withImages(inPieces, () => "iVBORw0KGgo=")["text/html"]).toBe(html);
  });

  it.each(hostile)("with the words %j stays well-formed, and so does its specification", (words) => {
    const odd = figure({
      data: [{ type: "scatter", name: words, text: [words], x: [1], y: [1] }],
      layout: { title: { text: words } },
      caption: words,
      alt: words,
    });
    expect(expectWellFormed(htmlOf(odd)).replace(/\s/g, "")).toContain(words.replace(/\s/g, ""));
    expect(inHtml(odd)).toHaveProperty("data.0.name", words);
    expectWellFormed(String(withImages(bundleOf(odd) ?? { "text/plain": "" }, () => "AAAA")["text/html"]));
  });

  it("contains a script that is valid JavaScript and cannot end its element", () => {
    expect(() => new Function(figureScript)).not.toThrow();
    expect(figureScript).not.toMatch(/<\/|<!--/);
  });

  it("displays an error curve, with the best step in the caption", () => {
    const curve = errorCurve((h) => 1 + h, 1, [0.1, 0.01, 0]);
    expect(bundleOf(curve)?.["text/plain"]).toContain("The error is smallest, 0, at h = 0.");
    expect(bundleOf(curve)?.["application/vnd.plotly.v1+json"]).toHaveProperty("data.0.y.2", null);
  });
});

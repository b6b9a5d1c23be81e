import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { jupyterJson } from "../../kernel/runner/notebook-file";
import type { Output } from "../../kernel/runner/outputs";
import type { Bundle } from "../../show/base/display";
import { imageSize, type PlotlyJson, plotOf } from "../../show/figures/figure";
import { figuresOf, imagesOf, withImages } from "../../show/figures/static-image";
import { findChromium, headlessFlags, sameEverywhere } from "./chromium";
import { withPalette } from "./palette-png";

/** Enough colours to look like the original: more would only make the notebooks larger, which hold each image twice. */
const colours = 96;

/** Gives figures their static images, for front ends where no script runs. */
export class StaticImages {
  private readonly known = new Map<string, string>();
  private browser: Promise<Browser | undefined> | undefined;

  /**
   * @param before outputs of an earlier run. A figure that has not changed keeps its image, so running the
   * notebook on a machine with other fonts changes nothing
   * @param draw whether to draw an image for a figure that has none
   */
  constructor(
    before: readonly Output[],
    private readonly draw: boolean,
  ) {
    for (const bundle of before.map(bundleOf)) {
      const images = imagesOf(bundle);
      for (const [i, figure] of figuresOf(bundle).entries()) {
        const image = images[i];
        if (image !== undefined) this.known.set(keyOf(figure), image);
      }
    }
  }

  /** The outputs of a cell, with a static image for each figure. */
  async complete(outputs: readonly Output[]): Promise<readonly Output[]> {
    return Promise.all(
      outputs.map(async (output) => {
        const bundle = bundleOf(output);
        const figures = figuresOf(bundle);
        if (figures.length === 0) return output;
        for (const figure of figures) await this.add(figure);
        const data = withImages(bundle, (figure) => this.known.get(keyOf(figure)));
        return { ...output, data } as Output;
      }),
    );
  }

  async close(): Promise<void> {
    await (await this.browser)?.close();
  }

  private async add(figure: PlotlyJson): Promise<void> {
    if (!this.draw || this.known.has(keyOf(figure))) return;
    this.browser ??= launch();
    const page = await (await this.browser)?.newPage({ viewport: imageSize, deviceScaleFactor: 2 });
    if (!page) return;
    this.known.set(keyOf(figure), await drawn(page, figure));
    await page.close();
  }
}

/** Identifies what is drawn, independent of the order of its entries, which a notebook file sorts. */
const keyOf = (figure: PlotlyJson): string => jupyterJson(plotOf(figure));

const bundleOf = (output: Output): Bundle =>
  "data" in output ? (output.data as unknown as Bundle) : { "text/plain": "" };

async function launch(): Promise<Browser | undefined> {
  const executablePath = findChromium();
  if (!executablePath) {
    console.error(
      "Chromium was not found, so new figures get no static image: install it, or set CHROME_PATH.",
    );
    return undefined;
  }
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: [...headlessFlags, ...sameEverywhere] });
}

/**
 * The figure as PNG, base64, drawn by plotly.js without its title. The font is included, so every machine draws
 * the same letters. The background is transparent, for light and dark pages.
 */
async function drawn(page: Page, figure: PlotlyJson): Promise<string> {
  const font = readFileSync(
    require.resolve("@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2"),
  );
  await page.setContent(`<style>
@font-face { font-family: included; src: url(data:font/woff2;base64,${font.toString("base64")}) }
body { margin: 0 }
</style>
<div id="plot"></div>`);
  await page.addScriptTag({ path: require.resolve("plotly.js-dist") });
  await page.evaluate(
    `(async ({ data, layout }) => {
      await document.fonts.load("13px included");
      const font = { ...layout.font, family: "included" };
      await Plotly.newPlot("plot", data, { ...layout, font, ...${JSON.stringify(imageSize)} }, { staticPlot: true });
    })(${JSON.stringify(plotOf(figure))})`,
  );
  const png = await page.screenshot({ type: "png", omitBackground: true });
  return withPalette(png, colours).toString("base64");
}

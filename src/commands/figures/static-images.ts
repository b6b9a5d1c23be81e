import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import type { Output } from "../../kernel/client/outputs";
import type { Bundle } from "../../show/base/display";
import { figuresIn, withStills } from "../../show/figures/static-image";
import { findChromium, headlessFlags, sameEverywhere } from "../chromium";
import { withPalette } from "./palette-png";

/** The size of a still image, in CSS pixels; it has twice as many dots each way. */
const size = { width: 720, height: 420 };

/**
 * As many colours as no eye misses: of a still with 256, hardly one dot in ten thousand is another at 96, and
 * it takes a sixth fewer bytes. A notebook holds each still twice, and has half a megabyte for all it holds.
 */
const colours = 96;

/** Gives figures their still images, for front ends where no script runs. */
export class Stills {
  private readonly known = new Map<string, string>();
  private browser: Promise<Browser | undefined> | undefined;

  /**
   * @param before outputs of an earlier run: a figure that has not changed keeps the image it has, so
   * that a refresh on another machine, with other fonts, changes nothing
   * @param draw whether a figure without an image gets one
   */
  constructor(
    before: readonly Output[],
    private readonly draw: boolean,
  ) {
    for (const { spec, png } of before.flatMap((output) => figuresIn(bundleIn(output))))
      if (png !== undefined) this.known.set(spec, png);
  }

  /** The outputs of a cell, with a still image in each figure. */
  async complete(outputs: readonly Output[]): Promise<readonly Output[]> {
    return Promise.all(
      outputs.map(async (output) => {
        const data = bundleIn(output);
        const specs = figuresIn(data).map(({ spec }) => spec);
        if (specs.length === 0) return output;
        for (const spec of specs) if (!this.known.has(spec)) await this.add(spec);
        const pngOf = (spec: string) => this.known.get(spec);
        return { ...output, data: withStills(data, pngOf, size.width, size.height) } as Output;
      }),
    );
  }

  async close(): Promise<void> {
    await (await this.browser)?.close();
  }

  private async add(spec: string): Promise<void> {
    if (!this.draw) return;
    this.browser ??= launch();
    const page = await (await this.browser)?.newPage({ viewport: size, deviceScaleFactor: 2 });
    if (!page) return;
    this.known.set(spec, await picture(page, spec));
    await page.close();
  }
}

/** What an output shows, in all its forms; nothing in any where it is none of that kind. */
const bundleIn = (output: Output): Bundle =>
  "data" in output ? (output.data as unknown as Bundle) : { "text/plain": "" };

/** A browser, or nothing where there is none: figures then go without still images. */
async function launch(): Promise<Browser | undefined> {
  const executablePath = findChromium();
  if (!executablePath) {
    console.error(
      "No Chromium was found, so new figures go without a still image: install it, or set CHROME_PATH.",
    );
    return undefined;
  }
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: [...headlessFlags, ...sameEverywhere] });
}

/**
 * The figure as PNG, base64, drawn by plotly.js itself; its title is left to the HTML around it. The font
 * comes along, so that every machine draws the same words, and the ground is left out, so that the image
 * can stand on a light page and on a dark one.
 */
async function picture(page: Page, spec: string): Promise<string> {
  const font = readFileSync(
    require.resolve("@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2"),
  );
  await page.setContent(`<style>
@font-face { font-family: still; src: url(data:font/woff2;base64,${font.toString("base64")}) }
body { margin: 0 }
</style>
<div id="plot"></div>`);
  await page.addScriptTag({ path: require.resolve("plotly.js-dist") });
  await page.evaluate(
    `(async ({ data, layout: { title, ...layout } }) => {
      await document.fonts.load("13px still");
      const font = { ...layout.font, family: "still" };
      await Plotly.newPlot("plot", data, { ...layout, font, ...${JSON.stringify(size)} }, { staticPlot: true });
    })(${spec})`,
  );
  const png = await page.screenshot({ type: "png", omitBackground: true });
  return withPalette(png, colours).toString("base64");
}

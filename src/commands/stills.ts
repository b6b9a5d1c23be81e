import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import type { Output } from "../kernel/client/outputs";
import { jupyterJson } from "../kernel/notebook/json";
import type { Bundle } from "../show/bundle";
import { withStill } from "../show/figure";
import { findChromium, headlessFlags, sameEverywhere } from "./chromium";
import { withPalette } from "./palette-png";

/** The size of a still image, in CSS pixels; it has twice as many dots each way. */
const size = { width: 720, height: 420 };

const plotlyType = "application/vnd.plotly.v1+json";

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
    for (const { spec, png } of before.map(figureOf)) if (spec && png) this.known.set(spec, png);
  }

  /** The outputs of a cell, with a still image in each figure. */
  async complete(outputs: readonly Output[]): Promise<readonly Output[]> {
    return Promise.all(
      outputs.map(async (output) => {
        const { spec, data } = figureOf(output);
        if (!spec || !data) return output;
        const png = this.known.get(spec) ?? (await this.drawn(spec));
        return png ? ({ ...output, data: withStill(data, png, size.width, size.height) } as Output) : output;
      }),
    );
  }

  async close(): Promise<void> {
    await (await this.browser)?.close();
  }

  private async drawn(spec: string): Promise<string | undefined> {
    if (!this.draw) return undefined;
    this.browser ??= launch();
    const page = await (await this.browser)?.newPage({ viewport: size, deviceScaleFactor: 2 });
    if (!page) return undefined;
    const png = await picture(page, spec);
    await page.close();
    return png;
  }
}

/** What a figure's output holds; nothing for other outputs. */
function figureOf(output: Output): { spec?: string; png?: string; data?: Bundle } {
  if (!("data" in output) || !(plotlyType in output.data)) return {};
  const data = output.data as unknown as Bundle;
  const png = data["image/png"];
  return { spec: jupyterJson(data[plotlyType]), data, ...(typeof png === "string" && { png }) };
}

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
  return withPalette(await page.screenshot({ type: "png", omitBackground: true })).toString("base64");
}

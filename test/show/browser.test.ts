/// <reference lib="dom" />
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { matrix } from "mathjs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { bundleOf } from "../../src/show/base/display";
import { table } from "../../src/show/base/table";
import { figure } from "../../src/show/figures/figure";
import { withImages } from "../../src/show/figures/static-image";
import { registerDisplays } from "../../src/show/register";
import { digitImages } from "../../src/show/values/digits";
import { shapesDiagram } from "../../src/show/values/shapes";
import { hostile } from "./hostile";
import { wordsInTheWay } from "./words-in-the-way";

registerDisplays();

const dot =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const curve = figure({
  data: [
    { type: "scatter", name: "central difference", x: [1e-6, 1e-4, 1e-2], y: [1e-8, 1e-10, 1e-4] },
    { type: "scatter", name: "complex step", x: [1e-6, 1e-4, 1e-2], y: [1e-12, 1e-12, 1e-11] },
  ],
  layout: {
    title: { text: "Error of two numerical derivatives against their step" },
    xaxis: { type: "log", title: { text: "step h" } },
    yaxis: { type: "log", title: { text: "relative error" } },
  },
  caption: "The complex step needs no luck with h.",
  alt: "Two curves.",
});

const htmlOf = (value: unknown) => String(bundleOf(value)?.["text/html"]);
const plotly = readFileSync(join(__dirname, "../../node_modules/plotly.js-dist/plotly.js"));

const executablePath = findChromium();
if (!executablePath) console.warn("No Chromium found: the tests of figures in a real browser are skipped.");

describe.skipIf(!executablePath)("in a real browser", () => {
  let browser: Browser;
  let server: Server;
  let requests: string[] = [];
  /** The path of plotly.js; other paths answer 404. */
  let place = "";

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: headlessFlags });
    server = createServer((request, response) => {
      const path = request.url ?? "";
      requests.push(path);
      if (path === place) response.setHeader("content-type", "text/javascript").end(plotly);
      else if (path === "/page") response.setHeader("content-type", "text/html").end("<!doctype html>");
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** A page with outputs inserted one by one and their scripts run, as in JupyterLab. */
  async function pageWith(
    outputs: readonly string[],
    options: { width?: number; style?: string } = {},
  ): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: options.width ?? 1200, height: 900 } });
    page.setDefaultTimeout(15_000);
    page.on("dialog", () => expect.unreachable("a string opened a dialog"));
    requests = [];
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/page`);
    await page.setContent(
      `<!doctype html><script id="jupyter-config-data" type="application/json">{"baseUrl": "/base/"}</script><body style="margin:0;${options.style ?? ""}">`,
    );
    await page.evaluate((htmls) => {
      for (const html of htmls) {
        const host = document.createElement("div");
        host.innerHTML = html;
        for (const script of host.querySelectorAll("script")) {
          const running = document.createElement("script");
          for (const { name, value } of script.attributes) running.setAttribute(name, value);
          running.textContent = script.textContent;
          script.replaceWith(running);
        }
        document.body.append(host);
      }
    }, outputs);
    return page;
  }

  const drawn = (page: Page, count: number) =>
    page.waitForFunction((n) => document.querySelectorAll(".workbook-plot .legend").length === n, count);

  it("a figure is drawn in each of its copies, loads plotly.js once, and reacts to hovering", async () => {
    place = "/base/kernelspecs/tslab-workbook/plotly.js";
    const page = await pageWith([htmlOf(curve), htmlOf(curve), htmlOf(curve)]);
    await drawn(page, 3);
    expect(requests.filter((path) => path.endsWith("plotly.js"))).toEqual([place]);
    const point = await page.locator(".points .point").first().boundingBox();
    await page.mouse.move((point?.x ?? 0) + 3, (point?.y ?? 0) + 3);
    await page.waitForSelector(".hoverlayer .hovertext");
    await page.close();
  });

  it("plotly.js is loaded from the notebook folder's packages if the kernel's folder has none", async () => {
    place = "/base/files/node_modules/plotly.js-dist/plotly.js";
    const page = await pageWith([htmlOf(curve)]);
    await drawn(page, 1);
    expect(requests.filter((path) => path.endsWith("plotly.js"))).toHaveLength(2);
    await page.close();
  });

  it("without plotly.js the static image stays, or a sentence explains what to do", async () => {
    place = "";
    const fixed = withImages(bundleOf(curve) ?? { "text/plain": "" }, () => dot);
    const page = await pageWith([htmlOf(curve), String(fixed["text/html"])]);
    await page.waitForFunction(() => document.body.textContent?.includes("was not found"));
    expect(await page.locator("figcaption").allTextContents()).toEqual([curve.caption, curve.caption]);
    expect(await page.locator(".workbook-plot img[alt='Two curves.']").count()).toBe(1);
    await page.close();
  });

  it.each([380, 1200])(
    "at a width of %i pixels no word of a figure is cut off or covers another",
    async (width) => {
      place = "/base/kernelspecs/tslab-workbook/plotly.js";
      const page = await pageWith([htmlOf(curve)], { width });
      await drawn(page, 1);
      const clashes = await page.evaluate(wordsInTheWay);
      expect(clashes).toMatchObject({ outside: [], over: [] });
      expect(clashes.words).toBeGreaterThan(8);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.close();
    },
  );

  it("a figure has the text colour of its page, and changes with the theme", async () => {
    place = "/base/kernelspecs/tslab-workbook/plotly.js";
    const page = await pageWith([htmlOf(curve)], { style: "background:#111;color:rgb(220, 221, 222)" });
    await drawn(page, 1);
    const colour = () =>
      page.evaluate(() => getComputedStyle(document.querySelector(".legendtext") as Element).fill);
    expect(await colour()).toBe("rgb(220, 221, 222)");
    await page.evaluate(() => document.body.setAttribute("style", "background:#fff;color:rgb(1, 2, 3)"));
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector(".legendtext") as Element).fill === "rgb(1, 2, 3)",
    );
    await page.close();
  });

  it("a figure removed from the page frees its plot, and returns with its zoom", async () => {
    place = "/base/kernelspecs/tslab-workbook/plotly.js";
    const page = await pageWith([htmlOf(curve)]);
    await drawn(page, 1);
    const inPage = await page.evaluate(async () => {
      const plot = document.querySelector(".workbook-plot") as HTMLElement & {
        layout?: { xaxis: { range: number[] } };
      };
      const { Plotly } = window as unknown as {
        Plotly: { relayout(plot: Element, change: object): Promise<void> };
      };
      await Plotly.relayout(plot, { "xaxis.range": [-5, -3] });
      const host = plot.closest("workbook-figure")?.parentElement as HTMLElement;
      host.remove();
      const left = { plot: plot.layout, children: plot.childElementCount };
      document.body.append(host);
      return left;
    });
    expect(inPage).toEqual({ plot: undefined, children: 0 });
    await drawn(page, 1);
    const range = await page.evaluate(
      () =>
        (document.querySelector(".workbook-plot") as HTMLElement & { layout: { xaxis: { range: number[] } } })
          .layout.xaxis.range,
    );
    expect(range).toEqual([-5, -3]);
    await page.close();
  });

  it("a figure adapts to the width of its page", async () => {
    place = "/base/kernelspecs/tslab-workbook/plotly.js";
    const page = await pageWith([htmlOf(curve)]);
    await drawn(page, 1);
    await page.setViewportSize({ width: 500, height: 900 });
    await page.waitForFunction(() => document.querySelector(".main-svg")?.getAttribute("width") === "500");
    await page.close();
  });

  it("no name becomes an element, an attribute or a script", async () => {
    place = "/base/kernelspecs/tslab-workbook/plotly.js";
    const page = await pageWith(
      hostile.flatMap((name) => [
        htmlOf(table([{ [name]: name }], { caption: name, note: name })),
        htmlOf(digitImages({ [name]: matrix([[1]]) }, { labels: [name], caption: name })),
        htmlOf(
          figure({
            data: [{ type: "scatter", name, y: [1, 2], showlegend: true }],
            caption: name,
            alt: name,
          }),
        ),
      ]),
    );
    await drawn(page, hostile.length);
    expect(
      await page.locator("[onerror], [onload], [onclick], a[href^='javascript:'], img[src='x']").count(),
    ).toBe(0);
    const text = (await page.locator("body").textContent())?.replace(/\s/g, "") ?? "";
    for (const name of hostile.slice(0, 3))
      expect(text.split(name.replace(/\s/g, "")).length).toBeGreaterThan(6);
    await page.close();
  });

  it("pictures fit a narrow page, and the shapes diagram has a description", async () => {
    const X = matrix(
      Array.from({ length: 64 }, (_, i) => Array.from({ length: 10 }, (_, j) => ((i * j) % 7) / 6)),
    );
    const page = await pageWith(
      [htmlOf(digitImages({ original: X, "after 300 steps": X })), htmlOf(shapesDiagram({ d: 64, m: 16 }))],
      { width: 380 },
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
    expect(await page.locator("img[src*='svg']").first().getAttribute("alt")).toContain("W1 (m×d = 16×64)");
    expect(
      await page
        .locator("img")
        .evaluateAll((all) => all.every((img) => (img as HTMLImageElement).naturalWidth > 0)),
    ).toBe(true);
    await page.close();
  });
});

/// <reference lib="dom" />
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { type Lab, root, startLab } from "./lab";

const executablePath = findChromium();
const jupyter = inject("jupyter");

/** A notebook with one cell that shows a figure, saved with its static image. */
function notebookWithFigure(): { text: string; caption: string } {
  const file = join(root, "notebooks", "part-e-gradient-step.ipynb");
  const notebook = JSON.parse(readFileSync(file, "utf8")) as {
    cells: { outputs?: { data?: Record<string, unknown> }[]; source: string[] }[];
  };
  const shows = (cell: (typeof notebook.cells)[number]) =>
    cell.outputs?.some(({ data }) => data && "application/vnd.plotly.v1+json" in data);
  const cell = notebook.cells.find(shows);
  if (!cell) throw new Error("Part (e) shows no figure.");
  const html = [cell.outputs?.[0]?.data?.["text/html"]].flat().join("");
  const caption = /<figcaption>(.*?)<\/figcaption>/.exec(html)?.[1] ?? "";
  const source = [
    'import { figure } from "autoencoder-workbook";\n',
    'figure({ data: [{ type: "scatter", x: [0, 1], y: [0, 1] }], caption: "Original caption." })',
  ];
  return { text: JSON.stringify({ ...notebook, cells: [{ ...cell, source }] }), caption };
}

/** Adds live controls and their saved state to a notebook. */
function withControls(text: string): string {
  const file = join(root, "notebooks", "part-f-hidden-size.ipynb");
  const { cells, metadata } = JSON.parse(readFileSync(file, "utf8")) as {
    cells: { outputs?: { data?: Record<string, unknown> }[] }[];
    metadata: object;
  };
  const live = cells.filter(({ outputs }) =>
    outputs?.some(({ data }) => data && "application/vnd.jupyter.widget-view+json" in data),
  );
  const notebook = JSON.parse(text) as { cells: object[] };
  return JSON.stringify({ ...notebook, cells: [...notebook.cells, ...live], metadata });
}

/** Jupyter serves this folder. Git ignores it. */
const parent = join(root, "coverage");

describe.skipIf(executablePath === undefined || jupyter === undefined)("a figure", () => {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "front-ends-"));
  const { text, caption } = notebookWithFigure();
  const trusted = join(folder, "trusted.ipynb");
  const untrusted = join(folder, "untrusted.ipynb");
  const python = (...args: string[]) =>
    execFileSync(jupyter?.python ?? "", args, { cwd: folder, env: jupyter?.env, stdio: "pipe" });
  let lab: Lab;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(trusted, text);
    writeFileSync(untrusted, text.replace("Original caption.", "New caption."));
    python("-m", "nbformat.sign", trusted);
    lab = await startLab("--port=0");
    browser = await chromium.launch({ executablePath, args: headlessFlags });
  });

  afterAll(async () => {
    await browser?.close();
    await lab?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A notebook in JupyterLab (`lab/tree`) or Notebook 7 (`notebooks`). */
  async function open(frontEnd: "lab/tree" | "notebooks", file: string): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const path = relative(root, file).replaceAll("\\", "/");
    const workspace = frontEnd === "notebooks" ? "notebooks" : `lab/workspaces/${Date.now()}/tree`;
    const address = new URL(lab.url);
    address.pathname = address.pathname.replace(/lab\/tree.*$/, `${workspace}/${path}`);
    await page.goto(address.href);
    await page.locator("figcaption").first().waitFor();
    return page;
  }

  const live = (page: Page) =>
    page.locator(".js-plotly-plot .nsewdrag").first().waitFor({ state: "attached" });

  describe.each([
    ["JupyterLab", "lab/tree"],
    ["Notebook 7", "notebooks"],
  ] as const)("in %s", (_, frontEnd) => {
    test("is live in a trusted notebook, and after a reload, without running a cell", async () => {
      const page = await open(frontEnd, trusted);
      await live(page);
      await page.reload();
      await live(page);
      expect(await page.locator("figcaption").allInnerTexts()).toHaveLength(1);
      await page.close();
    });

    test("is a static image in an untrusted notebook, and live after its cell has run", async () => {
      const page = await open(frontEnd, untrusted);
      const image = page.locator(".jp-OutputArea-output img");
      await image.waitFor({ timeout: 120_000 });
      expect(await image.getAttribute("alt")).toContain("a parabola");
      expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1440);
      expect(await page.locator("figcaption").innerText()).toBe(caption);
      expect(await page.locator(".js-plotly-plot").count()).toBe(0);
      await page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").waitFor({ timeout: 120_000 });
      await page.locator(".jp-CodeCell .cm-content").click();
      await page.keyboard.press("Shift+Enter");
      await page.getByText("New caption.", { exact: true }).waitFor({ timeout: 120_000 });
      await live(page);
      await page.close();
    });
  });

  test("is a static image in nbconvert's HTML and its PDF, also with live controls", async () => {
    const converted = join(folder, "converted.ipynb");
    writeFileSync(converted, withControls(text));
    python("-m", "nbconvert", "--to", "html", "--log-level", "ERROR", converted);
    const page = await browser.newPage();
    const requested: string[] = [];
    await page.route(/^https?:/, (route) => {
      requested.push(route.request().url());
      return route.abort();
    });
    await page.goto(pathToFileURL(converted.replace(".ipynb", ".html")).href);
    const widths = await page
      .locator(".workbook-plot img")
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    expect(widths).toEqual([1440, 1440, 1440]);
    expect(await page.locator("figcaption").allInnerTexts()).toEqual([
      caption,
      expect.stringMatching(/^After 2500 steps: training R² /),
      expect.stringMatching(/images that the network was not trained on/),
    ]);
    expect(await page.getByText("hidden units m: 160 (from 1 to 160)").count()).toBe(1);
    expect(requested.filter((url) => !/mathjax/.test(url))).toEqual([]);
    expect((await page.pdf()).toString("latin1")).toMatch(/\/Subtype\s*\/Image/);
    await page.close();
  });

  test("is also saved as an image and as text for a viewer without HTML", () => {
    const { data } = (JSON.parse(text) as { cells: { outputs: { data: Record<string, unknown> }[] }[] })
      .cells[0]?.outputs[0] ?? { data: {} };
    expect(Object.keys(data).sort()).toEqual([
      "application/vnd.plotly.v1+json",
      "image/png",
      "text/html",
      "text/plain",
    ]);
    expect([data["text/plain"]].flat().join("")).toContain(caption.slice(0, 20));
  });
});

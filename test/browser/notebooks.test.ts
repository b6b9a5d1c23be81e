import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { parseNotebook } from "../../src/kernel/runner/notebook-file";
import { type Lab, root, startLab } from "./lab";
import { liveFigures, plainText, runAll, showsLabelOnHover, type Visit, visit } from "./visit";

const folder = join(root, "notebooks");
const notebooks = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const read = (name: string) => readFileSync(join(folder, name), "utf8");

const executablePath = findChromium();
if (executablePath === undefined)
  console.warn("No Chromium was found: the tests of JupyterLab in a browser are skipped.");

describe.skipIf(executablePath === undefined || inject("jupyter") === undefined)(
  "the notebooks in JupyterLab",
  () => {
    let lab: Lab;
    let browser: Browser;
    let context: BrowserContext;

    beforeAll(async () => {
      lab = await startLab("--port=0");
      browser = await chromium.launch({ executablePath, args: headlessFlags });
      context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    });

    afterAll(async () => {
      await browser?.close();
      await lab?.end();
    });

    describe.each(notebooks)("%s", (name) => {
      const committed = read(name);
      const { cells } = parseNotebook(committed);
      const bundles = cells.flatMap(({ outputs = [] }) =>
        outputs.map((output) => ("data" in output ? output.data : {})),
      );
      const isWidget = (bundle: object) => "application/vnd.jupyter.widget-view+json" in bundle;
      // A widget takes the place of its static image.
      const figures = bundles.filter(
        (bundle) => "application/vnd.plotly.v1+json" in bundle && !isWidget(bundle),
      ).length;
      const widgets = bundles.filter(isWidget).length;
      let open: Visit;

      beforeAll(async () => {
        open = await visit(await context.newPage(), lab.url, name);
      });

      afterAll(async () => {
        await open?.page.close();
        // One kernel at a time, so the next notebook has the whole machine.
        const api = new URL(lab.url.href.replace(/lab\/tree.*\?/, "api/kernels?"));
        const kernels = (await (await fetch(api)).json()) as { id: string }[];
        for (const { id } of kernels)
          await fetch(new URL(`${api.pathname}/${id}${api.search}`, api), { method: "DELETE" });
      });

      test("has live figures before any cell has run, because it is trusted", async () => {
        expect(await liveFigures(open, figures)).toHaveLength(figures);
      });

      test("runs to its end without an error or a warning", async () => {
        await runAll(open);
        const problems = open.panel.locator("[data-mime-type*='error'], [data-mime-type*='stderr']");
        expect(await problems.allTextContents()).toEqual([]);
        expect(open.uncaught).toEqual([]);
      });

      test("typesets all formulas", async () => {
        expect(await open.panel.locator("mjx-container").count()).toBeGreaterThan(10);
        expect(await open.panel.locator("mjx-merror").allTextContents()).toEqual([]);
        expect(await plainText(open)).not.toMatch(/\$\$|\$[^$\n]+\$|\\[a-zA-Z]{2,}/);
        if (committed.includes('"text/latex"'))
          expect(await open.panel.locator(".jp-OutputArea-output mjx-container").count()).toBeGreaterThan(0);
      });

      test("shows every picture", async () => {
        const widths = await open.panel
          .locator("img:visible")
          .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
        expect(widths.filter((width) => width === 0)).toEqual([]);
        const outputs = committed.split('"output_type"');
        if (outputs.some((output) => /"image\//.test(output) && !output.includes("plotly")))
          expect(widths.length).toBeGreaterThan(0);
      });

      test.runIf(figures > 0)("shows values in its figures on hover", async () => {
        for (const figure of await liveFigures(open, figures))
          expect(await showsLabelOnHover(open, figure)).toBe(true);
      });

      test.runIf(widgets > 0)("has live controls, each of which changes the output below them", async () => {
        const { panel, page } = open;
        const shown = () => panel.locator(".workbook-live-figure figcaption").allTextContents();
        const settled = async (): Promise<string[]> => {
          let [before, now]: string[][] = [[], await shown()];
          while (String(before) !== String(now)) {
            await page.waitForTimeout(400);
            [before, now] = [now ?? [], await shown()];
          }
          return now ?? [];
        };
        const changes = async (move: () => Promise<unknown>) => {
          const before = await settled();
          await move();
          await expect.poll(shown).not.toEqual(before);
        };
        await panel.locator(".workbook-live-figure").first().scrollIntoViewIfNeeded();
        const controls = panel.locator(".jupyter-widgets.widget-inline-hbox:not(.widget-html)");
        expect(await controls.count()).toBeGreaterThan(1);
        for (const control of await controls.all())
          await changes(async () => {
            // The smallest value trains fastest.
            const handle = control.locator(".noUi-handle");
            if ((await handle.count()) > 0) await handle.press("Home");
            else if ((await control.locator("select").count()) > 0)
              await control.locator("select").selectOption({ index: 2 });
            else await control.locator("input").check();
          });
        await settled();
        expect(await panel.locator("[data-mime-type*='error'], .jupyter-widgets-disconnected").count()).toBe(
          0,
        );
      });

      test("makes no request to the network, opens no dialog, and does not change the file", async () => {
        expect(open.externalRequests).toEqual([]);
        expect(await open.page.locator(".jp-Dialog, .Toastify__toast").allTextContents()).toEqual([]);
        expect(read(name)).toBe(committed);
      });
    });

    test("print only the address of JupyterLab in the terminal", () => {
      expect(lab.output().trim().split("\n")).toEqual([
        `JupyterLab is open at ${lab.url}`,
        "Press Ctrl-C here to stop it.",
      ]);
    });
  },
);

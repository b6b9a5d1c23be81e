import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { expect, test } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { withPalette } from "../../src/commands/figures/palette-png";
import { committed, writeBook } from "../../src/commands/write-book";
import { root, startLab } from "./lab";
import { liveFigures, runAll, visit } from "./visit";

/** The README's pictures: which figure of which notebook. */
const pictures = [
  { notebook: "part-c-pre-activation-gradient.ipynb", figure: 0, name: "part-c.png" },
  { notebook: "part-e-gradient-step.ipynb", figure: 0, name: "part-e.png" },
];

const save = async (page: Page, name: string) =>
  writeFileSync(join(root, "notebooks", "images", name), withPalette(await page.screenshot(), 256));

// Not a check: `npm run pictures` takes the pictures again.
test("takes the pictures for the README", async () => {
  const lab = await startLab("--port=0");
  const browser = await chromium.launch({ executablePath: findChromium(), args: headlessFlags });
  for (const { notebook, figure, name } of pictures) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 840 }, deviceScaleFactor: 1.5 });
    const open = await visit(page, lab.url, notebook);
    await runAll(open);
    const shown = (await liveFigures(open, figure + 1))[figure];
    expect(shown).toBeDefined();
    await shown?.evaluate((element) => element.scrollIntoView({ block: "end" }));
    await page.mouse.move(0, 0);
    await page.waitForTimeout(500);
    await save(page, name);
    await page.close();
  }
  await lab.end();
  const out = mkdtempSync(join(tmpdir(), "book-picture-"));
  await writeBook(root, out, committed(join(root, "notebooks")), () => {});
  const page = await browser.newPage({ viewport: { width: 1100, height: 720 }, deviceScaleFactor: 1.5 });
  await page.goto(pathToFileURL(join(out, "part-d-weight-gradient.html")).href);
  await page.getByLabel("Answer", { exact: true }).fill("dJ/dz2 * a1^T");
  await page.keyboard.press("Enter");
  await page.getByText("✗ Not right").waitFor();
  await page
    .locator("workbook-check[part=d]")
    .evaluate((element) => element.scrollIntoView({ block: "center" }));
  await save(page, "book.png");
  rmSync(out, { recursive: true, force: true });
  await browser.close();
});

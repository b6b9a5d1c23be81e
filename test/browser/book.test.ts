/// <reference lib="dom" />
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parts } from "../../src/autoencoder/question";
import { bookTexts } from "../../src/book/site/site";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { committed, readPages, writeBook } from "../../src/commands/write-book";
import { hiddenSize } from "../../src/experiments/hidden-size/run";
import { judge } from "../../src/grading/judge";
import { wordsInTheWay } from "../show/words-in-the-way";
import { root } from "./lab";

const executablePath = findChromium();
if (executablePath === undefined)
  console.warn("No Chromium was found: the tests of the book in a browser are skipped.");

/** Every page of the book. */
const texts = bookTexts({
  notebooks: committed(join(root, "notebooks")),
  pages: readPages(root),
  api: "# Library",
});
const pages = [...texts.keys()].filter((name) => name.endsWith(".html"));

const axe = readFileSync(require.resolve("axe-core"), "utf8");

describe.skipIf(executablePath === undefined)("the book, opened from its folder without a network", () => {
  const out = mkdtempSync(join(tmpdir(), "book-test-"));
  const address = (file: string) => pathToFileURL(join(out, file)).href;
  let browser: Browser;
  let context: BrowserContext;
  const externalRequests: string[] = [];
  const failures: string[] = [];

  beforeAll(async () => {
    await writeBook(root, out, committed(join(root, "notebooks")), () => {});
    browser = await chromium.launch({ executablePath, args: headlessFlags });
    context = await browser.newContext({ viewport: { width: 1200, height: 900 }, offline: true });
    context.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) externalRequests.push(request.url());
    });
    context.on("requestfailed", (request) => {
      // A page that is closed or printed cancels its requests.
      const why = request.failure()?.errorText ?? "";
      if (why !== "net::ERR_ABORTED") failures.push(`${why} ${request.url().slice(0, 200)}`);
    });
    context.on("weberror", (error) => failures.push(String(error.error())));
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(out, { recursive: true, force: true });
  });

  async function visit(file: string, width = 1200): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(address(file));
    return page;
  }

  /** Scrolls through the page until every figure is drawn, and returns the number of figures. */
  async function drawn(page: Page): Promise<number> {
    const count = await page.locator("workbook-figure").count();
    for (const figure of await page.locator("workbook-figure").all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.locator(".js-plotly-plot .nsewdrag").first().waitFor({ state: "attached" });
    }
    return count;
  }

  const partPages = () => pages.filter((file) => file.startsWith("part-"));

  test("has only the pages that are tested here", () => {
    expect(readdirSync(out).filter((file) => file.endsWith(".html"))).toEqual([...pages].sort());
  });

  test("is below 8 MB", () => {
    const all = readdirSync(out, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const bytes = all.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
    expect(bytes).toBeLessThan(8_000_000);
  });

  /** The problems that axe finds in a page, each with the first element that has it. */
  const violationsIn = (page: Page, rules?: readonly string[]): Promise<string[]> =>
    page.evaluate(async (only) => {
      const { axe: checker } = window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await checker.run({ preload: false, ...(only && { runOnly: only }) });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
    }, rules);

  describe.each(pages)("%s", (file) => {
    test("passes axe's rules in the light theme and for contrast in the dark theme, without overlapping words in its figures", async () => {
      const page = await visit(file);
      await drawn(page);
      const { outside, over } = await page.evaluate(wordsInTheWay);
      await page.evaluate(axe);
      const light = await violationsIn(page);
      await page.getByRole("button", { name: "Dark" }).click();
      const dark = await violationsIn(page, ["color-contrast"]);
      await page.getByRole("button", { name: "Light" }).click();
      expect({ light, dark, outside, over }).toEqual({ light: [], dark: [], outside: [], over: [] });
      await page.close();
    });

    test("fits a phone that is 380 pixels wide, without overlapping words in its figures", async () => {
      const page = await visit(file, 380);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
      await drawn(page);
      const { outside, over } = await page.evaluate(wordsInTheWay);
      expect({ outside, over }).toEqual({ outside: [], over: [] });
      await page.close();
    });
  });

  test("shows a figure's static image until plotly.js has drawn the figure", async () => {
    const file = partPages().find((name) => name.startsWith("part-c"));
    const page = await visit(file ?? "");
    const image = page.locator("workbook-figure img").first();
    expect(await image.getAttribute("alt")).toBeTruthy();
    expect(await page.evaluate(() => "Plotly" in window)).toBe(false);
    await drawn(page);
    expect(await page.locator("workbook-figure img").count()).toBe(0);
    await page.close();
  });

  test("lets you search for a section with the keyboard alone", async () => {
    const page = await visit("index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("where does the transpose come from");
    await page.locator("#found [role=option]").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(/part-d-.*html/);
    await page.close();
  });

  test("has a link that skips the contents as its first keyboard stop", async () => {
    const page = await visit("index.html");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the text");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.close();
  });

  test("switches between the light and dark themes, also in figures, and remembers the choice", async () => {
    const page = await visit(partPages()[0] ?? "");
    await drawn(page);
    const textColour = () =>
      page.evaluate(() => getComputedStyle(document.querySelector(".xtitle, .legendtext") as Element).fill);
    const before = await textColour();
    await page.getByRole("button", { name: "Dark" }).click();
    await page.waitForFunction(
      (was) => getComputedStyle(document.querySelector(".xtitle, .legendtext") as Element).fill !== was,
      before,
    );
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await page.getByRole("button", { name: "Light" }).click();
    await page.close();
  });

  test("prints all sections open on a white background", async () => {
    const page = await visit(partPages()[0] ?? "");
    await page.getByRole("button", { name: "Dark" }).click();
    const printed = await page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      const closed = document.querySelectorAll("main details:not([open])").length;
      const background = getComputedStyle(document.body).backgroundColor;
      dispatchEvent(new Event("afterprint"));
      return { closed, background, after: document.documentElement.dataset.theme };
    });
    expect(printed).toEqual({ closed: 0, background: "rgb(255, 255, 255)", after: "dark" });
    expect((await page.pdf()).length).toBeGreaterThan(50_000);
    await page.getByRole("button", { name: "Light" }).click();
    await page.close();
  });

  /** Right, wrong and unreadable answers, formulas and forms. */
  const attempts = [
    ["a", "W1: m×d, b1: m×1, W2: d×m, b2: d×1"],
    ["a", "d x m"],
    ["b", "ypred - y"],
    ["b", "y - ypred"],
    ["b", "(ypred - y"],
    ["c", "\\frac{\\partial J}{\\partial y^{pred}} \\odot \\frac{\\partial f_2}{\\partial z_2}"],
    ["d", "(1/2)(2 dJ/dz2) a1^T"],
    ["d", "a1 dJ/dz2^T"],
    ["d", "3 dJ/dz2 a1^T"],
    ["e", "W2 := W2 - eta dJ/dW2"],
    ["e", "W2 + eta dJ/dW2"],
    ["f", "right: no; training: high; test: worse; why: over-fitting"],
    ["g", "expressivity: more; accuracy: similar; iterations: different"],
    ["h", "NLL and squared"],
    ["i", "backward"],
    ["i", ""],
  ] as const;

  test("returns the same verdicts in the page as in the kernel", async () => {
    const page = await visit(partPages()[0] ?? "");
    await page.waitForFunction(() => "workbookJudge" in window);
    const inPage = await page.evaluate(
      (all) =>
        all.map(([part, answer]) =>
          (window as unknown as { workbookJudge: (part: string, answer: string) => unknown }).workbookJudge(
            part,
            answer,
          ),
        ),
      attempts,
    );
    expect(inPage).toEqual(attempts.map(([part, answer]) => judge(part, answer)));
    await page.close();
  });

  test("has a form in each part that checks an answer and shows its points", async () => {
    const right = { b: "ypred - y", c: "dJ/dypred * df2/dz2", d: "dJ/dz2 a1^T", e: "W2 - eta dJ/dW2" };
    for (const [id, answer] of Object.entries(right)) {
      const page = await visit(partPages().find((file) => file.startsWith(`part-${id}-`)) ?? "");
      await page.getByLabel("Answer", { exact: true }).fill(answer);
      await page.keyboard.press("Enter");
      const points = parts.find((part) => part.id === id)?.points;
      await page.getByText(`✓ Right (${points} of ${points} ${points === 1 ? "mark" : "marks"})`).waitFor();
      await page.close();
    }
    const beyond = await visit(partPages().find((file) => file.startsWith("part-d-")) ?? "");
    await beyond.getByLabel("dJ/dW1", { exact: true }).fill("dJ/dz1 x^T");
    await beyond.keyboard.press("Enter");
    await beyond.getByText("✓ Right", { exact: true }).waitFor();
    await beyond.close();
    const page = await visit(partPages()[0] ?? "");
    for (const [name, shape] of Object.entries({ W1: "m×d", b1: "m×1", W2: "m×d", b2: "d×1" }))
      await page.getByLabel(name, { exact: true }).fill(shape);
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText("✗ Partly right (1½ of 2 marks)").waitFor();
    await page.close();
  });

  test("has accessible forms with choices for the parts in words", async () => {
    const page = await visit(partPages()[0] ?? "");
    await page.waitForFunction(() => customElements.get("workbook-check"));
    await page.evaluate(() => {
      for (const part of ["f", "g", "h", "i"]) {
        const card = document.createElement("workbook-check");
        card.setAttribute("part", part);
        document.querySelector("main")?.append(card);
      }
    });
    const card = (part: string) => page.locator(`workbook-check[part=${part}]`);
    await card("f").getByLabel("Bigsby's claim").selectOption("no");
    await card("f").getByLabel("training accuracy").selectOption("high");
    await card("f").getByLabel("test accuracy").selectOption("worse");
    await card("f").getByLabel("why").fill("over-fitting");
    await card("h").getByLabel("nll").check();
    await card("h").getByLabel("squared").check();
    await card("i").getByLabel("pass").selectOption("backward");
    const verdicts: string[] = [];
    for (const part of ["f", "g", "h", "i"]) {
      await card(part).getByRole("button", { name: "Check" }).click();
      verdicts.push(await card(part).locator(".verdict").innerText());
    }
    expect(verdicts).toEqual([
      "✓ Right (2 of 2 marks)",
      "… Your turn",
      "✓ Right (2 of 2 marks)",
      "✗ Not right (0 of 1 mark)",
    ]);
    await page.evaluate(axe);
    expect(await violationsIn(page)).toEqual([]);
    await page.close();
  });

  test("trains a network in the page to the same bits as the experiment in the kernel", async () => {
    const page = await visit("hidden-size.html");
    await page.getByRole("slider").press("ArrowLeft");
    await page.getByText("Done: with m = 2 and seed 1,").waitFor();
    await page.locator("workbook-train .js-plotly-plot .nsewdrag").nth(1).waitFor({ state: "attached" });
    const inPage: unknown = JSON.parse(
      (await page.locator("workbook-train").getAttribute("data-result")) ?? "",
    );
    const { rows } = await hiddenSize({ seeds: [1], widths: [2] });
    const byKernel = rows.map(({ m, trainR2, testR2 }) => ({ m, step: 2500, trainR2, testR2 }));
    expect([inPage]).toEqual(byKernel);
    await page.close();
  });

  test("makes no request to the network, and no page reports an error", () => {
    expect(externalRequests).toEqual([]);
    expect(failures).toEqual([]);
  });
});

/// <reference lib="dom" />
import type { Locator, Page } from "playwright-core";

/** A notebook that is open in JupyterLab. */
export interface Visit {
  readonly page: Page;
  /** The notebook, without JupyterLab around it. */
  readonly panel: Locator;
  /** Requests to other machines. */
  readonly externalRequests: readonly string[];
  /** Uncaught errors of scripts in the page. */
  readonly uncaught: readonly string[];
}

const isLocal = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return ["data:", "blob:", "about:"].includes(protocol) || ["localhost", "127.0.0.1"].includes(hostname);
};

/** Opens a notebook in JupyterLab and waits until its kernel is ready. */
export async function visit(page: Page, lab: URL, notebook: string): Promise<Visit> {
  // Long enough for a busy machine.
  page.setDefaultTimeout(240_000);
  const externalRequests: string[] = [];
  const uncaught: string[] = [];
  page.on("request", (request) => {
    if (!isLocal(request.url())) externalRequests.push(request.url());
  });
  page.on("pageerror", (error) => uncaught.push(String(error)));
  const address = new URL(lab);
  // A separate workspace, or JupyterLab also opens the notebooks that were open before.
  const workspace = notebook.replace(/\W/g, "-");
  address.pathname = address.pathname.replace(
    /tree\/.*$/,
    `workspaces/${workspace}/tree/notebooks/${notebook}`,
  );
  await page.goto(address.href);
  const panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
  await panel.locator(".jp-KernelName", { hasText: "TypeScript (workbook)" }).waitFor();
  await panel.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").waitFor();
  return { page, panel, externalRequests, uncaught };
}

/** Chooses an entry of JupyterLab's menu. */
export async function choose(page: Page, menu: string, command: string): Promise<void> {
  await page.locator(".lm-MenuBar-item", { hasText: new RegExp(`^${menu}$`) }).click();
  await page.locator(`.lm-Menu-item[data-command="${command}"]`).click();
}

/** Clears all outputs, runs all cells from the menu, and waits for the last cell or the first error. */
export async function runAll({ page, panel }: Visit): Promise<void> {
  await choose(page, "Edit", "editmenu:clear-all");
  await panel.locator(".jp-CodeCell .jp-OutputArea-output").waitFor({ state: "detached" });
  await choose(page, "Run", "runmenu:run-all");
  await page.waitForFunction(() => {
    const cells = [...document.querySelectorAll(".jp-NotebookPanel .jp-CodeCell")];
    const isDone = (cell: Element) => /\d/.test(cell.querySelector(".jp-InputPrompt")?.textContent ?? "");
    return cells.every(isDone) || document.querySelector("[data-mime-type='application/vnd.jupyter.error']");
  });
  await panel.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").waitFor();
}

/** The notebook's rendered text without code and typeset formulas. */
export const plainText = ({ panel }: Visit): Promise<string> =>
  panel.evaluate((element) => {
    const copies = [
      ...element.querySelectorAll(".jp-RenderedMarkdown, .jp-RenderedHTMLCommon, .jp-RenderedLatex"),
    ].map((part) => part.cloneNode(true) as Element);
    for (const copy of copies)
      for (const part of copy.querySelectorAll("mjx-container, code, pre, script")) part.remove();
    return copies.map((copy) => copy.textContent).join("\n");
  });

/** Scrolls to each figure, because JupyterLab lays out only visible cells. */
export async function liveFigures({ panel }: Visit, count: number): Promise<Locator[]> {
  const figures = panel.locator("workbook-figure");
  if (count > 0) await figures.nth(count - 1).waitFor({ state: "attached" });
  for (const figure of await figures.all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.locator(".js-plotly-plot .nsewdrag").first().waitFor({ state: "attached" });
  }
  return figures.all();
}

/** Moves the mouse over a figure. Returns whether a label appeared. */
export async function showsLabelOnHover({ page }: Visit, figure: Locator): Promise<boolean> {
  await figure.scrollIntoViewIfNeeded();
  const box = await figure.locator(".nsewdrag").first().boundingBox();
  if (box === null) return false;
  for (const down of [0.5, 0.3, 0.7, 0.1, 0.9])
    for (let across = 0.05; across < 1; across += 0.06) {
      await page.mouse.move(box.x + across * box.width, box.y + down * box.height);
      await page.waitForTimeout(60);
      if ((await figure.locator(".hoverlayer .hovertext").count()) > 0) return true;
    }
  return false;
}

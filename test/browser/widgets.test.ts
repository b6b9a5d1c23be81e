/// <reference lib="dom" />
import { readFileSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { findChromium, headlessFlags } from "../../src/commands/figures/chromium";
import { type OwnLab, startOwnLab } from "./own-lab";
import { choose, runAll, type Visit, visit } from "./visit";

const executablePath = findChromium();
const jupyter = inject("jupyter");
if (executablePath === undefined)
  console.warn("No Chromium was found: the tests of widgets in JupyterLab are skipped.");

const cells = [
  `import { liveFigure } from "autoencoder-workbook/show";
import { interact, intSlider, toggle } from "autoencoder-workbook/widgets";`,
  `const m = intSlider({ label: "m", min: 0, max: 200, value: 4 });
const line = liveFigure({ data: [], layout: { title: { text: "A line" } } });
const x = Float64Array.from({ length: 101 }, (_, i) => i / 100);
const seen: number[] = [];
await interact({ m }, ({ m }) => {
  seen.push(m);
  line.show({ data: [{ type: "scatter", x, y: x.map((x) => m * x) }], caption: \`up to \${m}\` });
  if (m === 13) throw new RangeError("thirteen");
  return \`m² is \${m * m}\`;
}, { views: [line] });`,
  `const slow = toggle({ label: "slow" });
const order: string[] = [];
await interact({ slow }, async ({ slow }, { signal }) => {
  order.push(\`begin \${slow}\`);
  if (slow) await new Promise((end) => signal.addEventListener("abort", end));
  order.push(\`end \${slow}\`);
  return \`ended with \${slow}\`;
});`,
  "JSON.stringify([seen.length, order, m.modelId])",
];

const handle = (page: Page): Locator => page.locator(".widget-slider .noUi-handle");
const readout = (page: Page): Locator => page.locator(".widget-slider .widget-readout");
const caption = (page: Page) => page.locator(".workbook-live-figure figcaption");
const shows = (page: Page, m: number) =>
  caption(page)
    .filter({ hasText: new RegExp(`^up to ${m}$`) })
    .waitFor();

/** What the page records while a slider is dragged. */
interface Notes {
  /** When the figure was drawn, and its caption then. */
  readonly drawn: { readonly at: number; readonly caption: string }[];
  /** When the mouse moved. */
  readonly moved: number[];
}

/** The data that plotly.js stores on a figure's element. */
interface Plot extends HTMLElement {
  readonly layout: { readonly xaxis: { readonly range: readonly number[] } };
  on(event: string, then: () => void): void;
}

/** Presses an arrow key on the slider this many times, as fast as possible. */
async function press(page: Page, key: "ArrowRight" | "ArrowLeft", times: number): Promise<void> {
  await handle(page).focus();
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

/** Selects a cell and runs it, without waiting for its end. */
async function start({ page, panel }: Visit, cell: number): Promise<void> {
  await panel.locator(".jp-CodeCell").nth(cell).locator(".jp-InputPrompt").click();
  await page.keyboard.press("Control+Enter");
}

const prompt = ({ panel }: Visit, cell: number): Promise<string | null> =>
  panel.locator(".jp-CodeCell").nth(cell).locator(".jp-InputPrompt").textContent();

/** Runs a cell to its end and returns its output. */
async function outputOf(open: Visit, cell: number): Promise<string> {
  const before = await prompt(open, cell);
  await start(open, cell);
  await expect
    .poll(async () => /\d/.test((await prompt(open, cell)) ?? "") && (await prompt(open, cell)) !== before)
    .toBe(true);
  const output = open.panel.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea-output");
  return (await output.allTextContents()).join("\n");
}

/** Sends comm messages to the only running kernel, through a separate connection. */
async function sendToKernel(page: Page, lab: URL, contents: readonly object[]): Promise<void> {
  const api = new URL(lab.href.replace(/lab\/tree.*\?/, "api/kernels?"));
  const [kernel] = (await (await fetch(api)).json()) as { id: string }[];
  const channels = api.href.replace(/^http/, "ws").replace("?", `/${kernel?.id}/channels?session_id=other&`);
  const header = { username: "", session: "other", version: "5.3", date: new Date().toISOString() };
  const messages = contents.map((content, k) => ({
    header: { ...header, msg_id: `other-${k}`, msg_type: "comm_msg" },
    ...{ parent_header: {}, metadata: {}, content, channel: "shell", buffers: [] },
  }));
  await page.evaluate(
    async ({ channels, messages }) => {
      const socket = new WebSocket(channels);
      await new Promise((open) => socket.addEventListener("open", open));
      for (const message of messages) socket.send(JSON.stringify(message));
    },
    { channels, messages },
  );
}

const save = ({ page }: Visit): Promise<void> => choose(page, "File", "docmanager:save");

describe.skipIf(executablePath === undefined || jupyter === undefined)("widgets in JupyterLab", () => {
  let lab: OwnLab;
  let browser: Browser;
  let context: BrowserContext;
  let open: Visit;
  let file = "";

  beforeAll(async () => {
    lab = await startOwnLab(jupyter?.python ?? "", {
      "@jupyter-widgets/jupyterlab-manager/plugin": { saveState: true },
    });
    file = lab.write("live.ipynb", cells);
    browser = await chromium.launch({ executablePath, args: headlessFlags });
    context = await browser.newContext({ viewport: { width: 1280, height: 1400 } });
    open = await visit(await context.newPage(), lab.url, "live.ipynb");
    await runAll(open);
    await shows(open.page, 4);
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.end();
  });

  test("redraws the same figure while a slider is dragged", async () => {
    const { page } = open;
    const plot = page.locator(".workbook-live-figure .js-plotly-plot");
    await plot.evaluate((element) => {
      const notes: Notes = { drawn: [], moved: [] };
      Object.assign(window, { notes });
      element.querySelector(".main-svg")?.setAttribute("data-mark", "first");
      const caption = () => element.parentElement?.querySelector("figcaption")?.textContent ?? "";
      (element as unknown as Plot).on("plotly_afterplot", () =>
        notes.drawn.push({ at: performance.now(), caption: caption() }),
      );
      document.addEventListener("mousemove", () => notes.moved.push(performance.now()), true);
    });
    const box = await handle(page).boundingBox();
    if (box === null) throw new Error("the slider has no handle");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 20; step++) {
      await page.mouse.move(x + 3 * step, y);
      await page.waitForTimeout(50);
    }
    await page.mouse.up();
    const last = Number(await readout(page).textContent());
    await shows(page, last);
    const notes = () => page.evaluate(() => (window as unknown as { notes: Notes }).notes);
    await expect.poll(async () => (await notes()).drawn.at(-1)?.caption).toBe(`up to ${last}`);
    const { drawn, moved } = await notes();
    const values = drawn.map(({ caption }) => Number(caption.slice(6)));
    expect(values.length).toBeGreaterThan(3);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values.at(-1)).toBe(last);
    expect(await page.locator(".main-svg[data-mark=first]").count()).toBe(1);
    // Each drawing follows the last move before it. The times are only printed, because a machine may be slow.
    const waits = drawn
      .map(({ at }) => at - Math.max(...moved.filter((time) => time < at)))
      .sort((a, b) => a - b);
    console.info(
      `From move to figure: median ${waits[waits.length >> 1]?.toFixed(0)} ms, longest ${waits.at(-1)?.toFixed(0)} ms of ${waits.length}.`,
    );
  });

  test("preserves the reader's zoom when the data change", async () => {
    const { page } = open;
    const plot = page.locator(".workbook-live-figure .js-plotly-plot");
    const range = () => plot.evaluate((element) => (element as unknown as Plot).layout.xaxis.range);
    const box = await plot.locator(".nsewdrag").boundingBox();
    if (box === null) throw new Error("the figure has no drag layer");
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.3 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.8 * box.height, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await range())[0]).toBeGreaterThan(0.1);
    const zoomed = await range();
    const before = Number(await readout(page).textContent());
    await press(page, "ArrowRight", 1);
    await shows(page, before + 1);
    expect(await range()).toEqual(zoomed);
  });

  test("shows the last of a hundred rapid moves without a queue of old values", async () => {
    const { page } = open;
    await press(page, "ArrowLeft", 200);
    await shows(page, 0);
    const runs = async () => Number(/\[(\d+),/.exec(await outputOf(open, 3))?.[1]);
    const before = await runs();
    await press(page, "ArrowRight", 100);
    await shows(page, 100);
    const after = await runs();
    expect(after - before).toBeLessThanOrEqual(100);
    await page.waitForTimeout(500);
    expect(await runs()).toBe(after);
  });

  test("shows an error with its traceback, and removes it after the next move", async () => {
    const { page, panel } = open;
    await press(page, "ArrowLeft", 87);
    const error = panel.locator(
      ".jp-OutputArea .jupyter-widgets [data-mime-type='application/vnd.jupyter.stderr'], .jupyter-widgets [data-mime-type='application/vnd.jupyter.error']",
    );
    await error.first().waitFor();
    expect(await error.first().textContent()).toMatch(/RangeError.*thirteen[\s\S]*if \(m === 13\) throw/);
    await press(page, "ArrowRight", 1);
    await shows(page, 14);
    await page.getByText("m² is 196").waitFor();
    expect(await error.count()).toBe(0);
  });

  test("marks a slow run as busy, and cancels it for a newer value", async () => {
    const { page } = open;
    const box = page.locator(".widget-checkbox input");
    await box.check();
    await page.getByRole("status").filter({ hasText: "working" }).waitFor({ state: "visible" });
    await box.uncheck();
    await page.getByText("ended with false").waitFor();
    expect(await outputOf(open, 3)).toContain('"begin true","end true","begin false","end false"]');
    expect(await page.getByRole("status").filter({ hasText: "working" }).count()).toBe(0);
  });

  test("logs invalid messages from a front end, and the kernel continues", async () => {
    const { page } = open;
    const id = /"(\w{32})"/.exec(await outputOf(open, 3))?.[1];
    await choose(page, "View", "logconsole:open");
    await page.locator(".jp-LogConsole-toolbarLogLevelDropdown select").selectOption("info");
    await sendToKernel(page, lab.url, [
      { comm_id: "unknown", data: {} },
      { comm_id: 7, data: "?" },
      { comm_id: id, data: { method: "explode" } },
      { comm_id: id, data: { method: "update", state: { value: "x".repeat(2 ** 22) } } },
    ]);
    const log = page.locator(".jp-LogConsolePanel");
    await log.getByText('was refused: the method "explode" is not known').waitFor();
    await log.getByText("expected a whole number from 0 to 200").waitFor();
    await page.locator(".lm-TabBar-tab", { hasText: "Log:" }).locator(".lm-TabBar-tabCloseIcon").click();
    const before = Number(await readout(page).textContent());
    await press(page, "ArrowRight", 1);
    await shows(page, before + 1);
    await press(page, "ArrowLeft", 1);
    await shows(page, before);
  });

  test("updates controls while a cell awaits, and applies the last value after a cell that blocks the thread", async () => {
    const { page, panel } = open;
    const type = async (code: string) => {
      const editor = panel.locator(".jp-CodeCell").nth(3).locator(".cm-content");
      await editor.click();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(code);
      await start(open, 3);
    };
    await type("await new Promise<void>((go) => m.observe((m) => { if (m === 50) go(); })); 'heard'");
    await press(page, "ArrowRight", 20);
    await shows(page, 34);
    expect(await prompt(open, 3)).toBe("[*]:");
    await press(page, "ArrowRight", 16);
    await page.locator("pre", { hasText: "'heard'" }).waitFor();
    await type("const end = Date.now() + 1500; while (Date.now() < end); 'computed'");
    await press(page, "ArrowRight", 10);
    await shows(page, 60);
    await page.locator("pre", { hasText: "'computed'" }).waitFor();
  });

  test("shows the same value in two tabs of one notebook", async () => {
    await save(open);
    const other = await visit(await context.newPage(), lab.url, "live.ipynb");
    await shows(other.page, 60);
    await press(other.page, "ArrowRight", 5);
    for (const { page } of [other, open]) {
      await shows(page, 65);
      await expect.poll(() => readout(page).textContent()).toBe("65");
      await page.getByText("m² is 4225").waitFor();
    }
    await open.page.bringToFront();
    await press(open.page, "ArrowLeft", 3);
    for (const { page } of [open, other]) await shows(page, 62);
    expect([...other.uncaught, ...other.externalRequests]).toEqual([]);
    await other.page.close();
  });

  test("restores the controls when the page is reloaded", async () => {
    await save(open);
    const { page } = open;
    await page.close();
    open = await visit(await context.newPage(), lab.url, "live.ipynb");
    await shows(open.page, 62);
    expect(await readout(open.page).textContent()).toBe("62");
    await press(open.page, "ArrowRight", 1);
    await shows(open.page, 63);
    await open.page.getByText("m² is 3969").waitFor();
  });

  test("saves the last state in the file, and shows it without a kernel", async () => {
    await save(open);
    await expect.poll(() => readFileSync(file, "utf8")).toContain("up to 63");
    await open.page.close();
    const api = new URL(lab.url.href.replace(/lab\/tree.*\?/, "api/sessions?"));
    const sessions = (await (await fetch(api)).json()) as { id: string }[];
    for (const { id } of sessions)
      await fetch(new URL(`${api.pathname}/${id}${api.search}`, api), { method: "DELETE" });
    open = await visit(await context.newPage(), lab.url, "live.ipynb");
    await shows(open.page, 63);
    expect(await readout(open.page).textContent()).toBe("63");
    await open.page.locator(".jupyter-widgets-disconnected").first().waitFor();
  });

  test("marks controls as disconnected after a restart, until the cell runs again", async () => {
    await runAll(open);
    await shows(open.page, 4);
    expect(await open.page.locator(".jupyter-widgets-disconnected").count()).toBe(0);
    await choose(open.page, "Kernel", "kernelmenu:restart");
    await open.page.locator(".jp-Dialog button.jp-mod-warn").click();
    await open.page.locator(".jupyter-widgets-disconnected").first().waitFor();
    await press(open.page, "ArrowRight", 1);
    await runAll(open);
    await shows(open.page, 4);
    await press(open.page, "ArrowRight", 2);
    await shows(open.page, 6);
    await open.page.getByText("m² is 36").waitFor();
  });

  test("makes no request to the network, and no script fails", () => {
    expect([...open.externalRequests, ...open.uncaught]).toEqual([]);
  });
});

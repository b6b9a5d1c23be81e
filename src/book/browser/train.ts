import { readable } from "../../show/base/number";
import { colours } from "../../show/base/theme";
import { figure, figureElement } from "../../show/figures/figure";
import { drawFigures, element } from "./elements";
import { type LiveRecord, widths } from "./live-training";
import type { Message } from "./train-worker";
import Trainer from "./train-worker?worker&inline";

const inDigits = (r2: number): string => readable(r2, 3);

/** The curves of one training run. */
function curves(m: number, seed: number, records: readonly LiveRecord[]) {
  const last = records.at(-1);
  const steps = records.map(({ step }) => step);
  const line = (name: "train" | "test", y: number[]) =>
    ({ type: "scatter", mode: "lines", name, x: steps, y, line: { color: colours[name] } }) as const;
  return figure({
    data: [
      line(
        "train",
        records.map(({ trainR2 }) => trainR2),
      ),
      line(
        "test",
        records.map(({ testR2 }) => testR2),
      ),
    ],
    layout: {
      title: { text: `R² during training, ${m} hidden units` },
      xaxis: { title: { text: "step" } },
      yaxis: { title: { text: "R²" }, range: [-1, 1] },
    },
    caption: last
      ? `After ${last.step} steps: R² ${inDigits(last.trainR2)} on the training images, ${inDigits(last.testR2)} on test images (seed ${seed}).`
      : "",
  });
}

/** The results of all training runs since the page was opened. */
function ends(done: ReadonlyMap<number, LiveRecord>) {
  const all = [...done].sort(([a], [b]) => a - b);
  const points = (name: "train" | "test", y: number[]) =>
    ({
      type: "scatter",
      mode: "lines+markers",
      name,
      x: all.map(([m]) => m),
      y,
      line: { color: colours[name] },
    }) as const;
  const best = all.reduce((a, b) => (b[1].testR2 > a[1].testR2 ? b : a));
  return figure({
    data: [
      points(
        "train",
        all.map(([, { trainR2 }]) => trainR2),
      ),
      points(
        "test",
        all.map(([, { testR2 }]) => testR2),
      ),
    ],
    layout: {
      title: { text: "Final R² against the number of hidden units" },
      xaxis: { type: "log", title: { text: "hidden units m" }, tickvals: all.map(([m]) => m) },
      yaxis: { title: { text: "R²" } },
    },
    caption:
      all.length === 1
        ? `One size tried so far: m = ${best[0]}, with R² ${inDigits(best[1].testR2)} on test images.`
        : `Of the ${all.length} sizes tried, m = ${best[0]} is best on test images: R² ${inDigits(best[1].testR2)}.`,
  });
}

/** `<workbook-train>`: a slider for the number of hidden units, and a network that trains in the page. */
class Train extends HTMLElement {
  private worker: Worker | undefined;
  private readonly done = new Map<number, LiveRecord>();
  private readonly slider = element("input", {
    type: "range",
    min: "0",
    max: String(widths.length - 1),
    value: "2",
  });
  private readonly size = element("output", {});
  private readonly seed = element("input", {
    type: "number",
    min: "1",
    max: "999",
    required: true,
    value: "1",
  });
  private readonly status = element("p", { role: "status" });
  private readonly shown = element("div", {});
  private readonly ended = element("div", {});

  connectedCallback(): void {
    if (this.querySelector("form")) return;
    this.slider.id = "train-m";
    this.seed.id = "train-seed";
    const form = element(
      "form",
      { className: "train", ariaLabel: "Train a network" },
      element("label", { htmlFor: "train-m" }, "Hidden units m: ", this.size),
      this.slider,
      element("label", { htmlFor: "train-seed" }, "Seed ", this.seed),
      element("button", { type: "submit" }, "Train"),
      this.status,
      this.shown,
      this.ended,
    );
    const name = () => {
      this.size.textContent = String(this.m);
      this.slider.setAttribute("aria-valuetext", `${this.m} hidden units`);
    };
    this.slider.addEventListener("input", name);
    this.slider.addEventListener("change", () => this.start());
    this.seed.addEventListener("change", () => this.done.clear());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start();
    });
    name();
    this.replaceChildren(form);
  }

  private get m(): number {
    return widths[Number(this.slider.value)] ?? 1;
  }

  /** Starts a training run and stops the previous one. */
  private start(): void {
    // The browser shows which seeds are allowed.
    if (!this.seed.reportValidity()) return;
    const { m } = this;
    const seed = Number(this.seed.value);
    const records: LiveRecord[] = [];
    this.worker?.terminate();
    this.worker = new Trainer();
    this.status.textContent = `Training ${m} hidden units …`;
    this.worker.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if ("error" in data) {
        this.status.textContent = `The training stopped: ${data.error}`;
        return;
      }
      if (!data.isLast) records.push(data.record);
      if (data.isLast) this.finish(m, seed, data.record);
      if (data.isLast || records.length % 10 === 0) show(this.shown, curves(m, seed, records));
    });
    this.worker.postMessage({ m, seed });
  }

  private finish(m: number, seed: number, record: LiveRecord): void {
    this.done.set(m, record);
    this.status.textContent = `Done: with m = ${m} and seed ${seed}, R² is ${inDigits(record.trainR2)} on the training images and ${inDigits(record.testR2)} on test images.`;
    this.dataset.result = JSON.stringify({ m, ...record });
    show(this.ended, ends(this.done));
  }
}

/** Shows a figure the way a notebook shows an output. */
function show(place: HTMLElement, shown: ReturnType<typeof figure>): void {
  place.innerHTML = String(figureElement(shown.json));
  drawFigures();
}

customElements.define("workbook-train", Train);

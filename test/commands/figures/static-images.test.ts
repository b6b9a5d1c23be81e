import { beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../../src/commands/figures/chromium";
import { StaticImages } from "../../../src/commands/figures/static-images";
import { jupyterJson } from "../../../src/kernel/runner/notebook-file";
import type { Output } from "../../../src/kernel/runner/outputs";
import { bundleOf } from "../../../src/show/base/display";
import { type FigureSpec, figure } from "../../../src/show/figures/figure";
import { liveFigure } from "../../../src/show/live/figure";
import { vbox } from "../../../src/widgets/box";

const rise = (y: readonly number[]): FigureSpec => ({
  data: [{ type: "scatter", y: [...y] }],
  layout: { title: { text: "Rise" }, yaxis: { title: { text: "∂J/∂W2" } } },
  caption: "It rises by 1.",
});

const output = (y: readonly number[]): Output =>
  ({ output_type: "display_data", metadata: {}, data: bundleOf(figure(rise(y))) }) as unknown as Output;

async function drawn(before: readonly Output[], draw: boolean, y = [0, 1]): Promise<Output> {
  const images = new StaticImages(before, draw);
  const [done] = await images.complete([output(y)]).finally(() => images.close());
  if (done === undefined) throw new Error("no output");
  return done;
}

/** One output with several figures below one another. */
function together(...values: readonly (readonly number[])[]): Output {
  const data = vbox(values.map((y) => liveFigure(rise(y)))).fallback();
  return { output_type: "display_data", metadata: {}, data } as unknown as Output;
}

const pngOf = (drawn: Output): string => String(Reflect.get(Reflect.get(drawn, "data"), "image/png"));

describe.skipIf(findChromium() === undefined)("a static image", () => {
  let first: Output;
  beforeAll(async () => {
    first = await drawn([], true);
  }, 30_000);

  it("is the same in every browser that draws it, 1440×840 pixels, with the finding as its text", async () => {
    expect(await drawn([], true)).toEqual(first);
    const png = Buffer.from(pngOf(first), "base64");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 840]);
    expect(JSON.stringify(first)).toContain('alt=\\"Rise. It rises by 1.\\"');
  });

  it("is kept while its figure stays the same, also from a notebook file, and is dropped when it changes", async () => {
    expect(await drawn([first], false)).toEqual(first);
    expect(await drawn([JSON.parse(jupyterJson(first))], false)).toEqual(first);
    expect(JSON.stringify(await drawn([first], false, [0, 2]))).not.toContain("image/png");
  });

  it("is drawn for each of several figures in one output, and is kept for each", async () => {
    const both = together([0, 1], [1, 0]);
    const complete = async (before: readonly Output[], draw: boolean) => {
      const images = new StaticImages(before, draw);
      const [done] = await images.complete([both]).finally(() => images.close());
      return done as { data: Record<string, unknown> } & Output;
    };
    const done = await complete([first], true);
    const found = [...String(done.data["text/html"]).matchAll(/<img src="data:image\/png;base64,([^"]+)"/g)];
    expect(new Set(found.map(([, png]) => png)).size).toBe(2);
    expect(found[0]?.[1]).toBe(pngOf(first));
    expect(done.data).not.toHaveProperty("image/png");
    expect(await complete([done], false)).toEqual(done);
  });
});

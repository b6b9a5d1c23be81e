import { beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../src/commands/chromium";
import { Stills } from "../../src/commands/figures/static-images";
import type { Output } from "../../src/kernel/client/outputs";
import { bundleOf } from "../../src/show/base/display";
import { figure } from "../../src/show/figures/figure";

const output = (y: readonly number[]): Output =>
  ({
    output_type: "display_data",
    metadata: {},
    data: bundleOf(
      figure({
        data: [{ type: "scatter", y: [...y] }],
        layout: { title: { text: "Rise" }, yaxis: { title: { text: "∂J/∂W2" } } },
        caption: "It rises by 1.",
      }),
    ),
  }) as unknown as Output;

async function still(before: readonly Output[], draw: boolean, y = [0, 1]): Promise<Output> {
  const stills = new Stills(before, draw);
  const [done] = await stills.complete([output(y)]).finally(() => stills.close());
  if (done === undefined) throw new Error("no output");
  return done;
}

/** The same, of several figures below one another. */
function together(...outputs: readonly Output[]): Output {
  const html = outputs.map((output) => Reflect.get(Reflect.get(output, "data"), "text/html")).join("\n");
  return { output_type: "display_data", metadata: {}, data: { "text/plain": "two", "text/html": html } };
}

const pngOf = (drawn: Output): string => String(Reflect.get(Reflect.get(drawn, "data"), "image/png"));

describe.skipIf(findChromium() === undefined)("a still image", () => {
  let first: Output;
  beforeAll(async () => {
    first = await still([], true);
  }, 30_000);

  it("is the same in every browser that draws it, 1440×840 dots, and has the finding as its text", async () => {
    expect(await still([], true)).toEqual(first);
    const png = Buffer.from(pngOf(first), "base64");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 840]);
    expect(JSON.stringify(first)).toContain('alt=\\"Rise. It rises by 1.\\"');
  });

  it("stays as it was while its figure stays, and goes when the figure changes", async () => {
    expect(await still([first], false)).toEqual(first);
    expect(JSON.stringify(await still([first], false, [0, 2]))).not.toContain("image/png");
  });

  it("is drawn for each of several figures in one output, and none of them stands for all", async () => {
    const both = together(output([0, 1]), output([1, 0]));
    const stills = new Stills([first], true);
    const [done] = await stills.complete([both]).finally(() => stills.close());
    const { data } = done as { data: Record<string, unknown> };
    const images = [...String(data["text/html"]).matchAll(/<img src="data:image\/png;base64,([^"]+)"/g)];
    expect(new Set(images.map(([, png]) => png)).size).toBe(2);
    expect(images[0]?.[1]).toBe(pngOf(first));
    expect(data).not.toHaveProperty("image/png");
  });
});

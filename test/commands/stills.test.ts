import { describe, expect, it } from "vitest";
import { findChromium } from "../../src/commands/chromium";
import { Stills } from "../../src/commands/stills";
import type { Output } from "../../src/kernel/client/outputs";
import { bundleOf } from "../../src/show/bundle";
import { figure } from "../../src/show/figure";

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

const pngOf = (drawn: Output): string => String(Reflect.get(Reflect.get(drawn, "data"), "image/png"));

describe.skipIf(findChromium() === undefined)("a still image", () => {
  it("is the same in every browser that draws it, 1440×840 dots, and has the finding as its text", async () => {
    const [first, second] = [await still([], true), await still([], true)];
    expect(first).toEqual(second);
    const png = Buffer.from(pngOf(first), "base64");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1440, 840]);
    expect(JSON.stringify(first)).toContain('alt=\\"Rise. It rises by 1.\\"');
  });

  it("stays as it was while its figure stays, and goes when the figure changes", async () => {
    const before = await still([], true);
    expect(await still([before], false)).toEqual(before);
    expect(JSON.stringify(await still([before], false, [0, 2]))).not.toContain("image/png");
  });
});

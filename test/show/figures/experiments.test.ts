import { describe, expect, it } from "vitest";
import { claims, traceStep } from "../../../src/experiments/index";
import { type Fit, fit, penalties, random, randomAutoencoder } from "../../../src/index";
import { bundleOf } from "../../../src/show/base/display";
import type { Figure } from "../../../src/show/figures/figure";
import {
  averageActivationsFigure,
  claimsTable,
  depthFigure,
  firstGradientsFigure,
  forwardPassFigure,
  hiddenSizeFigure,
  learningCurvesFigure,
  penaltyCurvesFigure,
  reconstructionsFigure,
  rescueFigure,
  traceFigure,
  unitFilters,
} from "../../../src/show/index";
import { registerDisplays } from "../../../src/show/register";
import { expectWellFormed } from "../markup-laws";
import { depthResults, forwardPassResults, hiddenSizeResults, sparsityResults } from "./results";

registerDisplays();

const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
const x = random(2).matrix(3, 3);

const figures = {
  hiddenSizeFigure: () => hiddenSizeFigure(hiddenSizeResults),
  learningCurvesFigure: () => learningCurvesFigure(hiddenSizeResults),
  reconstructionsFigure: () => reconstructionsFigure(hiddenSizeResults),
  depthFigure: () => depthFigure(depthResults),
  firstGradientsFigure: () => firstGradientsFigure(depthResults),
  averageActivationsFigure: () => averageActivationsFigure(sparsityResults),
  rescueFigure: () => rescueFigure(sparsityResults),
  forwardPassFigure: () => forwardPassFigure(forwardPassResults),
  traceFigure: () => traceFigure(traceStep(net, x, x, { penalty: penalties.kl, beta: 3, p: 0.05 }, 0.1)),
} satisfies Record<string, () => Figure>;

const names = Object.keys(figures) as (keyof typeof figures)[];

describe("figures of the experiments", () => {
  it.each(names)("%s draws the same figure as before", (name) => {
    const { data, layout, caption, alt } = figures[name]();
    expect({ data, layout, caption, alt }).toMatchSnapshot();
  });

  it.each(names)("%s has a finding and a description, in well-formed HTML, within 40 kB", (name) => {
    const shown = figures[name]();
    expect(shown.caption).toMatch(/\d.*\.$/);
    expect(shown.alt.length).toBeGreaterThan(40);
    const html = String(bundleOf(shown)?.["text/html"]);
    expectWellFormed(html);
    expect(html.length).toBeLessThan(40_000);
  });

  it("mark the m with the best mean over the seeds, and name 10d", () => {
    const { caption, data } = hiddenSizeFigure(hiddenSizeResults);
    expect(caption).toBe(
      "Over 2 seeds, test R² is highest at m = 8: 0.55 ± 0.071. At m = 40 = 10d it is −0.4 ± 0.14, with a training R² of 0.95 ± 0.071; stopped early, 0.5 ± 0.",
    );
    expect(data.at(-1)).toMatchObject({ name: "best on test", x: [8], y: [0.55] });
  });

  it("give the median over the seeds, and the number of seeds that never reached .65", () => {
    const [row] = depthResults.rows;
    const rows = [100, 300, null, 500, 700].map((stepsTo65, seed) => ({
      ...(row as NonNullable<typeof row>),
      ...{
        seed,
        k: 0,
        initialisation: "orthogonal" as const,
        width: depthResults.configuration.m,
        stepsTo65,
      },
    }));
    const figure = depthFigure({ ...depthResults, rows });
    const words = "R² .65 is reached after 400 steps (median of 4; 1 of 5 seeds never) with k = 0.";
    expect(figure.caption).toBe(words);
    expect(String(figure)).toContain(words);
  });

  it("mark the minimum of each penalty, in all interpretations", () => {
    const { caption, data } = penaltyCurvesFigure(0.2);
    expect(caption).toContain("KL is smallest at p̂ = 0.2, squared at 0.2, l2 at 0.01, hinge at 0.99");
    expect(caption).toContain("−A + B at 0.01, NLL: −A − B at 0.99, NLL: −A · B at 0.2");
    expect(data.length).toBe(7 * 3);
  });

  it("show one width at a time, and always the input and target", () => {
    const { layout, data } = reconstructionsFigure(hiddenSizeResults);
    const steps = layout.sliders?.[0]?.steps ?? [];
    expect(data.length).toBe(2 + 3);
    for (const [k, { args }] of steps.entries())
      expect(args).toEqual([{ visible: [true, true, k === 0, k === 1, k === 2] }]);
  });

  it("show filters of dense and sparse units side by side", () => {
    expect(String(unitFilters(sparsityResults, { count: 1 }))).toContain("no penalty, KL, squared");
  });

  it("name what is missing in the results", () => {
    expect(() => hiddenSizeFigure(hiddenSizeResults, "clean, few")).toThrow(
      'The results have no rows for "clean, few": they have noisy.',
    );
    expect(() => learningCurvesFigure(hiddenSizeResults, { m: 3 })).toThrow(
      "The results have no m = 3: they have 2, 8, 40.",
    );
    expect(() => averageActivationsFigure(sparsityResults, { beta: 9 })).toThrow("β is one of 1");
  });
});

describe("claims", () => {
  const verdicts = (results: Parameters<typeof claims>[0]) =>
    claims(results).map(
      ({ claim, for: agreeing, against, verdict }) => `${agreeing}:${against} ${verdict} ${claim}`,
    );

  it("count the seeds for which an inequality holds", () => {
    expect(
      [hiddenSizeResults, depthResults, sparsityResults, forwardPassResults].map(verdicts),
    ).toMatchSnapshot();
  });

  it("are a table that marks those that do not hold for all seeds", () => {
    const text = String(claimsTable(claims(hiddenSizeResults)));
    expect(text).toMatch(/► noisy: m = 10d = 40 is not the worst on test .* 0 +2 +−0.75 ± 0.071 +fails/);
  });
});

describe("a training run", () => {
  it("is displayed as its learning curves, with the final scores", async () => {
    const fitted: Fit = await fit(net, { x, test: { x } }, { steps: 20 });
    const bundle = bundleOf(fitted);
    expect(bundle?.["text/plain"]).toMatch(
      /^Figure: R² during training\. After 20 steps: training R² .*, test R² .* \(computed by wasm\)\.$/,
    );
  });
});

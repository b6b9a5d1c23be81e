import { describe, expect, it } from "vitest";
import { plain } from "../../../src/experiments/core/experiment";
import { configure } from "../../../src/experiments/core/settings";
import { depth } from "../../../src/experiments/index";
import { experimentNamed, experiments } from "../../../src/experiments/run/registry";

/** For each experiment, settings that take a moment. */
const tiny: Readonly<Record<string, object>> = {
  "hidden-size": { seeds: [3], widths: [3], steps: 30, N: 25 },
  depth: { seeds: [3], layers: [2], failures: ["gaussian"], narrow: [3], steps: 20, N: 20 },
  sparsity: {
    seeds: [3],
    pulls: ["kl", "minus"],
    rescuers: ["squared"],
    steps: 20,
    rescueSteps: 20,
    N: 20,
    m: 6,
  },
  "forward-pass": { seeds: [3], m: 5, N: 60, epochs: 3, batchSizes: [10], batches: 2 },
};

describe("every experiment", () => {
  it.each([...experiments.keys()])(
    "%s gives the same rows for the same cells, which JSON holds without loss",
    async (name) => {
      const experiment = experimentNamed(name);
      const configuration = configure(experiment.settings, tiny[name]);
      for (const cell of experiment.cells(configuration)) {
        const [one, two] = [
          await experiment.run(configuration, cell),
          await experiment.run(configuration, cell),
        ];
        expect(one).toEqual(two);
        expect(plain(one)).toEqual(one);
        expect(experiment.cost(configuration, cell)).toBeGreaterThan(0);
      }
    },
  );

  it.each([...experiments.keys()])("%s gives the same results on wasm and on mathjs", async (name) => {
    const experiment = experimentNamed(name);
    const [first] = await Promise.all(
      ["wasm", "mathjs"].map(async (backend) => {
        const configuration = configure(experiment.settings, { ...tiny[name], backend } as never);
        const [cell] = experiment.cells(configuration);
        return experiment.run(configuration, cell);
      }),
    )
      .then(([wasm, mathjs]) => [numbersIn(wasm), numbersIn(mathjs)])
      .then(([a = [], b = []]) => [a.map((value, k) => Math.abs(value - (b[k] ?? Number.NaN)))]);
    expect(Math.max(...(first ?? [1]))).toBeLessThan(1e-6);
  });

  it("has claims about results without rows", async () => {
    const { claims } = experimentNamed("depth");
    expect(claims({ ...(await depth({ ...tiny.depth, layers: [0] })), rows: [] }).length).toBeGreaterThan(0);
  });
});

/** All numbers in a row, in order. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

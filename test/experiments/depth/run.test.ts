import { expect, it } from "vitest";
import { depth } from "../../../src/experiments/index";

it("depth shows that linear layers collapse up to rounding, and that a small gaussian start starves the first layer", async () => {
  const settings = {
    seeds: [1],
    layers: [10],
    failures: ["gaussian"],
    narrow: [],
    steps: 60,
    N: 100,
  } as const;
  const { rows } = await depth(settings);
  for (const { collapse } of rows) expect(collapse).toBeLessThan(1e-12);
  const [orthogonal, gaussian] = rows;
  expect(orthogonal?.firstGradients[0]).toBeGreaterThan(0.1);
  expect(gaussian?.firstGradients[0]).toBeLessThan(1e-15);
});

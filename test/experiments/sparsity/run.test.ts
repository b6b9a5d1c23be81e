import { expect, it } from "vitest";
import { sparsity } from "../../../src/experiments/index";

it("sparsity shows that kl keeps p̂ at p, hinge increases it, and −A − B drives it to 0 or 1", async () => {
  const settings = {
    seeds: [1],
    pulls: ["kl", "hinge", "minus"],
    betas: [3],
    rescuers: [],
    steps: 300,
    N: 60,
    m: 12,
  } as const;
  const [kl, hinge, minus] = (await sparsity(settings)).rows;
  expect(kl?.end.within).toBe(1);
  expect(kl?.end.constant).toBeLessThan(0.5);
  expect(hinge?.end.mean).toBeGreaterThan(0.5);
  expect((minus?.end.dead ?? 0) + (minus?.end.saturated ?? 0)).toBe(1);
  expect(minus?.penalty.end).toBeLessThan(minus?.penalty.halfway ?? 0);
});

import fc from "fast-check";
import { type Matrix, multiply } from "mathjs";
import { expect, it } from "vitest";
import { checkDirections, wasmBackend } from "../../src/engine/index";
import { random, sigmoid, stack } from "../../src/index";
import { stackOf } from "../../src/model/stack";
import { registerDisplays } from "../../src/show/register";
import { stackCases } from "../model/stacks";

registerDisplays();

/** Smooth networks, since a direction that crosses a kink has no slope. */
const smooth = stackCases(6).map(({ net, x, y }) => ({
  net: stack(stackOf(net).layers.map((layer) => ({ ...layer, f: sigmoid }))),
  x,
  y,
}));

it("passes correct gradients and fails a gradient that is twice too large", () => {
  fc.assert(
    fc.property(smooth, fc.nat(1000), ({ net, x, y }, seed) => {
      expect(checkDirections(net, x, y, { random: random(seed) }).ok).toBe(true);
      const learner = wasmBackend.learner(net);
      const { dJ_dW, dJ_db } = learner.gradients(learner.load(x, y));
      learner.free();
      const size = Math.max(
        ...dJ_dW.map((W) => Math.max(...(W.toArray() as number[][]).flat().map(Math.abs))),
      );
      fc.pre(size > 1e-3);
      const twice = { dJ_dW: dJ_dW.map((W) => multiply(2, W) as Matrix), dJ_db };
      const check = checkDirections(net, x, y, { random: random(seed), gradients: twice });
      expect(check.rows.some((row) => row.name.startsWith("W") && !row.ok)).toBe(true);
      expect(check.rows.every((row) => row.name.startsWith("W") || row.ok)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it("says in its result and its display that it is a sample", () => {
  const net = fc.sample(smooth, { numRuns: 1, seed: 1 })[0];
  if (!net) throw new Error("no case");
  const check = checkDirections(net.net, net.x, net.y, { random: random(1), directions: 3 });
  expect(check.guarantee).toBe("a sample: 3 random directions of each parameter, not its every entry");
  const display = (check as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for("Jupyter.display")
  ];
  expect(display?.call(check)["text/plain"]).toContain("a sample: 3 random directions");
});

import fc from "fast-check";
import type { Matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { backend, mathjsBackend } from "../../src/engine/index";
import { stackOf } from "../../src/model/stack";
import { difference, learnerCases } from "./cases";

const fast = backend("blas").name === "blas" ? (["wasm", "blas"] as const) : (["wasm"] as const);

describe.each(fast)("%s agrees with mathjs within 1e-12", (name) => {
  const twins = learnerCases()
    .map(({ net, x, y, options, columns }) => {
      const both = [mathjsBackend, backend(name)].map((backend) => {
        const learner = backend.learner(net, options);
        return { learner, data: learner.load(x, y) };
      });
      const [spec, fast] = both as [(typeof both)[0], (typeof both)[0]];
      return { spec, fast, columns, layers: stackOf(net).layers, options };
    })
    .filter(({ spec, options }) => {
      // For a saturated unit 1 − p̂ loses its digits before KL divides by it, so the order of the sum matters.
      if (options.sparsity?.penalty.name !== "kl") return true;
      const pHat = spec.learner.averageActivation(spec.data).toArray().flat(2).map(Number);
      return pHat.every((average) => average > 0.01 && average < 0.99);
    });
  const close = (a: number, b: number) =>
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.max(1e-3, Math.abs(a)));
  const same = (A: Matrix | undefined, B: Matrix | undefined) =>
    expect(difference(A as Matrix, B as Matrix)).toBeLessThanOrEqual(1e-12);

  it("in outputs of every layer, averages, loss and objective", () => {
    fc.assert(
      fc.property(twins, ({ spec, fast, layers }) => {
        for (const l of layers.keys()) {
          same(spec.learner.outputs(spec.data, l), fast.learner.outputs(fast.data, l));
          same(spec.learner.averageActivation(spec.data, l), fast.learner.averageActivation(fast.data, l));
        }
        const [a, b] = [spec.learner.evaluate(spec.data), fast.learner.evaluate(fast.data)];
        close(a.loss, b.loss);
        close(a.sse, b.sse);
        close(a.objective, b.objective);
        fast.learner.free();
      }),
    );
  });

  it("in gradients of all points and of a mini-batch", () => {
    fc.assert(
      fc.property(twins, ({ spec, fast, columns }) => {
        for (const batch of [{}, columns ? { columns } : {}]) {
          const a = spec.learner.gradients(spec.data, batch);
          const b = fast.learner.gradients(fast.data, batch);
          for (const l of a.dJ_dW.keys()) {
            same(a.dJ_dW[l], b.dJ_dW[l]);
            same(a.dJ_db[l], b.dJ_db[l]);
          }
        }
        fast.learner.free();
      }),
    );
  });

  it("in three steps of every optimiser", () => {
    fc.assert(
      fc.property(twins, ({ spec, fast, columns }) => {
        for (const eta of [0.1, 0.05, 0.1]) {
          const batch = columns ? { columns } : {};
          close(spec.learner.step(spec.data, eta, batch), fast.learner.step(fast.data, eta, batch));
          // Start the next step from equal states, so errors do not add up.
          const [a, b] = [spec.learner.state(), fast.learner.state()];
          const [p, q] = [spec.learner.network(), fast.learner.network()];
          for (const l of p.layers.keys()) {
            same(p.layers[l]?.W, q.layers[l]?.W);
            same(p.layers[l]?.b, q.layers[l]?.b);
          }
          expect(b.steps).toBe(a.steps);
          fast.learner.restore(a);
        }
        fast.learner.free();
      }),
    );
  });
});

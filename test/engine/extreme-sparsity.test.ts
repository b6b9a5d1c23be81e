import fc from "fast-check";
import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { backend } from "../../src/engine/index";
import { penaltyGradient } from "../../src/experiments/index";
import { autoencoder, column, identity, penalties, sigmoid } from "../../src/index";
import { sparsityPull } from "../../src/model/sparsity";

const p = 0.05;

/** ∂/∂b1 of a penalty with weight β, for one hidden unit with z1 = z at its only point. */
function slopes(z: number, beta: number, penalty = penalties.kl): [specification: number, engine: number] {
  const [zero, x] = [matrix([[0]]), column([0])];
  const net = autoencoder({ W1: zero, b1: column([z]), W2: zero, b2: zero, f1: sigmoid, f2: identity });
  const of = (name: "mathjs" | "wasm") => {
    const learner = backend(name).learner(net, { sparsity: { penalty, beta, p } });
    const slope = Number(learner.gradients(learner.load(x)).dJ_db[0]?.get([0, 0]));
    learner.free();
    return slope;
  };
  const [specification, engine] = [of("mathjs"), of("wasm")];
  const alone = penaltyGradient(net, x, { penalty, beta, p }).dJ_db1.get([0, 0]);
  expect(alone).toBe(specification);
  return [specification, engine];
}

describe("the pull of kl on dead and saturated units", () => {
  const logarithmic = fc.double({ min: -3, max: 9, noNaN: true }).map((exponent) => 10 ** exponent);
  const pulls = penalties.kl.derivative(0, p);

  it("is finite, has the right sign, and is the same in specification and engine", () => {
    const anywhere = fc.double({ min: -5000, max: 5000, noNaN: true });
    fc.assert(
      fc.property(anywhere, logarithmic, (z, beta) => {
        const [specification, engine] = slopes(z, beta);
        expect(Number.isFinite(specification) && Number.isFinite(engine)).toBe(true);
        if (Math.abs(z + 2.944) > 0.01) expect(Math.sign(specification)).toBe(z < -2.944 ? -1 : 1);
        // The last bit of e⁻ᶻ differs between the two, and 1 − p̂ amplifies it: see the docstring of sparsityPull.
        const lost = z > 0 ? 2 ** -52 / Math.max(Math.exp(-z), 2 ** -53) : 0;
        const size = Math.max(Math.abs(specification), Number.MIN_VALUE);
        expect(Math.abs(engine - specification) / size).toBeLessThan(1e-11 + lost);
      }),
    );
  });

  it("is −β p on a dead unit, as long as the pull on its activation is finite", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e5, max: -40, noNaN: true }), logarithmic, (z, beta) => {
        for (const slope of slopes(z, beta)) {
          if (beta * p <= 5) expect(slope / (-beta * p)).toBeCloseTo(1, 10);
          else expect(slope).toBeLessThan(-5);
        }
      }),
    );
    for (const beta of [1, 100, 1000, 1e6, Number.MAX_VALUE]) {
      const pull = sparsityPull({ penalty: penalties.kl, beta, p }, column([0, 1]));
      expect([Number(pull.get([0, 0])) <= pulls, Number(pull.get([1, 0])) > 1e15]).toEqual([true, true]);
      expect(pull.toArray().flat().every(Number.isFinite)).toBe(true);
    }
  });

  // 1 − p̂ loses its digits there: see the docstring of sparsityPull.
  it.each([
    [10, 0.9499546021, 1e-9],
    [30, 0.951, 1e-3],
    [36.5, 0.602, 1e-3],
    [38, 0.269, 1e-3],
    [40, 0.036, 1e-3],
    [50, 1.65e-6, 1e-7],
  ])(
    "at z = %f is %f instead of nearly 1 − p, since double precision ends before p̂ = 1",
    (z, pull, within) => {
      for (const slope of slopes(z, 1)) expect(Math.abs(slope - pull)).toBeLessThan(within);
    },
  );
});

import fc from "fast-check";
import { type Matrix, matrix } from "mathjs";
import { afterAll, describe, expect, it } from "vitest";
import { heap } from "../../src/engine/heap";
import { backend, type Learner, type LearnerState } from "../../src/engine/index";
import {
  autoencoder,
  column,
  digits,
  identity,
  leakyRelu,
  penalties,
  random,
  randomAutoencoder,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "../../src/index";
import { learnerCases } from "./cases";

const bits = (state: LearnerState) => [state.steps, state.parameters, ...state.moments];

describe.each(["mathjs", "wasm"] as const)("a %s learner", (name) => {
  const made = learnerCases().map(({ net, x, y, options, columns }) => {
    const again = () => {
      const learner = backend(name).learner(net, options);
      return { learner, data: learner.load(x, y) };
    };
    return { again, batch: columns ? { columns } : {} };
  });

  it("resumes from a state bit for bit, as a checkpoint must", () => {
    fc.assert(
      fc.property(made, fc.integer({ min: 0, max: 3 }), ({ again, batch }, before) => {
        const [first, second] = [again(), again()];
        // Only mild cases, since the specification refuses infinite numbers.
        const mild = first.learner.evaluate(first.data).loss < 1e3;
        for (const { learner } of mild ? [] : [first, second]) learner.free();
        fc.pre(mild);
        const run = ({ learner, data }: typeof first, steps: number) =>
          Array.from({ length: steps }, (_, k) => learner.step(data, 1e-4 / (k + 1), batch));
        run(first, before);
        second.learner.restore(first.learner.state());
        expect(run(second, 3)).toEqual(run(first, 3));
        expect(bits(second.learner.state())).toEqual(bits(first.learner.state()));
        for (const { learner } of [first, second]) learner.free();
      }),
      { numRuns: 50 },
    );
  });

  it("restores an earlier state", () => {
    fc.assert(
      fc.property(made, ({ again }) => {
        const { learner, data } = again();
        learner.step(data, 0.1);
        const state = learner.state();
        learner.step(data, 0.1);
        learner.restore(state);
        expect(bits(learner.state())).toEqual(bits(state));
        learner.free();
      }),
      { numRuns: 20 },
    );
  });

  it("names the value and the expected one in errors", () => {
    const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
    const make = (options: object) => backend(name).learner(net, options);
    const x = column([1, 0.5, 0]);
    const learner = make({ optimiser: { name: "adam" } });
    const data = learner.load(x);
    const state = learner.state();
    const errors: [() => unknown, string][] = [
      [() => make({ clip: 0 }), "clip is 0, expected a number above 0 such as 1."],
      [
        () => make({ optimiser: { name: "lion" } }),
        'optimiser.name is "lion", expected one of sgd, momentum, adam.',
      ],
      [() => make({ weightDecay: -1 }), "weightDecay is -1, expected a finite number from 0 such as 1e-4."],
      [() => learner.load(column([1])), "X is 1×1, expected 3×N (k×N)."],
      [() => learner.load(x, matrix([[1, 2]])), "Y is 1×2, expected 3×1 (n×N)."],
      [() => learner.step(data, Number.NaN), "eta is NaN, expected a finite number such as 0.1."],
      [() => learner.step(data, 1, { columns: [] }), "The batch has no columns, expected at least one."],
      [
        () => learner.step(data, 1, { columns: [0, 1] }),
        "columns[1] is 1, expected a whole number from 0 to 0.",
      ],
      [() => learner.outputs(data, 2), "There is no layer 2: layers are numbered from 0 to 1."],
      [
        () => learner.restore({ ...state, parameters: new Float64Array(1) }),
        "state.parameters has 1 numbers, expected 17, one for each parameter of the network.",
      ],
      [() => learner.restore({ ...state, moments: [] }), "state.moments has 0 vectors, expected 2 for adam."],
    ];
    for (const [call, message] of errors) expect(call, message).toThrow(new Error(message));
    expect(bits(learner.state())).toEqual(bits(state));
    learner.free();
  });
});

describe("activations in WASM", () => {
  const zs = [
    ...Array.from({ length: 4001 }, (_, k) => (k - 2000) / 100),
    ...Array.from({ length: 600 }, (_, k) => 2 ** (k / 10 - 50.6)).flatMap((z) => [z, -z]),
    0,
    700,
    -700,
  ];
  const one = (f: typeof sigmoid) => ({
    W1: matrix([[1]]),
    b1: column([0]),
    W2: matrix([[1]]),
    b2: column([0]),
    f1: f,
    f2: identity,
  });

  it.each([identity, sigmoid, tanh, relu, leakyRelu, softplus])(
    "$name agrees with the model within a relative 1e-13 from 1e-15 to 700, and so does its slope",
    (f) => {
      const net = autoencoder(one(f));
      const learner = backend("wasm").learner(net);
      const X = matrix([zs]);
      const data = learner.load(X);
      const values = learner.outputs(data, 0).toArray() as number[][];
      zs.forEach((z, k) => {
        const value = f.value(z);
        expect(Math.abs((values[0]?.[k] as number) - value), `at ${z}`).toBeLessThanOrEqual(
          1e-13 * Math.abs(value),
        );
      });
      // For one point ∂J/∂b1 is (ypred − y) f′(z), so y = ypred − 1 gives the slope.
      const target = learner.load(X, matrix([(values[0] as number[]).map((value) => value - 1)]));
      for (let k = 0; k < zs.length; k += 7) {
        const slope = f.derivative(zs[k] as number);
        const { dJ_db } = learner.gradients(target, { columns: [k] });
        const error = (values[0]?.[k] as number) - ((values[0]?.[k] as number) - 1);
        expect(
          Math.abs((dJ_db[0]?.get([0, 0]) as number) - error * slope),
          `the slope at ${zs[k]}`,
        ).toBeLessThanOrEqual(2e-13 * Math.abs(slope) + 1e-300);
      }
      learner.free();
    },
  );

  it("return NaN for NaN, so divergence is visible", () => {
    for (const f of [sigmoid, tanh]) {
      const learner = backend("wasm").learner(
        randomAutoencoder({ d: 3, m: 2, f1: f, f2: f, random: random(1) }),
      );
      const data = learner.load(column([1, 1, 1]));
      learner.restore({ ...learner.state(), parameters: new Float64Array(17).fill(Number.NaN) });
      expect(learner.step(data, 0.1)).toBeNaN();
      expect(learner.evaluate(data).loss).toBeNaN();
      learner.free();
    }
  });
});

describe("memory", () => {
  const net = randomAutoencoder({ d: 64, m: 32, random: random(1) });
  const { X } = digits();
  const some = matrix((X.toArray() as number[][]).map((row) => row.slice(0, 20)));
  const use = (learner: Learner, data: Matrix) => {
    const loaded = learner.load(data);
    learner.step(loaded, 0.1);
    learner.evaluate(loaded);
  };
  const adam = {
    optimiser: { name: "adam" },
    sparsity: { penalty: penalties.kl, beta: 1, p: 0.05 },
  } as const;
  const before = heap().used;
  afterAll(() => expect(heap().used).toBe(before));

  it("does not grow over a thousand learners that are freed", () => {
    const once = () => {
      const learner = backend("wasm").learner(net, adam);
      use(learner, some);
      learner.free();
    };
    once();
    const { size, used } = heap();
    for (let k = 0; k < 1000; k++) once();
    expect(heap().size).toBe(size);
    expect(heap().used).toBe(used);
  });

  it("is allocated again after blocks of any size are freed in any order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.boolean()), { maxLength: 40 }),
        (wishes) => {
          const allocated: number[] = [];
          const { used } = heap();
          for (const [numbers, keep] of wishes) {
            const at = heap().allocate(numbers, "A test");
            expect(
              heap()
                .numbers.subarray(at / 8, at / 8 + numbers)
                .every((number) => number === 0),
            ).toBe(true);
            heap().numbers.fill(1, at / 8, at / 8 + numbers);
            if (keep) allocated.push(at);
            else heap().free(at);
          }
          for (const at of allocated) {
            expect(heap().numbers[at / 8] ?? 1).toBe(1);
            heap().free(at);
          }
          expect(heap().used).toBe(used);
        },
      ),
    );
  });

  it("is unchanged after an allocation that is too large", () => {
    const { used } = heap();
    const learner = backend("wasm").learner(net);
    const own = heap().used;
    expect(() => heap().allocate(600_000_000, "A network")).toThrow(
      /^A network needs 4\.8 GB, but \d+(\.\d)? MB of the engine's 4\.3 GB are already in use: take fewer units or points, or free learners that you no longer need\.$/,
    );
    expect(heap().used).toBe(own);
    learner.free();
    expect(heap().used).toBe(used);
  });

  it("cannot be used after it is freed, or by another learner", () => {
    const [one, other] = [backend("wasm").learner(net), backend("wasm").learner(net)];
    const data = one.load(some);
    expect(() => other.step(data, 0.1)).toThrow(
      new Error("The data were not loaded by this learner: use what its own load(X, Y) returns."),
    );
    data.free();
    expect(() => one.step(data, 0.1)).toThrow(new Error("The data have been freed: load them again."));
    one.free();
    for (const call of [
      () => one.load(some),
      () => one.state(),
      () => one.network(),
      () => one.evaluate(data),
    ])
      expect(call).toThrow(new Error("The learner has been freed: make another one."));
    other.free();
  });
});

it("names an activation that the kernels do not implement", () => {
  const sine = { ...sigmoid, name: "sine" };
  const net = randomAutoencoder({ d: 3, m: 2, f1: sine, random: random(1) });
  expect(() => backend("wasm").learner(net)).toThrow(
    new Error(
      'The engine does not know the activation sine, only identity, sigmoid, tanh, relu, leakyRelu, softplus: use the backend "mathjs".',
    ),
  );
});

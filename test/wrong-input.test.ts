import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { readFormula } from "../src/autoencoder/notation";
import { inWords } from "../src/data/arguments";
import { claims, recorded, traceStep } from "../src/experiments/index";
import {
  backward,
  column,
  digit,
  digits,
  forward,
  forwardStack,
  identity,
  initialisers,
  loss,
  penalties,
  random,
  randomAutoencoder,
  sigmoid,
} from "../src/index";
import { stackOf } from "../src/model/stack";
import { toggle } from "../src/widgets/index";
import * as library from "./entries";

const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
const x = random(2).matrix(3, 4);
const pass = forward(net, x);
const gradients = backward(net, pass, x, x);
const deep = forwardStack(net, x);
const sparsity = { penalty: penalties.kl, beta: 1, p: 0.05 };
const parameters = { x: pass.ypred };
const J = (at: typeof parameters) => loss(at.x, x);
const square = (t: number) => t * t;
const { W1, b1, W2, b2 } = net;
const cosine = (t: number) => t;

/** A call of each function that is right as it stands. What is drawn, graded or read has tests of its own. */
const calls: Record<string, readonly unknown[]> = {
  addNoise: [x, 1, random(1)],
  assertGradient: [J, parameters, { x: gradients.dJ_dypred }],
  check: ["b", "ypred - y"],
  checkHandout: ["b", "ypred - y"],
  claimsTable: [claims(recorded("depth"))],
  derive: [[["dJ/dW2", "what is asked"]]],
  digitImage: [digit(1)],
  digitImages: [digit(1)],
  equalFormulas: [readFormula("a1"), readFormula("a1")],
  figure: [{ data: [] }],
  formulaLatex: [readFormula("a1")],
  formulaShape: [readFormula("a1")],
  formulaWords: [readFormula("a1")],
  hint: ["b"],
  judge: ["b", "ypred - y", {}],
  liveCurves: [{}],
  liveFigure: [{ data: [] }],
  liveReconstructions: [{}],
  matrixView: [x],
  namesIn: [readFormula("a1")],
  ordered: [3],
  parseFormula: ["a1"],
  printFormula: [readFormula("a1")],
  readFormula: ["a1"],
  recorded: ["depth"],
  requireShape: ["x", x, [3, "N"]],
  rubricFrom: [{}],
  shapeText: [["d", "m"]],
  shapesDiagram: [net],
  solution: ["b"],
  table: [{ eta: [0.1] }],
  autoencoder: [{ W1, b1, W2, b2, f1: sigmoid, f2: identity }],
  autoencoderOf: [net],
  averageActivation: [net, x],
  backend: ["wasm"],
  backward: [net, pass, x, x],
  backwardStack: [net, deep, x, x],
  centralDifference: [square, 1],
  checkDirections: [net, x, x, { random: random(1) }],
  checkGradients: [net, x, x],
  checkParameters: [net, x, x],
  collapse: [net],
  column: [[1, 2]],
  compareDerivatives: [sigmoid, [1, 2]],
  complexStep: [sigmoid.value, 1],
  deepStack: [{ d: 3, m: 2, linear: 1, random: random(1) }],
  digit: [1],
  digitTask: [{ seed: 1, N: 5, testN: 5 }],
  errorCurve: [cosine, 1],
  forward: [net, x],
  forwardStack: [net, x],
  gradientCheck: [J, parameters, { x: gradients.dJ_dypred }],
  gradientStep: [net, gradients, 0.1],
  largestDifference: [x, x],
  loss: [x, x],
  meanColumn: [x],
  meanPool: [column([1, 2, 3, 4]), 2],
  numericalGradient: [J, parameters],
  objective: [net, x, x, { sparsity }],
  objectiveGradient: [net, x, x, { sparsity }],
  parameterCount: [net],
  penaltyGradient: [net, x, sparsity],
  penaltyGradientInOnePass: [net, x, sparsity],
  rSquared: [x, x],
  random: [1],
  randomAutoencoder: [{ d: 3, m: 2, random: random(1) }],
  richardson: [square, 1],
  size: [x],
  sparsityPull: [sparsity, column([0.1])],
  split: [digits().X, { train: 5, random: random(1) }],
  spread: [[1, 2]],
  stack: [stackOf(net).layers],
  stackOf: [net],
  symbolicDerivative: [sigmoid],
  syntheticData: [{ d: 3, N: 4, rank: 1, random: random(1) }],
  traceStep: [net, x, x, sparsity, 0.1],
  unitReport: [net, x, 0.05],
};

/** Functions of an experiment's results, which are taken as they are once they are results. */
const ofResults: Record<string, readonly unknown[]> = {
  averageActivationsFigure: [recorded("sparsity")],
  claims: [recorded("depth")],
  depthFigure: [recorded("depth")],
  firstGradientsFigure: [recorded("depth")],
  forwardPassFigure: [recorded("forward-pass")],
  hiddenSizeFigure: [recorded("hidden-size")],
  learningCurvesFigure: [recorded("hidden-size"), {}],
  reconstructionsFigure: [recorded("hidden-size")],
  rescueFigure: [recorded("sparsity")],
  traceFigure: [traceStep(net, x, x, sparsity, 0.1)],
  unitFilters: [recorded("sparsity")],
};

const wrong = [
  ...[undefined, null, "a1 +", "", Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5, true],
  ...[[], [[1, 2]], {}, Object.create(null), () => 1, matrix([1, 2]), matrix([[1, 2]])],
  matrix([[Number.NaN, 1, 2]]),
];

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const replaced = (args: readonly unknown[], k: number, by: unknown) =>
  args.map((arg, i) => (i === k ? by : arg));

/** The arguments with each, and each part of each, replaced by what is wrong. */
function* broken(args: readonly unknown[]): Generator<readonly unknown[]> {
  for (const [k, arg] of args.entries())
    for (const bad of wrong) {
      yield replaced(args, k, bad);
      if (!isPlain(arg)) continue;
      for (const part of Object.keys(arg)) yield replaced(args, k, { ...arg, [part]: bad });
    }
}

const functions = new Map<string, unknown>(Object.entries(library));
const called = (name: string, args: readonly unknown[]) =>
  (functions.get(name) as (...args: readonly unknown[]) => unknown)(...args);

describe("wrong input", () => {
  const stumblesOf = (name: string, attempts: Iterable<readonly unknown[]>) => {
    const stumbles = new Set<string>();
    for (const bad of attempts)
      try {
        called(name, bad);
      } catch (error) {
        const { name: kind, message } = error as Error;
        const isSentence = kind === "Error" || kind === "NotationError";
        if (!isSentence || /undefined|Cannot|\[object|Unexpected|not a function/.test(message))
          stumbles.add(`${kind}: ${message}`);
      }
    return [...stumbles];
  };

  it.each(Object.entries(calls))("of %s throws an error in a full sentence", (name, args) => {
    called(name, args);
    expect(stumblesOf(name, broken(args))).toEqual([]);
  });

  it.each(Object.entries(ofResults))(
    "of %s for its results throws an error in a full sentence",
    (name, args) => {
      called(name, args);
      const attempts = wrong.flatMap((bad) => args.map((_, k) => replaced(args, k, bad)));
      expect(stumblesOf(name, attempts)).toEqual([]);
    },
  );

  it.each<[string, readonly unknown[], string]>([
    ["column", [5], "values is 5, expected a list of numbers such as [1, 2, 3]."],
    ["column", [["a"]], 'values[0] is "a", expected a finite number.'],
    ["column", [[Number.NaN]], "values[0] is NaN, expected a finite number."],
    [
      "autoencoder",
      [{ W1, b1, W2, b2, f1: sigmoid, f2: identity, W3: 1 }],
      "There is no parts.W3; did you mean W1?",
    ],
    ["autoencoder", [], "parts is missing, expected an object { W1, b1, W2, b2, f1, f2 }."],
    ["randomAutoencoder", [{ d: 2, m: 1 }], "random is missing, expected a source of random numbers such as"],
    ["randomAutoencoder", [{ d: 2, M: 1 }], "There is no options.M; did you mean m?"],
    [
      "randomAutoencoder",
      [{ d: 1e6, m: 1e6, random: random(1) }],
      "A network with d = 1000000 and m = 1000000 would take 14,902 GB of memory, expected at most 1 GB",
    ],
    ["deepStack", [{ d: 1e5, m: 1e5, linear: 1, random: random(1) }], "would take 224 GB of memory"],
    [
      "syntheticData",
      [{ d: 1e6, N: 1e6, rank: 1, random: random(1) }],
      "X of 1000000×1000000 would take 7,451 GB",
    ],
    ["hint", ["D"], 'part is "D", expected one of a, b, c, d, e, f, g, h, i, dJ/db2'],
    ["solution", [], "part is missing, expected one of a, b"],
    ["readFormula", [], "text is missing, expected a formula in the notation of the exam such as"],
    ["derive", ["abc"], 'lines is "abc", expected a list of lines such as ['],
    ["derive", [["abc"]], 'lines[0] is "abc", expected a formula and the reason for it, as in'],
    ["claims", [null], "results is null, expected results of an experiment, such as"],
    ["claimsTable", [[1]], "claims[0] is 1, expected a claim with its effect"],
    [
      "depthFigure",
      [recorded("sparsity")],
      'The results are of the experiment "sparsity", expected results of',
    ],
    ["equalFormulas", [x, x], "left is a matrix of 3×4, expected a formula"],
    ["equalFormulas", [5, 6], "left is 5, expected a formula"],
    ["equalFormulas", [readFormula("a1")], "right is missing, expected a formula"],
    ["traceStep", [net, x, x, sparsity, Number.NaN], "eta is NaN, expected a finite number such as 0.1."],
    ["forward", [stackOf(net), x], "net is of the class Stack, expected the exam's network"],
    [
      "sparsityPull",
      [{ ...sparsity, Beta: 2 }, column([0])],
      "There is no sparsity.Beta; did you mean beta?",
    ],
  ])("of %s (%#) throws an error with the actual and the expected value", (name, args, message) => {
    expect(() => called(name, args)).toThrow(message);
  });
});

it.each([undefined, null, 5, Number.NaN, "a", () => 1, [], [1], [null]])(
  "%s as a part of a widget throws an error in a full sentence",
  async (bad) => {
    const wrong = bad as never;
    const listed = Array.isArray(bad) && bad.length === 0;
    const { dropdown, floatSlider, hbox, interact, intSlider, jslink, link, logSlider, textField, vbox } =
      library;
    const sentence = /^[^ ]+( [^ ]+)? (is|goes|has) .*expected /;
    for (const make of [dropdown, floatSlider, intSlider, logSlider])
      expect(() => make(wrong)).toThrow(sentence);
    if (!listed) for (const box of [hbox, vbox]) expect(() => box(wrong)).toThrow(sentence);
    if (bad !== undefined && typeof bad !== "object")
      for (const make of [toggle, textField]) expect(() => make(wrong)).toThrow(sentence);
    for (const tie of [jslink, link]) {
      expect(() => tie(wrong, toggle())).toThrow(sentence);
      expect(() => tie(toggle(), wrong)).toThrow(sentence);
    }
    if (!listed) await expect(interact(wrong, () => 1)).rejects.toThrow(sentence);
    if (typeof bad !== "function") await expect(interact({}, wrong)).rejects.toThrow(sentence);
  },
);

describe("an invalid configuration", () => {
  const { depth, forwardPass, hiddenSize, sparsity } = library;
  const experiments = { depth, forwardPass, hiddenSize, sparsity };
  const none = [1e9, Number.NaN, null, "number", () => 1, Symbol("s"), 10n, [], [1], column([1])];

  it.each(Object.entries(experiments))("of %s throws an error", async (_, experiment) => {
    for (const settings of none)
      await expect(experiment(settings as never)).rejects.toThrow(
        `settings is ${inWords(settings)}, expected an object such as { seeds, `,
      );
    for (const options of none)
      await expect(experiment({}, options as never)).rejects.toThrow(
        `options is ${inWords(options)}, expected an object such as { signal, onProgress }.`,
      );
    await expect(experiment({}, { signal: 5 as never })).rejects.toThrow("signal is 5, expected the signal");
    await expect(experiment({}, { onProgress: 5 as never })).rejects.toThrow("onProgress is 5, expected a");
    await expect(experiment({ backend: 10n as never })).rejects.toThrow("backend is 10, expected one of");
  });
});

it("a matrix too large for memory throws an error before it is allocated", () => {
  expect(() => random(1).matrix(1e5, 1e5)).toThrow("A matrix of 100000×100000 would take 75 GB of memory");
  expect(() => initialisers.gaussian(1).weights(1e5, 1e5, random(1))).toThrow("would take 75 GB");
});

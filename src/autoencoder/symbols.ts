import type { QuestionSize, QuestionSymbol, Shape } from "../question/question";

const symbol = (name: string, latex: string, shape: Shape, meaning: string): QuestionSymbol => ({
  name,
  latex,
  shape,
  meaning,
});

const partial = (top: string, bottom: string): string => `\\frac{\\partial ${top}}{\\partial ${bottom}}`;

export const sizes: readonly QuestionSize[] = [
  { letter: "d", counts: "units" },
  { letter: "m", counts: "units" },
  { letter: "N", counts: "points" },
];

/** Every symbol in the order of the forward pass, then the partial derivatives in the order of the backward pass. */
export const allSymbols: readonly QuestionSymbol[] = [
  symbol("x", "x", ["d", "1"], "the input"),
  symbol("W1", "W_1", ["m", "d"], "weights of the hidden layer"),
  symbol("b1", "b_1", ["m", "1"], "biases of the hidden layer"),
  symbol("z1", "z_1", ["m", "1"], "pre-activation of the hidden layer, W1 x + b1"),
  symbol("a1", "a_1", ["m", "1"], "activation of the hidden layer, f1(z1)"),
  symbol("W2", "W_2", ["d", "m"], "weights of the output layer"),
  symbol("b2", "b_2", ["d", "1"], "biases of the output layer"),
  symbol("z2", "z_2", ["d", "1"], "pre-activation of the output layer, W2 a1 + b2"),
  {
    ...symbol("ypred", "y^{\\text{pred}}", ["d", "1"], "the reconstruction, f2(z2)"),
    hat: "y",
    above: ["y", "pred"],
  },
  symbol("y", "y", ["d", "1"], "the target; for an autoencoder usually x itself"),
  symbol("J", "J", ["1", "1"], "the loss of one point, ½‖ypred − y‖²"),
  symbol("eta", "\\eta", ["1", "1"], "the learning rate"),
  symbol("df1/dz1", partial("f_1", "z_1"), ["m", "1"], "derivative of f1 at z1, element by element"),
  symbol("df2/dz2", partial("f_2", "z_2"), ["d", "1"], "derivative of f2 at z2, element by element"),
  symbol("dJ/dypred", partial("J", "y^{\\text{pred}}"), ["d", "1"], "part (b)"),
  symbol("dJ/dz2", partial("J", "z_2"), ["d", "1"], "part (c)"),
  symbol("dJ/dW2", partial("J", "W_2"), ["d", "m"], "part (d)"),
  symbol("dJ/db2", partial("J", "b_2"), ["d", "1"], "gradient of the output biases"),
  symbol("dJ/da1", partial("J", "a_1"), ["m", "1"], "what reaches the hidden layer"),
  symbol("dJ/dz1", partial("J", "z_1"), ["m", "1"], "error signal of the hidden layer"),
  symbol("dJ/dW1", partial("J", "W_1"), ["m", "d"], "gradient of the hidden weights"),
  symbol("dJ/db1", partial("J", "b_1"), ["m", "1"], "gradient of the hidden biases"),
  {
    ...symbol("pHat", "\\hat p", ["m", "1"], "average activation of each hidden unit over N points"),
    hat: "p",
  },
  symbol("p", "p", ["1", "1"], "the small target for the average activation, below 0.05"),
  // The two slopes under their long names, and the partials of the paper's rule "if Ax = y, then ∂y/∂A = x".
  ...(
    [
      ["dypred/dz2", partial("y^{\\text{pred}}", "z_2"), ["d", "1"]],
      ["da1/dz1", partial("a_1", "z_1"), ["m", "1"]],
      ["dz2/dW2", partial("z_2", "W_2"), ["m", "1"]],
      ["dz1/dW1", partial("z_1", "W_1"), ["d", "1"]],
    ] as const
  ).map(([name, latex, shape]) => ({ ...symbol(name, latex, shape, ""), unlisted: true })),
];

/**
 * The question's symbols, each with the shape for one data point. Over a batch of N points `x`, `z1`, `a1`, `z2`,
 * `ypred` and `y` have N columns.
 *
 * @example
 * symbols.find((s) => s.name === "W1")?.shape // → ["m", "d"]
 */
export const symbols: readonly QuestionSymbol[] = allSymbols.filter(({ unlisted }) => !unlisted);

/** Each symbol that follows from those before it. Wherever one side is written, the other may be written too. */
export const relations: Readonly<Record<string, string>> = {
  z1: "W1 x + b1",
  a1: "f1(z1)",
  z2: "W2 a1 + b2",
  ypred: "f2(z2)",
  J: "1/2 (ypred - y)^T (ypred - y)",
  "df1/dz1": "f1'(z1)",
  "df2/dz2": "f2'(z2)",
  "da1/dz1": "df1/dz1",
  "dypred/dz2": "df2/dz2",
  "dz1/dW1": "x",
  "dz2/dW2": "a1",
  "dJ/dypred": "ypred - y",
  "dJ/dz2": "dJ/dypred * df2/dz2",
  "dJ/dW2": "dJ/dz2 a1^T",
  "dJ/db2": "dJ/dz2",
  "dJ/da1": "W2^T dJ/dz2",
  "dJ/dz1": "dJ/da1 * df1/dz1",
  "dJ/dW1": "dJ/dz1 x^T",
  "dJ/db1": "dJ/dz1",
};

/** What other books and programs call the question's symbols. */
export const otherNames: Readonly<Record<string, string>> = {
  yhat: "ypred",
  a2: "ypred",
  h: "a1",
  "dJ/da2": "dJ/dypred",
  "dJ/dy": "dJ/dypred",
  "dJ/dyhat": "dJ/dypred",
  "dJ/do": "dJ/dz2",
  "dC/da": "dJ/dypred",
  "dypred/dz": "df2/dz2",
  delta1: "dJ/dz1",
  delta2: "dJ/dz2",
  transpose: "^T",
  alpha: "eta",
  lr: "eta",
};

/** Symbols that people confuse, and the misconception that this shows. */
export const confusions: readonly (readonly [right: string, wrong: string, misconception: string])[] = [
  ["a1", "x", "x-for-a1"],
  ["a1", "z1", "z-for-a"],
  ["x", "a1", "a1-for-x"],
  ["x", "z1", "a1-for-x"],
  ["y", "x", "x-for-y"],
  ["ypred", "z2", "z-for-a"],
  ["ypred", "y", "y-for-ypred"],
  ["W2", "W1", "W1-for-W2"],
  ["W1", "W2", "W2-for-W1"],
  ["df2/dz2", "ypred", "value-for-slope"],
  ["df2/dz2", "z2", "value-for-slope"],
  ["df1/dz1", "a1", "value-for-slope"],
  ["df1/dz1", "z1", "value-for-slope"],
];

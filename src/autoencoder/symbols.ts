/** A letter that stands for a size: `d` inputs, `m` hidden units, `N` points, or the number one. */
export type Size = "1" | "d" | "m" | "N";

/** One symbol of the exam, with the shape it has for a single data point. */
export interface ExamSymbol {
  /** As it is typed, in code and in answers. */
  readonly name: string;
  /** As it is typeset. */
  readonly latex: string;
  /** Rows and columns, in the question's letters. */
  readonly shape: readonly [rows: Size, columns: Size];
  /** What it is, in a phrase. */
  readonly meaning: string;
}

const symbol = (name: string, latex: string, shape: readonly [Size, Size], meaning: string): ExamSymbol => ({
  name,
  latex,
  shape,
  meaning,
});

/**
 * Every symbol of the question, in the order in which the forward pass meets them, then the
 * partial derivatives in the order in which the backward pass does.
 *
 * Shapes are those of one data point; over a batch of N points `x`, `z1`, `a1`, `z2`, `ypred`
 * and `y` have N columns.
 *
 * @example
 * symbols.find((s) => s.name === "W1")?.shape // → ["m", "d"]
 */
export const symbols: readonly ExamSymbol[] = [
  symbol("x", "x", ["d", "1"], "the input"),
  symbol("W1", "W_1", ["m", "d"], "weights of the hidden layer"),
  symbol("b1", "b_1", ["m", "1"], "biases of the hidden layer"),
  symbol("z1", "z_1", ["m", "1"], "pre-activation of the hidden layer, W1 x + b1"),
  symbol("a1", "a_1", ["m", "1"], "activation of the hidden layer, f1(z1)"),
  symbol("W2", "W_2", ["d", "m"], "weights of the output layer"),
  symbol("b2", "b_2", ["d", "1"], "biases of the output layer"),
  symbol("z2", "z_2", ["d", "1"], "pre-activation of the output layer, W2 a1 + b2"),
  symbol("ypred", "y^{\\text{pred}}", ["d", "1"], "the reconstruction, f2(z2)"),
  symbol("y", "y", ["d", "1"], "the target; for an autoencoder usually x itself"),
  symbol("J", "J", ["1", "1"], "the loss of one point, ½‖ypred − y‖²"),
  symbol("eta", "\\eta", ["1", "1"], "the learning rate"),
  symbol(
    "df1/dz1",
    "\\frac{\\partial f_1}{\\partial z_1}",
    ["m", "1"],
    "slope of f1 at z1, element by element",
  ),
  symbol(
    "df2/dz2",
    "\\frac{\\partial f_2}{\\partial z_2}",
    ["d", "1"],
    "slope of f2 at z2, element by element",
  ),
  symbol("dJ/dypred", "\\frac{\\partial J}{\\partial y^{\\text{pred}}}", ["d", "1"], "part (b)"),
  symbol("dJ/dz2", "\\frac{\\partial J}{\\partial z_2}", ["d", "1"], "part (c)"),
  symbol("dJ/dW2", "\\frac{\\partial J}{\\partial W_2}", ["d", "m"], "part (d)"),
  symbol("dJ/db2", "\\frac{\\partial J}{\\partial b_2}", ["d", "1"], "gradient of the output biases"),
  symbol("dJ/da1", "\\frac{\\partial J}{\\partial a_1}", ["m", "1"], "what reaches the hidden layer"),
  symbol("dJ/dz1", "\\frac{\\partial J}{\\partial z_1}", ["m", "1"], "error signal of the hidden layer"),
  symbol("dJ/dW1", "\\frac{\\partial J}{\\partial W_1}", ["m", "d"], "gradient of the hidden weights"),
  symbol("dJ/db1", "\\frac{\\partial J}{\\partial b_1}", ["m", "1"], "gradient of the hidden biases"),
  symbol("pHat", "\\hat p", ["m", "1"], "average activation of each hidden unit over N points"),
  symbol("p", "p", ["1", "1"], "the small average activation that is wanted, below 0.05"),
];

import type { Erratum } from "../question/question";

/**
 * What the paper gets wrong or leaves open, and what the workbook does about it.
 *
 * @example
 * errata.filter((erratum) => erratum.part === "c").length // → 1
 */
export const errata: readonly Erratum[] = [
  {
    part: "h",
    paper: "The printed NLL has lost a sign between its two terms.",
    workbook:
      "Restoring either sign alone still gives a wrong penalty. The right one is the KL divergence p ln(p/p̂) + (1−p) ln((1−p)/(1−p̂)): no leading minus, and a plus between the terms. (Read literally, as a product of the two terms, it also has its minimum at p̂ = p.)",
  },
  {
    part: "c",
    paper:
      "The first line of the solution puts two d×1 columns side by side. Under the paper's own rule that this means a matrix product, it is undefined.",
    workbook:
      "Its second line, with *, is right, and is the answer here. (With full Jacobians instead of columns the first line would be standard notation.)",
  },
  {
    part: "h",
    paper:
      "The l2 penalty is written with the index i of the points instead of j, the index of the units. The max() of the hinge never has an effect, since (1−p̂)p > 0 always.",
    workbook: "We sum over units, and keep max() with the remark that it changes nothing.",
  },
  {
    part: "f",
    paper: "“Accuracy” is not defined for a squared loss.",
    workbook:
      "We take R² = 1 − SSE/SST about the training mean: 1 is perfect, 0 is no better than the mean image. Scores based on labels measure something else.",
  },
  {
    part: "g",
    paper: "The paper does not say that the sigmoid layer's own weights change shape after Leila's layers.",
    workbook: "They are m×m there, no longer m×d, because their input is the last linear layer's output.",
  },
  {
    part: "h",
    paper:
      "Neil speaks of how many units are active, but the penalty acts on average activations. “p < 0.05” excludes 0.05 itself.",
    workbook: "We penalise the averages, as the formulas do, and use p = 0.05 as the border case.",
  },
];

import type { PartId } from "./parts";

/** Something in the paper that is wrong or unclear, and what the workbook does about it. */
export interface Erratum {
  readonly part: PartId;
  /** What the paper has. */
  readonly paper: string;
  /** What is right, or what we take. */
  readonly workbook: string;
}

/**
 * What the paper gets wrong or leaves open. The workbook owns up to each and shows it where it matters.
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
    paper: "The first line of the solution sets two d×1 columns side by side, which is no matrix product.",
    workbook: "Its second line, with *, is right, and is the answer here.",
  },
  {
    part: "h",
    paper:
      "The l2 penalty is written with the index i of the points where it means j, that of the units. The max() of the hinge never binds, since (1−p̂)p > 0 always.",
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
    paper: "The shape of the sigmoid layer's own weights after Leila's layers is not restated.",
    workbook: "It is m×m there, no longer m×d: its input is the last linear layer's output.",
  },
  {
    part: "h",
    paper:
      "Neil speaks of how many units are active, but the penalty acts on average activations; “p < 0.05” leaves 0.05 itself out.",
    workbook: "We penalise the averages, as the formulas do, and use p = 0.05 as the border case.",
  },
];

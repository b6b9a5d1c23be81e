import { type PartId, parts } from "./parts";

/** A partial derivative that the paper does not ask for and the workbook lets one practise. */
export type PracticeId = "dJ/db2" | "dJ/da1" | "dJ/dz1" | "dJ/dW1" | "dJ/db1";

/** What can be asked and answered: a part of the question, or a partial derivative beyond it. */
export type QuestionId = PartId | PracticeId;

/** A partial derivative to practise on, with its answer. */
export interface Practice {
  readonly id: PracticeId;
  readonly question: string;
  /** In the exam's notation, from what the backward pass has found before. */
  readonly answer: string;
  /** The reason in one line. */
  readonly reason: string;
}

/**
 * The partial derivatives beyond the nine parts, in the order in which the backward pass meets them. Each
 * carries one mark, which counts towards nothing.
 *
 * @example
 * practice.map(({ id }) => id) // → ["dJ/db2", "dJ/da1", "dJ/dz1", "dJ/dW1", "dJ/db1"]
 */
export const practice: readonly Practice[] = [
  {
    id: "dJ/db2",
    question: "What is ∂J/∂b2, a d×1 column?",
    answer: "∂J/∂z2",
    reason: "b2 is added to z2 as it stands: whatever z2 does to J, b2 does.",
  },
  {
    id: "dJ/da1",
    question: "What is ∂J/∂a1, an m×1 column?",
    answer: "W2ᵀ ∂J/∂z2",
    reason: "Unit j reaches every output i through W2 in row i, column j: sum over i.",
  },
  {
    id: "dJ/dz1",
    question: "What is ∂J/∂z1, an m×1 column?",
    answer: "∂J/∂a1 * ∂f1/∂z1",
    reason: "As in part (c), one layer earlier: f1 acts row by row.",
  },
  {
    id: "dJ/dW1",
    question: "What is ∂J/∂W1, an m×d matrix?",
    answer: "∂J/∂z1 xᵀ",
    reason: "As in part (d), one layer earlier: W1 multiplies x.",
  },
  {
    id: "dJ/db1",
    question: "What is ∂J/∂b1, an m×1 column?",
    answer: "∂J/∂z1",
    reason: "b1 is added to z1 as it stands.",
  },
];

/**
 * Everything that can be asked: the nine parts, then the partial derivatives beyond them.
 *
 * @example
 * questionIds.length // → 14
 */
export const questionIds: readonly QuestionId[] = [...parts, ...practice].map(({ id }) => id);

/**
 * Whether a text names a question.
 *
 * @example
 * isQuestionId("dJ/dW1") // → true
 * isQuestionId("k") // → false
 */
export const isQuestionId = (text: string): text is QuestionId => questionIds.some((id) => id === text);

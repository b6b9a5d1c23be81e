/** The letter of a part of the question. */
export type PartId = "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i";

/** One part of the question, in our own words. */
export interface Part {
  readonly id: PartId;
  /** What it is about, in two or three words. */
  readonly title: string;
  /** The question. */
  readonly question: string;
  /**
   * Marks out of 14. The paper prints no split of its 14 points over the parts: this one is ours,
   * and is labelled so wherever it shows.
   */
  readonly points: number;
  /** The notebook that derives and checks the answer. */
  readonly notebook: string;
  /** The symbols an answer may use beside the setting's own, where the paper restricts them. */
  readonly allowed?: string;
}

/**
 * The nine parts, (a) to (i). Source: MIT 6.036, exam question "Autoencoder", retold.
 *
 * @example
 * parts.map((part) => part.id).join("") // → "abcdefghi"
 * parts.reduce((sum, part) => sum + part.points, 0) // → 14
 */
export const parts: readonly Part[] = [
  {
    id: "a",
    title: "Shapes",
    question: "x, z2 and ypred are d×1; z1 and a1 are m×1. What are the shapes of W1, b1, W2 and b2?",
    points: 2,
    notebook: "part-a-dimensions.ipynb",
  },
  {
    id: "b",
    title: "Gradient at the output",
    question: "What is ∂J/∂ypred, a d×1 column?",
    points: 1,
    notebook: "part-b-output-gradient.ipynb",
  },
  {
    id: "c",
    title: "Gradient before the activation",
    question: "What is ∂J/∂z2, a d×1 column?",
    points: 1,
    notebook: "part-c-pre-activation-gradient.ipynb",
    allowed: "∂J/∂ypred, ∂f2/∂z2 and the element-wise product *",
  },
  {
    id: "d",
    title: "Gradient of the weights",
    question: "What is ∂J/∂W2, a d×m matrix?",
    points: 2,
    notebook: "part-d-weight-gradient.ipynb",
    allowed: "∂J/∂z2 and the symbols of the setting",
  },
  {
    id: "e",
    title: "One gradient step",
    question: "Write the gradient-descent update of W2 alone, for one pair (x, y) and learning rate η.",
    points: 1,
    notebook: "part-e-gradient-step.ipynb",
  },
  {
    id: "f",
    title: "A very wide hidden layer",
    question:
      "Bigsby wants m = 10d hidden units. Is he right? What happens to training and to test accuracy?",
    points: 2,
    notebook: "part-f-hidden-size.ipynb",
  },
  {
    id: "g",
    title: "Ten more linear layers",
    question:
      "Leila puts ten more hidden layers of m units with linear activation (m ≪ d) before the sigmoid layer. How do training and test accuracy compare with one hidden layer?",
    points: 2,
    notebook: "part-g-depth.ipynb",
  },
  {
    id: "h",
    title: "A penalty for sparsity",
    question:
      "Neil wants the average activation p̂ of every hidden sigmoid unit near a small p. Which penalty does that: hinge, NLL, squared or l2?",
    points: 2,
    notebook: "part-h-sparsity.ipynb",
  },
  {
    id: "i",
    title: "Where p̂ is computed",
    question: "On which pass is p̂ computed: forward, backward, or the weight update?",
    points: 1,
    notebook: "part-i-forward-pass.ipynb",
  },
];

/**
 * The paper's total, which our split adds up to.
 *
 * @example
 * parts.reduce((sum, part) => sum + part.points, 0) === totalPoints // → true
 */
export const totalPoints = 14;

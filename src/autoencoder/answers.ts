import type { PartId } from "./parts";

/** The official answer of a part, and why it holds. */
export interface Answer {
  /** The answer as one would write it on the paper, in the exam's notation. */
  readonly answer: string;
  /** The reason in one line. */
  readonly reason: string;
  /** Other forms that are accepted as well. */
  readonly accepted: readonly string[];
  /** What people write instead, and why it is wrong. */
  readonly commonMistakes: readonly { readonly answer: string; readonly why: string }[];
}

/**
 * The official answers, retold, part by part.
 *
 * Whether they hold under all circumstances is another matter: see `errata`, and the notebooks of
 * parts (f) to (i).
 *
 * @example
 * answers.b.answer // → "ypred − y"
 */
export const answers: Readonly<Record<PartId, Answer>> = {
  a: {
    answer: "W1: m×d, b1: m×1, W2: d×m, b2: d×1",
    reason: "A product needs its inner sizes equal and keeps the outer two; a sum needs equal shapes.",
    accepted: [],
    commonMistakes: [
      { answer: "W1: d×m", why: "d×m times d×1 is no matrix product: the inner sizes m and d differ." },
      { answer: "b1: d×1", why: "b1 is added to W1 x, which has m rows." },
      { answer: "W2 as W1, m×d", why: "The second layer maps m numbers back to d: it has d rows." },
    ],
  },
  b: {
    answer: "ypred − y",
    reason: "The ½ cancels the 2 of the square, and each output appears in one term of the sum only.",
    accepted: ["−(y − ypred)"],
    commonMistakes: [
      {
        answer: "y − ypred",
        why: "The sign: raising an output that is already too high must raise the loss.",
      },
      { answer: "2 (ypred − y)", why: "The factor ½ in J is there to cancel that 2." },
      { answer: "(ypred − y)ᵀ", why: "The question asks for a column, d×1." },
    ],
  },
  c: {
    answer: "∂J/∂ypred * ∂f2/∂z2",
    reason:
      "Output i depends on z2 in row i alone, so the Jacobian is diagonal and the chain rule acts row by row.",
    accepted: ["(ypred − y) * ∂f2/∂z2", "diag(∂f2/∂z2) ∂J/∂ypred"],
    commonMistakes: [
      { answer: "∂J/∂ypred ∂f2/∂z2", why: "Two d×1 columns side by side are no matrix product." },
      { answer: "∂J/∂ypredᵀ ∂f2/∂z2", why: "That is one number, the sum over the rows; a column is asked." },
      { answer: "∂J/∂ypred", why: "True only when f2 is the identity: the slope of f2 is missing." },
    ],
  },
  d: {
    answer: "∂J/∂z2 a1ᵀ",
    reason:
      "Weight (i, j) meets the loss only through z2 in row i, with a1 in row j as its factor: an outer product.",
    accepted: ["∂J/∂z2 (f1(W1 x + b1))ᵀ", "(∂J/∂ypred * ∂f2/∂z2) a1ᵀ"],
    commonMistakes: [
      { answer: "∂J/∂z2 a1", why: "d×1 times m×1 is no matrix product." },
      { answer: "a1 (∂J/∂z2)ᵀ", why: "That is m×d, the transpose of what is asked." },
      {
        answer: "∂J/∂z2 * a1ᵀ",
        why: "* works element by element and needs equal shapes; here they are d×1 and 1×m.",
      },
      { answer: "∂J/∂z2 xᵀ", why: "W2 multiplies a1, not x." },
    ],
  },
  e: {
    answer: "W2 := W2 − η ∂J/∂W2",
    reason: "The gradient points where J grows fastest; a small step the other way lowers it.",
    accepted: ["W2 := W2 − η ∂J/∂z2 a1ᵀ"],
    commonMistakes: [
      { answer: "W2 + η ∂J/∂W2", why: "That climbs." },
      { answer: "W2 − ∂J/∂W2", why: "The learning rate η is missing." },
      { answer: "−η ∂J/∂W2", why: "That is the change; the update adds it to W2." },
    ],
  },
  f: {
    answer: "No. Training accuracy might be high, but likely by over-fitting: test accuracy is worse.",
    reason:
      "With far more units than inputs nothing forces the code to keep what matters and drop the noise.",
    accepted: [],
    commonMistakes: [
      {
        answer: "Yes, more units reconstruct better",
        why: "On the training points perhaps; that is not what is asked of a code.",
      },
    ],
  },
  g: {
    answer:
      "No more expressive: training and test accuracy are similar; perhaps a different number of iterations.",
    reason: "A chain of linear maps is one linear map.",
    accepted: [],
    commonMistakes: [
      { answer: "Deeper is more expressive", why: "Only with something non-linear between the layers." },
    ],
  },
  h: {
    answer: "NLL or squared loss",
    reason: "Both are smallest at p̂ = p; l2 pulls to 0 whatever p is, and the hinge rewards a large p̂.",
    accepted: ["NLL", "squared"],
    commonMistakes: [
      { answer: "l2", why: "Its minimum is at p̂ = 0; p does not occur in it." },
      { answer: "hinge", why: "Its slope is −p everywhere: it pushes p̂ up, to 1." },
    ],
  },
  i: {
    answer: "The forward pass",
    reason:
      "p̂ averages activations, which the forward pass makes; the backward pass needs p̂ before its first step into the hidden layer.",
    accepted: [],
    commonMistakes: [
      {
        answer: "The backward pass",
        why: "The gradient of the penalty is formed from p̂: p̂ must be there before.",
      },
    ],
  },
};

import type { FormulaPart, ShapesPart, UpdatePart } from "../question/question";

/** One formula, all or nothing. */
const allOrNothing = (marks: number) => ({ answer: { correct: marks } });

/** Parts (a) to (e): shapes, three gradients and an update. Source: MIT 6.036, "Autoencoder", retold. */
export const formulaParts = [
  {
    kind: "shapes",
    id: "a",
    title: "Shapes",
    question: "x, z2 and ypred are d×1; z1 and a1 are m×1. What are the shapes of W1, b1, W2 and b2?",
    points: 2,
    notebook: "part-a-dimensions.ipynb",
    asks: ["W1", "b1", "W2", "b2"],
    products: { W1: ["x", "z1"], W2: ["a1", "z2"] },
    answer: "W1: m×d, b1: m×1, W2: d×m, b2: d×1",
    reason: "A product needs equal inner sizes and keeps the outer two; a sum needs equal shapes.",
    commonMistakes: [
      { answer: "W1: d×m", why: "d×m times d×1 is undefined: the inner sizes m and d differ." },
      { answer: "b1: d×1", why: "b1 is added to W1 x, which has m rows." },
      { answer: "W2 like W1, m×d", why: "The second layer maps m numbers back to d, so it has d rows." },
    ],
    hints: {
      begin:
        'Write the four shapes, rows × columns, with 1, d and m: for instance "W1: d×d, b1: 1×m, W2: m×m, b2: 1×1".',
      first:
        "A product needs equal inner sizes and keeps the outer two; a sum needs equal shapes. Take one line of the setting at a time. One shape in it is unknown.",
      second:
        "Begin with the biases. They are added to a product and give z1 or z2, so all three have one shape. Then the weights: their columns match what they multiply, their rows match the result.",
    },
    marks: { W1: { correct: 0.5 }, b1: { correct: 0.5 }, W2: { correct: 0.5 }, b2: { correct: 0.5 } },
  },
  {
    kind: "formula",
    id: "b",
    title: "Gradient at the output",
    question: "What is ∂J/∂ypred, a d×1 column?",
    points: 1,
    notebook: "part-b-output-gradient.ipynb",
    asked: "dJ/dypred",
    answer: "ypred − y",
    reason: "The ½ cancels the 2 of the square, and each output appears in only one term of the sum.",
    accepted: ["−(y − ypred)"],
    commonMistakes: [
      {
        answer: "y − ypred",
        why: "The sign: raising an output that is already too high must raise the loss.",
      },
      { answer: "2 (ypred − y)", why: "The factor ½ in J cancels that 2." },
      { answer: "(ypred − y)ᵀ", why: "The question asks for a column, d×1." },
    ],
    hints: {
      begin: 'Write a d×1 column of ypred and y in the exam\'s notation, in quotation marks: "…".',
      first: "Write J as a sum over the d outputs. In how many of its terms does output i appear?",
      second:
        "Differentiate one term, half the square of a difference, with respect to its first part. What happens to the half and to the square, and which sign does the rest have?",
    },
    marks: allOrNothing(1),
  },
  {
    kind: "formula",
    id: "c",
    title: "Gradient before the activation",
    question: "What is ∂J/∂z2, a d×1 column?",
    points: 1,
    notebook: "part-c-pre-activation-gradient.ipynb",
    allowed: "∂J/∂ypred, ∂f2/∂z2 and the element-wise product *",
    asked: "dJ/dz2",
    answer: "∂J/∂ypred * ∂f2/∂z2",
    reason:
      "Output i depends only on row i of z2, so the Jacobian is diagonal and the chain rule works row by row.",
    accepted: ["(ypred − y) * ∂f2/∂z2", "diag(∂f2/∂z2) ∂J/∂ypred"],
    commonMistakes: [
      { answer: "∂J/∂ypred ∂f2/∂z2", why: "The matrix product of two d×1 columns is undefined." },
      {
        answer: "∂J/∂ypredᵀ ∂f2/∂z2",
        why: "That is one number, a sum over the rows. The answer is a column.",
      },
      { answer: "∂J/∂ypred", why: "True only when f2 is the identity: the derivative of f2 is missing." },
    ],
    hints: {
      begin:
        "Start from part (b), written dJ/dypred, and ask how z2 changes ypred. The answer is a d×1 column.",
      first: "Row i of z2 changes output i and no other. What does the chain rule say for that row?",
      second:
        "You have two columns of d numbers: how J changes with the outputs, and how the outputs change with z2. You want a third column, row by row. Which of the exam's two products does that?",
    },
    marks: allOrNothing(1),
  },
  {
    kind: "formula",
    id: "d",
    title: "Gradient of the weights",
    question: "What is ∂J/∂W2, a d×m matrix?",
    points: 2,
    notebook: "part-d-weight-gradient.ipynb",
    allowed: "∂J/∂z2 and the symbols of the setting",
    asked: "dJ/dW2",
    answer: "∂J/∂z2 a1ᵀ",
    reason:
      "Weight (i, j) affects the loss only through row i of z2, where it multiplies row j of a1: an outer product.",
    accepted: ["∂J/∂z2 (f1(W1 x + b1))ᵀ", "(∂J/∂ypred * ∂f2/∂z2) a1ᵀ"],
    commonMistakes: [
      { answer: "∂J/∂z2 a1", why: "d×1 times m×1 is undefined." },
      { answer: "a1 (∂J/∂z2)ᵀ", why: "That is m×d, the transpose of the answer." },
      {
        answer: "∂J/∂z2 * a1ᵀ",
        why: "* works element by element and needs equal shapes; these are d×1 and 1×m.",
      },
      { answer: "∂J/∂z2 xᵀ", why: "W2 multiplies a1, not x." },
    ],
    hints: {
      begin:
        "The answer is a d×m matrix. Use dJ/dz2 for the result of part (c), and the symbols of the setting.",
      first:
        "Weight (i, j) takes row j of the hidden layer's output to row i of z2. By how much does z2 change when that weight changes by a little?",
      second:
        "Each entry is one number of a d×1 column times one number of an m×1 column. Which product gives a matrix of all such pairs?",
    },
    marks: allOrNothing(2),
  },
  {
    kind: "update",
    id: "e",
    title: "One gradient step",
    question: "Write the gradient-descent update of W2 alone, for one pair (x, y) and learning rate η.",
    points: 1,
    notebook: "part-e-gradient-step.ipynb",
    asked: "W2",
    answer: "W2 := W2 − η ∂J/∂W2",
    reason: "The gradient points where J grows fastest. A small step the other way lowers it.",
    accepted: ["W2 := W2 − η ∂J/∂z2 a1ᵀ"],
    commonMistakes: [
      { answer: "W2 + η ∂J/∂W2", why: "That climbs." },
      { answer: "W2 − ∂J/∂W2", why: "The learning rate η is missing." },
      { answer: "−η ∂J/∂W2", why: "That is the change. The update adds it to W2." },
    ],
    hints: {
      begin: "Write the new W2: an update, with or without :=, from W2, η and a gradient.",
      first: "The gradient points where J grows fastest. Which way do you want to go, and what says how far?",
      second:
        "Three things appear: the old weights, the learning rate, and the gradient with respect to these weights. The new weights are the old ones plus a change, and the rate scales the change.",
    },
    marks: allOrNothing(1),
  },
] as const satisfies readonly (ShapesPart | FormulaPart | UpdatePart)[];

const practiceFormula = (
  asked: string,
  question: string,
  answer: string,
  reason: string,
  hints: FormulaPart["hints"],
): FormulaPart => ({
  kind: "formula",
  id: asked,
  title: `Practice: ${asked}`,
  question,
  points: 1,
  notebook: "part-d-weight-gradient.ipynb",
  asked,
  answer,
  reason,
  hints,
  marks: allOrNothing(1),
});

/** The partial derivatives that no part asks for, in the order of the backward pass. */
export const practice: readonly FormulaPart[] = [
  practiceFormula(
    "dJ/db2",
    "What is ∂J/∂b2, a d×1 column?",
    "∂J/∂z2",
    "b2 is added to z2, so a change of b2 is the same change of z2.",
    {
      begin: "The answer is a d×1 column. Use the result of part (c).",
      first: "Change b2 in row i by a little. By how much does z2 change, and in which rows?",
      second:
        "A sum passes every change on unchanged: its factor in the chain is 1. What is left of the chain?",
    },
  ),
  practiceFormula(
    "dJ/da1",
    "What is ∂J/∂a1, an m×1 column?",
    "W2ᵀ ∂J/∂z2",
    "Unit j reaches every output i through row i, column j of W2: sum over i.",
    {
      begin: "The answer is an m×1 column, from W2 and the result of part (c).",
      first: "Hidden unit j reaches every output. Through which weights, and how are the d effects combined?",
      second:
        "Sum over the outputs: each effect times the weight on its way. Going forward, the matrix takes m numbers to d. Here it must take d numbers to m.",
    },
  ),
  practiceFormula(
    "dJ/dz1",
    "What is ∂J/∂z1, an m×1 column?",
    "∂J/∂a1 * ∂f1/∂z1",
    "Like part (c), one layer earlier: f1 works row by row.",
    {
      begin: "The answer is an m×1 column. Use dJ/da1 and the derivative of f1.",
      first: "This is part (c) again, one layer earlier. Which unit does row j of z1 change?",
      second: "Each unit has its own slope. You have two columns of m numbers and want a third, row by row.",
    },
  ),
  practiceFormula(
    "dJ/dW1",
    "What is ∂J/∂W1, an m×d matrix?",
    "∂J/∂z1 xᵀ",
    "Like part (d), one layer earlier: W1 multiplies x.",
    {
      begin: "The answer is an m×d matrix. Use dJ/dz1 and the symbols of the setting.",
      first: "This is part (d) again, one layer earlier. What does W1 multiply?",
      second: "Each entry is one number of an m×1 column times one number of a d×1 column.",
    },
  ),
  practiceFormula(
    "dJ/db1",
    "What is ∂J/∂b1, an m×1 column?",
    "∂J/∂z1",
    "b1 is added to z1, so a change of b1 is the same change of z1.",
    {
      begin: "The answer is an m×1 column. Use what the backward pass has found for the hidden layer.",
      first: "Change b1 in row j by a little. By how much does z1 change, and in which rows?",
      second:
        "A sum passes every change on unchanged: its factor in the chain is 1. What is left of the chain?",
    },
  ),
];

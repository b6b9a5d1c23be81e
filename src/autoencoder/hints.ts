import type { QuestionId } from "./practice";

/** What leads to an answer without being one. */
export interface Hints {
  /** How to begin, for someone who has written nothing yet. */
  readonly begin: string;
  /** Where to look. */
  readonly first: string;
  /** The step itself, for someone who is still stuck. */
  readonly second: string;
}

/**
 * Two hints for each question, none of which holds its answer.
 *
 * @example
 * hints.e.first // → "The gradient points where J grows fastest. Which way do you want to go, and what says how far?"
 */
export const hints: Readonly<Record<QuestionId, Hints>> = {
  a: {
    begin:
      'Write the four shapes, rows × columns, with 1, d and m: for instance "W1: d×d, b1: 1×m, W2: m×m, b2: 1×1".',
    first:
      "A product needs its inner sizes equal and keeps the outer two; a sum needs equal shapes. Take one line of the setting at a time, and in it the one shape that is unknown.",
    second:
      "Begin with the biases: they are added to a product and make z1 or z2, so both terms have that shape. Then the weights: their columns meet what stands behind them, their rows are what comes out.",
  },
  b: {
    begin: 'Write a d×1 column of ypred and y in the exam\'s notation, between quotation marks: "…".',
    first: "Write J as a sum over the d outputs. In how many of its terms does output i occur?",
    second:
      "Differentiate one term, half the square of a difference, by its first part. What becomes of the half and of the square, and which sign has what remains?",
  },
  c: {
    begin: "Take what part (b) found, as dJ/dypred, and ask how z2 reaches it: a d×1 column is asked.",
    first: "z2 in row i moves output i, and no other. What does the chain rule say for that one row?",
    second:
      "You have two columns of d numbers, how J changes with the outputs and how they change with z2, and want a third, row by row. Which of the exam's two products does that?",
  },
  d: {
    begin: "A d×m matrix is asked. Use dJ/dz2 for what part (c) found, and the symbols of the setting.",
    first:
      "Weight (i, j) takes row j of what the hidden layer makes to row i of z2. By how much does z2 change when that weight changes by a little?",
    second:
      "Each entry is one number of a d×1 column times one of an m×1 column. Only one kind of product makes a matrix of all such pairs: a column times a row.",
  },
  e: {
    begin: "Write what W2 becomes: an update, with := or without, of W2, η and a gradient.",
    first: "The gradient points where J grows fastest. Which way do you want to go, and what says how far?",
    second:
      "Three things occur: the old weights, the learning rate, and the gradient by these weights. The new weights are the old ones and a change; the rate scales the change.",
  },
  f: {
    begin:
      'Make the claims one by one, for instance "right: yes; training: low; test: same; why: …". For why, name what happens, or say it in your own words.',
    first:
      "Say noisy pictures go in, and clean ones are asked for. What can a network learn by heart if it has room for every single picture?",
    second:
      "A network that can learn every training point by heart has no reason to keep what they have in common. Which of the two accuracies notices?",
  },
  g: {
    begin:
      'Make the claims one by one, for instance "expressivity: less; accuracy: worse; iterations: same".',
    first: "Write two of the linear layers, one after the other, as one formula.",
    second:
      "If a chain of layers can be replaced by one without changing a single output, what can the chain express that the one cannot? And do the weights of the two move alike under gradient descent?",
  },
  h: {
    begin: "Name the penalty, or the penalties, that do it: hinge, NLL, squared or l2.",
    first: "Draw each penalty against the average activation, from 0 to 1. Where is it smallest?",
    second:
      "It has to be smallest at p, for every p. Which of the four do so, and which have p nowhere in them?",
  },
  i: {
    begin: "Name the pass: forward, backward, or the weight update.",
    first: "p̂ is an average over the points. An average of what?",
    second:
      "The hidden activations are averaged. On which pass are they made, and who needs the average next?",
  },
  "dJ/db2": {
    begin: "A d×1 column is asked. Use what part (c) found.",
    first: "Change b2 in row i by a little. By how much does z2 change, and in which rows?",
    second: "A sum passes every change on as it is: its factor in the chain is 1. What of the chain is left?",
  },
  "dJ/da1": {
    begin: "An m×1 column is asked, from W2 and what part (c) found.",
    first:
      "Hidden unit j reaches every output. Through which weights, and what does one do with the d effects?",
    second:
      "Sum over the outputs: each effect times the weight on its way. Going forward the matrix takes m numbers to d; here it has to take d to m.",
  },
  "dJ/dz1": {
    begin: "An m×1 column is asked. Use dJ/da1, and the slope of f1.",
    first: "It is part (c) once more, one layer earlier. Which unit does z1 in row j move?",
    second: "Each unit has its own slope: two columns of m numbers are multiplied row by row.",
  },
  "dJ/dW1": {
    begin: "An m×d matrix is asked. Use dJ/dz1, and the symbols of the setting.",
    first: "It is part (d) once more, one layer earlier. What does W1 multiply?",
    second: "Each entry is one number of an m×1 column times one of a d×1 column: a column times a row.",
  },
  "dJ/db1": {
    begin: "An m×1 column is asked. Use what the backward pass has found for the hidden layer.",
    first: "Change b1 in row j by a little. By how much does z1 change, and in which rows?",
    second: "A sum passes every change on as it is: its factor in the chain is 1. What of the chain is left?",
  },
};

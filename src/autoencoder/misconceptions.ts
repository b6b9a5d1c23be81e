import type { Message } from "../question/question";

const message = (title: string, text: string, hint: string): Message => ({ title, message: text, hint });

/** Gradients and updates: parts (b) to (e), and the partial derivatives beyond. */
const formulas = {
  sign: message(
    "The sign is flipped",
    "The sign is flipped: every entry is the negative of what it should be.",
    "Raise an output that is already too high by a little. Does J grow or shrink? That is the sign of the derivative.",
  ),
  "sign-inside": message(
    "One sign inside is flipped",
    "One plus or minus inside the formula is the wrong one.",
    "Go through the signs one by one. Where does each come from?",
  ),
  factor: message(
    "A wrong constant factor",
    "Every entry is off by the same factor.",
    "Each step of the chain gives one factor. Which of your numbers belongs to no step, or which step has no factor? Remember what the ½ in J is for.",
  ),
  average: message(
    "Averaged over units",
    "This divides by a number of units. A gradient has one slope for each unit. Averages are taken over points.",
    "J of one point is a sum over the outputs. Is it divided by their number anywhere?",
  ),
  "average-points": message(
    "Averaged over points",
    "This divides by the number of points, but the question has only one point (x, y).",
    "How many pairs (x, y) are in J here?",
  ),
  "rate-in-gradient": message(
    "The learning rate in a gradient",
    "The learning rate η does not belong in a derivative. It says how far a step goes, not how steep J is.",
    "Would J be steeper if you took a longer step?",
  ),
  "missing-slope": message(
    "The derivative of an activation is missing",
    "There is an activation function between this variable and J, and its derivative is missing.",
    "Change the input of the activation by a little. By how much does its output change?",
  ),
  "extra-slope": message(
    "The derivative of an activation appears twice",
    "The derivative of an activation function appears once too often.",
    "Go back from J to the variable in the question. How many activation functions do you pass, and which of them is already in the symbols you use?",
  ),
  "value-for-slope": message(
    "An activation's value instead of its derivative",
    "This uses a value where the derivative of the activation function is needed.",
    "The output of the activation is one thing, how fast it grows is another. Which of them does the chain rule need?",
  ),
  "missing-factor": message(
    "A factor of the chain is missing",
    "One factor of the chain rule is missing.",
    "The derivative of a product with respect to one factor is the other factor. What is your variable multiplied by?",
  ),
  "missing-term": message(
    "A term is missing",
    "J compares two terms, and one of them is missing.",
    "When the output is exactly right, J has its minimum. What must the derivative be there?",
  ),
  "not-differentiated": message(
    "The loss instead of its derivative",
    "This still contains the square of the difference. That is the loss or a part of it, not its derivative.",
    "How does one term of J change when its output changes by a little?",
  ),
  restates: message(
    "The question restated",
    "This only restates the question, or uses something that is found later.",
    "Use what comes before it in the backward pass, and the symbols of the setting.",
  ),
  transposed: message(
    "The transpose of the answer",
    "The shape is the transpose of what it should be.",
    "A gradient has the shape of its variable. Which of your factors has as many rows as that variable?",
  ),
  "missing-transpose": message(
    "A transpose is missing",
    "One transpose is missing.",
    "Write the shape under each factor. Which of them must be transposed to make the inner sizes agree?",
  ),
  "extra-transpose": message(
    "One transpose too many",
    "There is one transpose too many.",
    "Write the shape under each factor and compare the inner sizes. Which transpose makes them differ?",
  ),
  "misplaced-transpose": message(
    "The transpose on the wrong factor",
    "The transpose is on the wrong factor.",
    "Which factor gives the answer its rows, and which its columns?",
  ),
  "product-order": message(
    "Factors in the wrong order",
    "The order of a product matters, and here it does not fit.",
    "Write the shape under each factor. Which order makes the inner sizes equal and leaves the right outer sizes?",
  ),
  "elementwise-for-product": message(
    "Element-wise instead of a matrix product",
    "* multiplies element by element, which does not give this derivative.",
    "Does each entry of the answer come from one row, or from a pair of a row and a column?",
  ),
  "product-for-elementwise": message(
    "A matrix product instead of element-wise",
    "A matrix product does not give this derivative.",
    "Which rows of the two factors does row i of the answer depend on?",
  ),
  "inner-product": message(
    "Summed over the rows",
    "An inner product sums over the rows and leaves one number. The answer has one slope for every row.",
    "Does output i depend on row k anywhere in this step?",
  ),
  "outer-product": message(
    "Every row with every row",
    "An outer product pairs every row with every other row, and gives a matrix.",
    "Does input i of the activation change output k?",
  ),
  "x-for-a1": message(
    "x instead of a1",
    "This uses the input x where the hidden activations belong.",
    "What does W2 multiply: the input of the network, or the output of the hidden layer?",
  ),
  "a1-for-x": message(
    "a1 instead of x",
    "This uses the hidden activations where the input belongs.",
    "What does W1 multiply: the input of the network, or the output of the hidden layer?",
  ),
  "z-for-a": message(
    "The input of the activation instead of its output",
    "This uses z where the output of the activation belongs.",
    "What does the next layer multiply: the input of the activation, or its output?",
  ),
  "x-for-y": message(
    "x instead of y",
    "This uses the input x where the target y belongs. They are often equal, but the question keeps them apart.",
    "Which two things does J compare?",
  ),
  "y-for-ypred": message(
    "y instead of ypred",
    "This uses the target y where the network's output belongs.",
    "Which of the two does the network compute, and which is given?",
  ),
  "W1-for-W2": message(
    "W1 instead of W2",
    "This uses the weights of the wrong layer.",
    "Through which weights does the hidden layer reach the outputs?",
  ),
  "W2-for-W1": message(
    "W2 instead of W1",
    "This uses the weights of the wrong layer.",
    "Through which weights does the input reach the hidden layer?",
  ),
  symbol: message(
    "One symbol is wrong",
    "With one symbol replaced by another this would be right.",
    "Take the symbols one by one. Where does each appear on the way to J?",
  ),
  "other-part": message(
    "A different gradient",
    "This is about a different symbol than the question.",
    "Read the question again: with respect to which variable is J differentiated?",
  ),
  zero: message(
    "Always zero",
    "This is always zero.",
    "Would J really not change at all? Change one weight or output in your head.",
  ),
  ascent: message(
    "Gradient ascent",
    "That climbs: it goes along the gradient, where J grows.",
    "The gradient points where J grows fastest. Which way do you want to go?",
  ),
  "missing-rate": message(
    "The learning rate is missing",
    "The learning rate η is missing, so the step is always as long as the gradient.",
    "Which symbol of the question says how far one step goes?",
  ),
  "change-only": message(
    "The change, not the update",
    "That is only the change. An update says what the weights are afterwards.",
    "If the step were very small, what would the weights be? Your formula should say so.",
  ),
  "no-step": message(
    "No step",
    "That leaves the weights as they are.",
    "What changes them, and in which direction?",
  ),
  "step-factor": message(
    "The step has an extra factor",
    "The direction is right, but the step is longer or shorter than η says.",
    "Only the learning rate says how far to go. Which of your numbers has no reason?",
  ),
  "wrong-target": message(
    "The update of another parameter",
    "That updates a different parameter than the question.",
    "Which parameter does the question ask you to update?",
  ),
  shapes: message(
    "Shapes that do not agree",
    "An operation has shapes that it cannot work with.",
    "Write the shape under every factor. Which sizes should be equal and are not?",
  ),
  "wrong-shape": message(
    "The wrong shape",
    "Every operation is possible, but the result does not have the right shape.",
    "A gradient has the shape of its variable. Which of your factors has a size that does not fit?",
  ),
  "no-value": message(
    "A division by zero",
    "This is undefined: it divides by zero, or by something that can be zero.",
    "The backward pass needs no division.",
  ),
  other: message(
    "Not equal, for no known reason",
    "The shape is right, but the values are not.",
    "Take it apart factor by factor. Which step of the chain does each belong to?",
  ),
} satisfies Readonly<Record<string, Message>>;

/** Part (a), parameter by parameter. */
const shapes = {
  "shape-transposed": message(
    "A weight matrix transposed",
    "Compare its rows and columns with what it multiplies, and with the result.",
    "The weights are on the left of what they multiply. Which of their sizes must match it, the rows or the columns?",
  ),
  "shape-other-layer": message(
    "The shape that belongs to the other layer",
    "That is the shape that belongs to the other layer.",
    "Look at what it is added to or multiplied by, and at the result.",
  ),
  "shape-row": message(
    "A row instead of a column",
    "Here a bias is added to a column, so it must be one too.",
    "Two matrices can be added only when both sizes agree.",
  ),
  "shape-square": message(
    "A square matrix",
    "A square matrix takes as many numbers as it gives. This layer does not.",
    "How many numbers go in, and how many come out?",
  ),
  "shape-other": message(
    "A shape that fits nowhere",
    "With that shape the formulas of the setting are undefined.",
    "A product needs equal inner sizes and keeps the outer two; a sum needs equal shapes.",
  ),
} satisfies Readonly<Record<string, Message>>;

/** Parts (f) to (i): what a claim shows. */
const claims = {
  "wider-is-better": message(
    "The wider the better",
    "A wide layer can follow the training points more closely. That does not help with points it has never seen.",
    "With ten times as many units as inputs, what keeps the network from memorising each training point?",
  ),
  "wide-cannot-fit": message(
    "A wide layer cannot fit",
    "More units can do everything that fewer can. The training points are the lesser problem of such a network.",
    "Could the wide network imitate the narrow one? What does that say about the training points?",
  ),
  "test-unharmed": message(
    "The test is not affected",
    "What a network has memorised helps it only on the training points.",
    "Imagine noise in the training points. What happens on new points if the network has learned that noise?",
  ),
  "deeper-is-richer": message(
    "Deeper is always richer",
    "Depth adds something only with a non-linear function between the layers.",
    "Write two linear layers as one formula. What kind of layer is it?",
  ),
  "linear-layers-harm": message(
    "Linear layers lose something",
    "A linear layer of m units can pass on everything that m units carry.",
    "What does a linear layer do if its weight matrix is the identity?",
  ),
  "depth-costs-nothing": message(
    "Training takes the same path",
    "The same functions can be expressed, but gradient descent moves different weights to get there.",
    "The gradient passes through ten more matrices. Why should it take as many steps?",
  ),
  "penalty-to-nought": message(
    "A penalty that pulls to zero",
    "That penalty is smallest when every unit is off, for every p.",
    "Does p appear in it? Where is it smallest?",
  ),
  "penalty-to-one": message(
    "A penalty that pushes upward",
    "That penalty shrinks as a unit becomes more active: it rewards the opposite of sparsity.",
    "Draw it against p̂ from 0 to 1. Where is it smallest?",
  ),
  "average-on-the-way-back": message(
    "p̂ in the backward pass",
    "The backward pass uses p̂ to compute the gradient of the penalty, so p̂ must exist before.",
    "p̂ is an average of which quantities, and which pass computes them?",
  ),
  "average-at-the-update": message(
    "p̂ at the update",
    "When the weights are updated, the gradient of the penalty has been computed, and p̂ before it.",
    "p̂ is an average of which quantities, and which pass computes them?",
  ),
} satisfies Readonly<Record<string, Message>>;

/**
 * Every misconception that the checker can name, by its id.
 *
 * @example
 * misconceptions.ascent?.title // → "Gradient ascent"
 */
export const misconceptions: Readonly<Record<string, Message>> = { ...formulas, ...shapes, ...claims };

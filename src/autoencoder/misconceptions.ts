/** What is said to someone who has misunderstood something. */
export interface Message {
  /** The misconception in a few words, for a report. */
  readonly title: string;
  /** What is wrong, in a sentence or two. */
  readonly message: string;
  /** Leads on without telling the answer. */
  readonly hint: string;
}

const message = (title: string, text: string, hint: string): Message => ({ title, message: text, hint });

/** Gradients and updates: parts (b) to (e), and the partial derivatives beyond. */
const formulas = {
  sign: message(
    "The sign is flipped",
    "The sign is flipped: every entry is the negative of what it should be.",
    "Raise an output that is already too high by a little. Does J grow or shrink? That is the derivative's sign.",
  ),
  "sign-inside": message(
    "One sign inside is flipped",
    "One plus or minus inside the formula is the wrong one.",
    "Go through the signs one by one and ask of each where it comes from.",
  ),
  factor: message(
    "A factor too much or too little",
    "Every entry is off by the same factor.",
    "Each step of the chain brings one factor. Which number of yours belongs to no step, or which step has none? Remember what the ½ in J is for.",
  ),
  average: message(
    "Averaged over units",
    "This divides by a number of units. A gradient has one slope for each unit; an average would only be taken over points.",
    "J of one point is a sum over the outputs. Is anything in it divided by how many there are?",
  ),
  "average-points": message(
    "Averaged over points",
    "This divides by the number of points, but the question has one point (x, y) only.",
    "How many pairs (x, y) does J hold here?",
  ),
  "rate-in-gradient": message(
    "The learning rate in a gradient",
    "The learning rate η has no place in a derivative: it says how far a step goes, not how steep J is.",
    "Would J be any steeper if you planned a longer step?",
  ),
  "missing-slope": message(
    "The slope of an activation is missing",
    "On the way from here to J stands an activation function, and its slope does not occur.",
    "Change what goes into the activation by a little. By how much does what comes out of it change?",
  ),
  "extra-slope": message(
    "The slope of an activation once too often",
    "The slope of an activation function occurs once too often.",
    "Walk from J back to what is asked. How many activation functions do you pass, and which of them is already in the symbols you use?",
  ),
  "value-for-slope": message(
    "An activation's value for its slope",
    "A value stands where the slope of the activation function is needed.",
    "How much comes out of the activation is one thing; how fast that grows is another. Which of them does the chain rule ask for?",
  ),
  "missing-factor": message(
    "A factor of the chain is missing",
    "One factor of the chain rule is missing.",
    "The derivative of a product by one factor is the other factor. What stands beside what you differentiate by?",
  ),
  "missing-term": message(
    "A term is missing",
    "One of the two terms that J compares is missing.",
    "When the output is exactly right, J is at its smallest. What must the derivative be there?",
  ),
  "not-differentiated": message(
    "The loss instead of its derivative",
    "The square of the difference is still there: that is the loss, or a piece of it, not its derivative.",
    "How does one term of J change when its output changes by a little?",
  ),
  restates: message(
    "The question restated",
    "This only restates what is asked, or goes through something that is found after it.",
    "Use what comes before it on the way back from J, and the symbols of the setting.",
  ),
  transposed: message(
    "The transpose of the answer",
    "Rows and columns are the wrong way round.",
    "A gradient has the shape of what one differentiates by. Which of the two has as many rows as the answer must have?",
  ),
  "missing-transpose": message(
    "A transpose is missing",
    "One transpose is missing.",
    "Write the shape under each factor. Which of them has to lie down for the inner sizes to agree?",
  ),
  "extra-transpose": message(
    "A transpose too many",
    "There is one transpose too many.",
    "Write the shape under each factor, then the sizes that meet. Which transpose keeps them from agreeing?",
  ),
  "misplaced-transpose": message(
    "The transpose on the wrong factor",
    "The transpose is on the wrong factor.",
    "Which of your factors has to give the answer its rows, and which its columns?",
  ),
  "product-order": message(
    "Factors in the wrong order",
    "The factors of a product stand in the wrong order, and matrices do not commute.",
    "Write the shapes down and let the inner sizes meet: only one order leaves the outer sizes that are asked.",
  ),
  "elementwise-for-product": message(
    "Element-wise for a matrix product",
    "Here * multiplies element by element where a matrix product is needed.",
    "Do the entries of the answer come from one row each, or from every pair of a row and a column?",
  ),
  "product-for-elementwise": message(
    "A matrix product for element-wise",
    "Here stands a matrix product where element by element is needed.",
    "Row i of the answer needs row i of each of the two only. Which product is that?",
  ),
  "inner-product": message(
    "Summed over the rows",
    "An inner product sums over the rows and leaves one number; a slope is asked for every row.",
    "Does output i mix with output k anywhere on this step? Keep the rows apart.",
  ),
  "outer-product": message(
    "Every row with every row",
    "An outer product pairs every row with every other; here each row meets itself only.",
    "Does input i of the activation move output k? Keep the rows apart.",
  ),
  "x-for-a1": message(
    "x for a1",
    "The input x stands where the hidden activations belong.",
    "What does W2 multiply: what enters the network, or what the hidden layer makes of it?",
  ),
  "a1-for-x": message(
    "a1 for x",
    "The hidden activations stand where the input belongs.",
    "What does W1 multiply: what enters the network, or what the hidden layer makes of it?",
  ),
  "z-for-a": message(
    "Before the activation for after it",
    "A z stands where what comes out of the activation belongs.",
    "What does the next layer multiply: what goes into the activation, or what comes out?",
  ),
  "x-for-y": message(
    "x for y",
    "The input x stands where the target y belongs. They are often equal; the question keeps them apart.",
    "Which two things does J compare?",
  ),
  "y-for-ypred": message(
    "y for ypred",
    "The target y stands where the network's output belongs.",
    "Which of the two does the network make, and which is given?",
  ),
  "W1-for-W2": message(
    "W1 for W2",
    "The weights of the wrong layer stand here.",
    "Through which weights does the hidden layer reach the outputs?",
  ),
  "W2-for-W1": message(
    "W2 for W1",
    "The weights of the wrong layer stand here.",
    "Through which weights does the input reach the hidden layer?",
  ),
  symbol: message(
    "One symbol is another's",
    "With one symbol exchanged for another this would be right.",
    "Take the symbols one by one and ask of each where on the way to J it stands.",
  ),
  "other-part": message(
    "Another gradient than the one asked",
    "This is about another symbol than the one that is asked.",
    "Read once more by what J is to be differentiated.",
  ),
  zero: message(
    "Nought",
    "This is nought whatever the network does.",
    "Would J really not change at all? Try one weight or output in your head.",
  ),
  ascent: message(
    "Gradient ascent",
    "That climbs: it goes along the gradient, where J grows.",
    "The gradient points where J grows fastest. Where do you want to go?",
  ),
  "missing-rate": message(
    "The learning rate is missing",
    "The learning rate η is missing: the step is as long as the gradient, whatever was chosen.",
    "Which symbol of the question says how far one step goes?",
  ),
  "change-only": message(
    "The change, not the update",
    "That is the change alone. The update says what the weights are afterwards.",
    "If the step were very small, where would the weights be? Your formula should say so.",
  ),
  "no-step": message(
    "No step",
    "That leaves the weights as they are.",
    "What moves them, and in which direction?",
  ),
  "step-factor": message(
    "The step has a factor of its own",
    "The direction is right, but the step is longer or shorter than η makes it.",
    "The learning rate alone says how far to go. Which number of yours has no reason?",
  ),
  "wrong-target": message(
    "The update of another parameter",
    "That updates another parameter than the one that is asked.",
    "Which parameter alone does the question want updated?",
  ),
  shapes: message(
    "Shapes that do not agree",
    "An operation meets shapes it cannot work on.",
    "Write the shape under every factor. Where do two sizes meet that differ?",
  ),
  "wrong-shape": message(
    "Another shape than the one asked",
    "The shapes agree among themselves, but the result has not the shape that is asked.",
    "A gradient has the shape of what one differentiates by. Which factor brings a size that does not belong?",
  ),
  "no-value": message(
    "A division by nought",
    "This has no value: somewhere it divides by nought, or by something that may be nought.",
    "No division is needed on the way back from J.",
  ),
  other: message(
    "Not equal, in no known way",
    "The shape is right, but it is not equal to what is asked.",
    "Take it apart factor by factor, and say of each which step of the chain it belongs to.",
  ),
} satisfies Readonly<Record<string, Message>>;

/** Part (a), parameter by parameter. */
const shapes = {
  "shape-transposed": message(
    "A weight matrix the wrong way round",
    "The two sizes are the right ones, the wrong way round.",
    "The weights stand before what they multiply. With which of their sizes do they meet it, rows or columns?",
  ),
  "shape-other-layer": message(
    "The shape that belongs to the other layer",
    "That is the shape that belongs to the other layer.",
    "Look at what is added to it or multiplied by it, and at what comes out.",
  ),
  "shape-row": message(
    "A row for a column",
    "Biases are columns here, as everything they are added to.",
    "Two things can be added when both their sizes agree.",
  ),
  "shape-square": message(
    "A square matrix",
    "That takes as many numbers as it gives. This layer gives another number than it takes.",
    "How many numbers go in, and how many come out?",
  ),
  "shape-other": message(
    "A shape that fits nowhere",
    "With that shape the lines of the setting make no sense.",
    "A product needs its inner sizes equal and keeps the outer two; a sum needs equal shapes.",
  ),
} satisfies Readonly<Record<string, Message>>;

/** Parts (f) to (i): what a claim shows. */
const claims = {
  "wider-is-better": message(
    "The wider the better",
    "A wide layer can follow the training points more closely. That is not yet good for points it has never seen.",
    "With ten times as many units as inputs, what keeps the network from learning each training point by heart?",
  ),
  "wide-cannot-fit": message(
    "A wide layer cannot fit",
    "More units can do whatever fewer can. What a network of that size does to its own training points is the lesser problem.",
    "Could the wide network imitate the narrow one? What does that say of the training points?",
  ),
  "test-unharmed": message(
    "The test does not notice",
    "What a network has learned by heart helps it on the training points only.",
    "Imagine noise in the training points. Where does what was learned of it show?",
  ),
  "deeper-is-richer": message(
    "Deeper is always richer",
    "Depth adds something only where something non-linear stands between the layers.",
    "Write two linear layers as one formula. What kind of layer is it?",
  ),
  "linear-layers-harm": message(
    "Linear layers take something away",
    "A linear layer of m units need not lose anything of what m units carry: it could pass it on.",
    "What would a linear layer do whose weights are the identity?",
  ),
  "depth-costs-nothing": message(
    "Training takes the same path",
    "The same functions can be expressed, but gradient descent moves other weights to get there.",
    "The gradient passes through ten more matrices. Why should it take as many steps?",
  ),
  "penalty-to-nought": message(
    "A penalty that pulls to nought",
    "That penalty is smallest where every unit is silent, whatever p is.",
    "Does p occur in it? Where is it smallest?",
  ),
  "penalty-to-one": message(
    "A penalty that pushes upward",
    "That penalty shrinks as a unit becomes more active: it rewards the opposite of sparsity.",
    "Draw it against p̂ from 0 to 1. Where is it smallest?",
  ),
  "average-on-the-way-back": message(
    "p̂ on the way back",
    "The backward pass uses p̂ to form the gradient of the penalty: it must be there before.",
    "p̂ is an average of which quantities, and which pass makes them?",
  ),
  "average-at-the-update": message(
    "p̂ at the update",
    "When the weights are updated, the gradient of the penalty is already made, and p̂ with it.",
    "p̂ is an average of which quantities, and which pass makes them?",
  ),
} satisfies Readonly<Record<string, Message>>;

/** The id of a misconception about a formula. */
export type FormulaMisconception = keyof typeof formulas;

/** The ids of all misconceptions about formulas. */
export const formulaMisconceptions: readonly string[] = Object.keys(formulas);

/** The id of a misconception about a shape of part (a). */
export type ShapeMisconception = keyof typeof shapes;

/** The ids of all misconceptions about shapes. */
export const shapeMisconceptions: readonly string[] = Object.keys(shapes);

/**
 * Every misconception that the checker can name, by its id.
 *
 * @example
 * misconceptions.ascent?.title // → "Gradient ascent"
 */
export const misconceptions: Readonly<Record<string, Message>> = { ...formulas, ...shapes, ...claims };

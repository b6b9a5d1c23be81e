import type { ClaimsPart, Field } from "../question/question";

const better = [
  "better",
  "higher",
  "improved",
  "improves",
  "more accurate",
  "goes up",
  "up",
  "rises",
  "increases",
  "increase",
];
const worse = [
  "worse",
  "lower",
  "poorer",
  "less accurate",
  "goes down",
  "down",
  "falls",
  "drops",
  "decreases",
  "decrease",
];
const low = ["low", "poor", "bad"];
const similar = ["similar", "same", "equal", "unchanged", "comparable", "no change", "about same"];

/** A hedged statement is not a claim. */
const hedges = ["may", "might", "could", "can", "maybe", "perhaps", "possibly", "partly", "sometimes"];

/** A statement about an error, or about the points themselves, is not about the accuracy. */
const notAccuracy = ["error", "loss", "cost", "mse", "data", "points", "examples", "noise"];

const accuracyOn = (set: string, short: string, others: readonly string[]) => ({
  id: set,
  label: `${set} accuracy`,
  aliases: [short, `${set} accuracy`, `${short} accuracy`, `on ${set} set`, `${set} set accuracy`, ...others],
});
const training = accuracyOn("training", "train", ["accuracy on training set", "on the training set"]);
const test = accuracyOn("test", "testing", ["accuracy on test set", "on the test set"]);

const why: Field = {
  id: "why",
  label: "why",
  aliases: ["because", "reason", "explanation"],
  choices: [],
  free: true,
};

/** Parts (f) to (i): claims, each a choice. Source: MIT 6.036, "Autoencoder", retold. */
export const claimsParts = [
  {
    kind: "claims",
    id: "f",
    title: "A very wide hidden layer",
    question:
      "Bigsby wants m = 10d hidden units. Is he right? What happens to training and to test accuracy?",
    points: 2,
    notebook: "part-f-hidden-size.ipynb",
    answer: "No. Training accuracy might be high, but likely by over-fitting: test accuracy is worse.",
    reason:
      "With far more units than inputs nothing forces the code to keep what matters and drop the noise.",
    commonMistakes: [
      {
        answer: "Yes, more units reconstruct better",
        why: "Perhaps on the training points. The question is also about points it has never seen.",
      },
    ],
    example: "right: yes; training: low; test: same; why: …",
    wordings: [
      "No. Training accuracy might be high, but likely by over-fitting: test accuracy is worse.",
      "No. Training accuracy might be high, but likely through over-fitting: worse test accuracy.",
      "No. Training accuracy might be high, but likely due to over-fitting: worse test accuracy.",
      "No. Training accuracy might be high, but likely due to over-fitting, leading to worse test accuracy.",
    ].map((text) => ({
      text,
      claims: { right: ["no"], training: ["high"], test: ["worse"], why: ["over-fitting"] },
    })),
    fields: [
      {
        id: "right",
        label: "Bigsby's claim",
        aliases: ["bigsby", "he", "is he right", "is bigsby right", "correct"],
        otherwise: hedges,
        choices: [
          { id: "no", words: ["no", "wrong", "not right", "false", "n", "incorrect"] },
          { id: "yes", words: ["yes", "right", "true", "y", "correct"], misconception: "wider-is-better" },
        ],
      },
      {
        ...training,
        otherwise: notAccuracy,
        choices: [
          { id: "high", words: ["high", "good", "very good", ...better] },
          { id: "low", words: [...worse, ...low], misconception: "wide-cannot-fit" },
          { id: "same", words: similar, misconception: "wide-cannot-fit" },
        ],
      },
      {
        ...test,
        otherwise: notAccuracy,
        choices: [
          { id: "worse", words: [...worse, ...low] },
          { id: "better", words: ["high", "good", ...better], misconception: "wider-is-better" },
          { id: "same", words: similar, misconception: "test-unharmed" },
        ],
      },
      {
        ...why,
        choices: [
          {
            id: "over-fitting",
            words: ["overfitting", "over fitting", "overfit", "overfits", "over-fit", "over-fits"],
          },
          {
            id: "under-fitting",
            words: ["underfitting", "under fitting", "underfit", "underfits"],
            misconception: "wide-cannot-fit",
          },
        ],
      },
    ],
    hints: {
      begin:
        'Make the claims one by one, for instance "right: yes; training: low; test: same; why: …". For why, name what happens, or say it in your own words.',
      first:
        "Suppose noisy pictures go in and clean ones should come out. What can a network memorise if it has room for every single picture?",
      second:
        "A network that can memorise every training point has no reason to keep what the points have in common. Which of the two accuracies shows that?",
    },
    marks: {
      right: { no: 0.5 },
      training: { high: 0.5 },
      test: { worse: 0.5 },
      why: { "over-fitting": 0.5, free: 0.5 },
    },
    keyPoints: [
      {
        id: "over-fitting",
        text: "The network over-fits.",
        words: ["overfit", "over-fit", "over fit", "memori", "by heart"],
      },
      {
        id: "noise",
        text: "It keeps what is peculiar to the training points, their noise too.",
        words: ["noise", "noisy", "peculiar", "specific"],
      },
      {
        id: "code",
        text: "Nothing forces it to find a shorter code.",
        words: ["compress", "bottleneck", "code", "identity", "copy"],
      },
    ],
  },
  {
    kind: "claims",
    id: "g",
    title: "Ten more linear layers",
    question:
      "Leila puts ten more hidden layers of m units with linear activation (m ≪ d) before the sigmoid layer. How do training and test accuracy compare with one hidden layer?",
    points: 2,
    notebook: "part-g-depth.ipynb",
    answer:
      "No more expressive: training and test accuracy are similar; perhaps a different number of iterations.",
    reason: "A chain of linear maps is one linear map.",
    commonMistakes: [
      { answer: "Deeper is more expressive", why: "Only with a non-linear function between the layers." },
    ],
    example: "expressivity: less; accuracy: worse; iterations: same",
    wordings: [
      "No more expressive: training and test accuracy are similar; perhaps a different number of iterations.",
      "No added expressivity; similar training and test accuracy; perhaps a different number of iterations to get there.",
      "No added expressivity, so similar training and test accuracy, but perhaps a different number of iterations to get there.",
    ].map((text) => ({
      text,
      claims: {
        expressivity: ["same"],
        training: ["similar"],
        test: ["similar"],
        iterations: ["different"],
      },
    })),
    together: { accuracy: ["training", "test"] },
    fields: [
      {
        id: "expressivity",
        label: "what the network can express",
        aliases: ["expressive", "expressiveness", "expressive power", "capacity", "power"],
        otherwise: hedges,
        choices: [
          {
            id: "same",
            words: [
              ...["no more", "not more", "no more expressive", "no added", "no extra", "no additional"],
              ...["no greater", "not increased", "not increase", "equally expressive", "none", "no gain"],
              ...similar,
            ],
          },
          {
            id: "more",
            words: [...better, "more", "more expressive", "greater"],
            misconception: "deeper-is-richer",
          },
          {
            id: "less",
            words: [...worse, ...low, "less", "less expressive"],
            misconception: "linear-layers-harm",
          },
        ],
      },
      ...[training, test].map(
        (set): Field => ({
          ...set,
          otherwise: [...notAccuracy, ...hedges],
          choices: [
            { id: "similar", words: similar },
            { id: "better", words: ["high", ...better], misconception: "deeper-is-richer" },
            { id: "worse", words: [...worse, ...low], misconception: "linear-layers-harm" },
          ],
        }),
      ),
      {
        id: "iterations",
        label: "iterations to get there",
        aliases: ["steps", "number of iterations", "training time", "iteration"],
        choices: [
          {
            id: "different",
            words: [
              ...["different", "differ", "not same", "different number", "more or fewer", "vary", "varies"],
              ...["more", "higher", "increases", "more iterations", "slower", "longer"],
              ...["less", "lower", "decreases", "fewer", "fewer iterations", "faster"],
            ],
          },
          { id: "same", words: similar, misconception: "depth-costs-nothing" },
        ],
      },
      why,
    ],
    hints: {
      begin:
        'Make the claims one by one, for instance "expressivity: less; accuracy: worse; iterations: same".',
      first: "Write two of the linear layers, one after the other, as one formula.",
      second:
        "Suppose one layer can replace a chain of layers without changing any output. What can the chain express that the one layer cannot? And do their weights move in the same way under gradient descent?",
    },
    marks: {
      expressivity: { same: 0.5 },
      training: { similar: 0.5 },
      test: { similar: 0.5 },
      iterations: { different: 0.5 },
    },
    keyPoints: [
      {
        id: "linear",
        text: "A chain of linear maps is one linear map.",
        words: ["linear", "collapse", "compos", "single layer", "one layer"],
      },
      {
        id: "iterations",
        text: "Training may take another number of iterations.",
        words: ["iteration", "slower", "faster"],
      },
    ],
  },
  {
    kind: "claims",
    id: "h",
    title: "A penalty for sparsity",
    question:
      "Neil wants the average activation p̂ of every hidden sigmoid unit near a small p. Which penalty does that: hinge, NLL, squared or l2?",
    points: 2,
    notebook: "part-h-sparsity.ipynb",
    answer: "NLL or squared loss",
    reason: "Both are smallest at p̂ = p; l2 pulls to 0 for every p, and the hinge rewards a large p̂.",
    accepted: ["NLL", "squared"],
    commonMistakes: [
      { answer: "l2", why: "Its minimum is at p̂ = 0; p does not appear in it." },
      { answer: "hinge", why: "Its slope is −p everywhere: it pushes p̂ up, to 1." },
    ],
    example: "penalty: …; why: …",
    wordings: [
      "Either NLL or squared loss, and NLL may handle a wide range of magnitudes of p̂ better.",
      "NLL or squared loss, either is accepted; NLL may handle a wide range of magnitudes of p̂_j better.",
    ].map((text) => ({ text, claims: { answer: ["nll", "squared"] } })),
    fields: [
      {
        id: "answer",
        label: "penalty",
        aliases: ["penalty", "loss", "choice"],
        several: true,
        choices: [
          {
            id: "nll",
            words: [
              ...["kl", "kl divergence", "negative log likelihood", "negative log-likelihood"],
              ...["log likelihood", "cross entropy", "cross-entropy"],
            ],
          },
          { id: "squared", words: ["square", "squares", "squared error", "quadratic", "mse"] },
          {
            id: "l2",
            words: ["l_2", "l^2", "ridge", "l₂", "l²", "l2 norm", "squared l2 norm", "l2 squared"],
            misconception: "penalty-to-nought",
          },
          { id: "hinge", words: ["hinge"], misconception: "penalty-to-one" },
        ],
      },
      why,
    ],
    hints: {
      begin: "Name the penalty or penalties that do it: hinge, NLL, squared or l2.",
      first: "Draw each penalty against the average activation, from 0 to 1. Where is it smallest?",
      second: "It must be smallest at p, for every p. Which of the four are, and in which does p not appear?",
    },
    marks: { answer: { nll: 2, squared: 2, mixed: 1 } },
    keyPoints: [
      {
        id: "minimum",
        text: "Its minimum is at p̂ = p.",
        words: ["minim", "smallest", "lowest", "close to p", "near p"],
      },
      {
        id: "range",
        text: "NLL copes better with magnitudes of p̂ that differ widely.",
        words: ["range", "magnitude", "scale", "log"],
      },
    ],
  },
  {
    kind: "claims",
    id: "i",
    title: "Where p̂ is computed",
    question: "On which pass is p̂ computed: forward, backward, or the weight update?",
    points: 1,
    notebook: "part-i-forward-pass.ipynb",
    answer: "The forward pass",
    reason:
      "p̂ averages activations, which the forward pass computes. The backward pass needs p̂ before its first step into the hidden layer.",
    commonMistakes: [
      {
        answer: "The backward pass",
        why: "The gradient of the penalty is computed from p̂, so p̂ must exist before.",
      },
    ],
    example: "pass: …; why: …",
    fields: [
      {
        id: "answer",
        label: "pass",
        aliases: ["pass", "step", "when"],
        otherwise: ["before", "after", "prior", "until", "between"],
        choices: [
          {
            id: "forward",
            words: [
              ...["forwards", "forward pass", "forwards pass", "forward propagation"],
              ...["feedforward", "feed-forward"],
            ],
          },
          {
            id: "backward",
            words: [
              ...["backwards", "backward pass", "backwards pass", "back"],
              ...["backpropagation", "back-propagation", "backprop"],
            ],
            misconception: "average-on-the-way-back",
          },
          {
            id: "update",
            words: [
              ...["weight update", "weights update", "update of weights", "parameter update", "update step"],
              ...["gradient descent step", "gradient descent", "gradient step", "descent step"],
            ],
            misconception: "average-at-the-update",
          },
        ],
      },
      why,
    ],
    hints: {
      begin: "Name the pass: forward, backward, or the weight update.",
      first: "p̂ is an average over the points. An average of what?",
      second:
        "The hidden activations are averaged. On which pass are they computed, and what needs the average next?",
    },
    marks: { answer: { forward: 1 } },
    keyPoints: [
      {
        id: "activations",
        text: "p̂ averages activations, which the forward pass computes.",
        words: ["activ", "a1"],
      },
      {
        id: "before",
        text: "The backward pass needs it.",
        words: ["before", "backward", "gradient", "needs"],
      },
    ],
  },
] as const satisfies readonly ClaimsPart[];

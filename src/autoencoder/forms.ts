import type { PartId } from "./parts";

/** Something that can be claimed, and how people say it. */
export interface Choice {
  readonly id: string;
  /** In lower case, without articles; hedges such as "might be" are left out before they are compared. */
  readonly words: readonly string[];
  /** What one has misunderstood who claims it, by its id among the misconceptions. */
  readonly misconception?: string;
}

/** One thing to be claimed. */
export interface Field {
  readonly id: string;
  /** What is asked, in a few words. */
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Other names of the field. */
  readonly aliases?: readonly string[];
  /** It may be explained in words of one's own, which a person marks. */
  readonly free?: boolean;
  /** Several choices may be made at once. */
  readonly several?: boolean;
  /** Words that show that a text claims something else, such as an error that is low where accuracy is high. */
  readonly otherwise?: readonly string[];
}

/** The form of an answer in words: its fields, in the order in which they may be given without names. */
export interface Form {
  readonly fields: readonly Field[];
  /** One name for several fields that get the same claim. */
  readonly together?: Readonly<Record<string, readonly string[]>>;
  /** An answer that is no right one, to show how it is written. */
  readonly example: string;
}

/** The parts that are answered by a form. */
export type FormPartId = Extract<PartId, "f" | "g" | "h" | "i">;

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
  "low",
  "poor",
  "bad",
];
const similar = [
  "similar",
  "same",
  "equal",
  "unchanged",
  "comparable",
  "no change",
  "no different",
  "no difference",
  "about same",
  "alike",
];
/** How many iterations it takes: what is slower is not richer. */
const iterations = [
  ...["more", "higher", "increases", "more iterations", "slower", "longer"],
  ...["less", "lower", "decreases", "fewer", "fewer iterations", "faster"],
];

/** What may be is not said to be. */
const hedges = ["may", "might", "could", "can", "maybe", "perhaps", "possibly", "partly", "sometimes"];

/** What is said of an error, or of the points themselves, is not said of the accuracy. */
const notAccuracy = ["error", "loss", "cost", "mse", "data", "points", "examples", "noise"];

const onSet = (set: string): readonly string[] =>
  ["set", "data", "points"].flatMap((what) => [
    `accuracy on the ${set} ${what}`,
    `on the ${set} ${what}`,
    `on ${set} ${what}`,
    `${set} ${what} accuracy`,
  ]);

const why: Field = {
  id: "why",
  label: "why",
  aliases: ["because", "reason", "explanation"],
  choices: [],
  free: true,
};

/**
 * The forms of the parts that are answered in words.
 *
 * @example
 * forms.f.fields.map((field) => field.id) // → ["right", "training", "test", "why"]
 */
export const forms: Readonly<Record<FormPartId, Form>> = {
  f: {
    example: "right: yes; training: low; test: same; why: …",
    fields: [
      {
        id: "right",
        label: "Bigsby's claim",
        aliases: ["bigsby", "he", "is he right", "is bigsby right", "correct"],
        otherwise: hedges,
        choices: [
          { id: "no", words: ["no", "wrong", "not right", "false", "n", "incorrect"] },
          {
            id: "yes",
            words: ["yes", "right", "true", "y", "correct"],
            misconception: "wider-is-better",
          },
        ],
      },
      {
        id: "training",
        label: "training accuracy",
        aliases: ["train", "training accuracy", "train accuracy", ...onSet("training")],
        otherwise: notAccuracy,
        choices: [
          { id: "high", words: ["high", "good", "very good", ...better] },
          { id: "low", words: worse, misconception: "wide-cannot-fit" },
          { id: "same", words: similar, misconception: "wide-cannot-fit" },
        ],
      },
      {
        id: "test",
        label: "test accuracy",
        aliases: ["testing", "test accuracy", "testing accuracy", ...onSet("test")],
        otherwise: notAccuracy,
        choices: [
          { id: "worse", words: worse },
          { id: "better", words: ["high", "good", ...better], misconception: "wider-is-better" },
          { id: "same", words: similar, misconception: "test-unharmed" },
        ],
      },
      {
        ...why,
        choices: [
          {
            id: "over-fitting",
            words: [
              "over-fitting",
              "overfitting",
              "over fitting",
              "overfit",
              "overfits",
              "over-fit",
              "over-fits",
            ],
          },
          {
            id: "under-fitting",
            words: ["under-fitting", "underfitting", "under fitting", "underfit", "underfits"],
            misconception: "wide-cannot-fit",
          },
        ],
      },
    ],
  },
  g: {
    example: "expressivity: less; accuracy: worse; iterations: same",
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
              "no more",
              "not more",
              "no more expressive",
              ...["added", "extra", "additional", "new", "greater", "gain in"].map(
                (gained) => `no ${gained}`,
              ),
              "not increased",
              "not increase",
              "equally expressive",
              "none",
              "no gain",
              ...similar,
            ],
          },
          {
            id: "more",
            words: [...better, "more", "more expressive", "greater"],
            misconception: "deeper-is-richer",
          },
          { id: "less", words: [...worse, "less", "less expressive"], misconception: "linear-layers-harm" },
        ],
      },
      ...["training", "test"].map(
        (id): Field => ({
          id,
          label: `${id} accuracy`,
          aliases: [
            `${id} accuracy`,
            id === "test" ? "testing" : "train",
            id === "test" ? "testing accuracy" : "train accuracy",
            ...onSet(id),
          ],
          otherwise: [...notAccuracy, ...hedges],
          choices: [
            { id: "similar", words: similar },
            { id: "better", words: ["high", ...better], misconception: "deeper-is-richer" },
            { id: "worse", words: worse, misconception: "linear-layers-harm" },
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
              "different",
              "differ",
              "other",
              "another number",
              "more or fewer",
              "not same",
              "different number",
              "vary",
              "varies",
              ...iterations,
            ],
          },
          { id: "same", words: similar, misconception: "depth-costs-nothing" },
        ],
      },
      why,
    ],
  },
  h: {
    example: "penalty: …; why: …",
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
              "nll",
              "kl",
              "kl divergence",
              "negative log likelihood",
              "negative log-likelihood",
              "log likelihood",
              "cross entropy",
              "cross-entropy",
            ],
          },
          { id: "squared", words: ["squared", "square", "squares", "squared error", "quadratic", "mse"] },
          { id: "l2", words: ["l2", "l_2", "l^2", "ridge", "l₂", "l²"], misconception: "penalty-to-nought" },
          { id: "hinge", words: ["hinge"], misconception: "penalty-to-one" },
        ],
      },
      why,
    ],
  },
  i: {
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
              "forward",
              "forwards",
              "forward pass",
              "forward propagation",
              "feedforward",
              "feed-forward",
              "fwd",
            ],
          },
          {
            id: "backward",
            words: [
              "backward",
              "backwards",
              "backward pass",
              "back",
              "backpropagation",
              "back-propagation",
              "backprop",
            ],
            misconception: "average-on-the-way-back",
          },
          {
            id: "update",
            words: ["update", "weight update", "weights update", "update of weights"],
            misconception: "average-at-the-update",
          },
        ],
      },
      why,
    ],
  },
};

import type { PartId } from "./parts";

/** Something that a good explanation mentions. */
export interface KeyPoint {
  readonly id: string;
  /** The point, in a sentence. */
  readonly text: string;
  /** Words, or beginnings of words, one of which shows that it is mentioned. */
  readonly words: readonly string[];
}

/** How a part is marked. */
export interface PartRubric {
  /**
   * For each field of the answer the marks of each outcome: a choice of the form, `correct`, or the id of a
   * misconception that is worth something all the same. What is not listed gets none.
   */
  readonly fields: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What a free explanation should mention. */
  readonly keyPoints: readonly KeyPoint[];
}

/** How every part is marked: data that an instructor may change. */
export type Rubric = Readonly<Record<PartId, PartRubric>>;

/** One field, all or nothing. */
const allOrNothing = (marks: number): PartRubric => ({
  fields: { answer: { correct: marks } },
  keyPoints: [],
});

/**
 * Our own rubric: the paper prints no split of its 14 points over the parts, let alone within one.
 *
 * @example
 * rubric.f.fields.test // → { worse: 0.5 }
 */
export const rubric: Rubric = {
  a: {
    fields: { W1: { correct: 0.5 }, b1: { correct: 0.5 }, W2: { correct: 0.5 }, b2: { correct: 0.5 } },
    keyPoints: [],
  },
  b: allOrNothing(1),
  c: allOrNothing(1),
  d: allOrNothing(2),
  e: allOrNothing(1),
  f: {
    fields: {
      right: { no: 0.5 },
      training: { high: 0.5 },
      test: { worse: 0.5 },
      why: { "over-fitting": 0.5 },
    },
    keyPoints: [
      { id: "over-fitting", text: "The wide layer over-fits.", words: ["overfit", "over-fit", "memori"] },
      { id: "noise", text: "It keeps the noise of the training points, too.", words: ["noise", "noisy"] },
    ],
  },
  g: {
    fields: {
      expressivity: { same: 0.5 },
      accuracy: { similar: 1 },
      iterations: { different: 0.5 },
    },
    keyPoints: [
      {
        id: "linear",
        text: "A chain of linear maps is one linear map.",
        words: ["linear", "collapse", "compos"],
      },
    ],
  },
  h: {
    fields: { answer: { correct: 2, mixed: 1 } },
    keyPoints: [
      { id: "minimum", text: "Its minimum is at p̂ = p.", words: ["minim", "smallest", "zero when"] },
    ],
  },
  i: {
    fields: { answer: { forward: 1 } },
    keyPoints: [
      { id: "activations", text: "p̂ averages activations, which the forward pass makes.", words: ["activ"] },
    ],
  },
};

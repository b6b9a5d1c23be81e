import { type Message, misconceptions } from "./misconceptions";
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
   * For each field of the answer the marks of each outcome: a choice of the form, `correct`, `mixed` (a
   * right choice beside a wrong one), `free` (words that a person accepts), or the id of a misconception that
   * is worth something all the same. What is not listed gets none.
   */
  readonly fields: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** What a free explanation should mention. */
  readonly keyPoints: readonly KeyPoint[];
}

/** How every part is marked, and what is said of each misconception: data that an instructor may change. */
export interface Rubric {
  readonly parts: Readonly<Record<PartId, PartRubric>>;
  readonly messages: Readonly<Record<string, Message>>;
}

/** One formula, all or nothing. */
const formula = (marks: number): PartRubric => ({ fields: { answer: { correct: marks } }, keyPoints: [] });

const point = (id: string, text: string, ...words: string[]): KeyPoint => ({ id, text, words });

/**
 * Our own rubric: the paper prints no split of its 14 points over the parts, let alone within one.
 *
 * @example
 * rubric.parts.f.fields.test // → { worse: 0.5 }
 */
export const rubric: Rubric = {
  parts: {
    a: {
      fields: { W1: { correct: 0.5 }, b1: { correct: 0.5 }, W2: { correct: 0.5 }, b2: { correct: 0.5 } },
      keyPoints: [],
    },
    b: formula(1),
    c: formula(1),
    d: formula(2),
    e: formula(1),
    f: {
      fields: {
        right: { no: 0.5 },
        training: { high: 0.5 },
        test: { worse: 0.5 },
        why: { "over-fitting": 0.5, free: 0.5 },
      },
      keyPoints: [
        point(
          "over-fitting",
          "The network over-fits.",
          "overfit",
          "over-fit",
          "over fit",
          "memori",
          "by heart",
        ),
        point(
          "noise",
          "It keeps what is peculiar to the training points, their noise too.",
          "noise",
          "noisy",
          "peculiar",
          "specific",
        ),
        point(
          "code",
          "Nothing forces it to find a shorter code.",
          "compress",
          "bottleneck",
          "code",
          "identity",
          "copy",
        ),
      ],
    },
    g: {
      fields: {
        expressivity: { same: 0.5 },
        training: { similar: 0.5 },
        test: { similar: 0.5 },
        iterations: { different: 0.5 },
      },
      keyPoints: [
        point(
          "linear",
          "A chain of linear maps is one linear map.",
          "linear",
          "collapse",
          "compos",
          "single layer",
          "one layer",
        ),
        point(
          "iterations",
          "Training may take another number of iterations.",
          "iteration",
          "slower",
          "faster",
        ),
      ],
    },
    h: {
      fields: { answer: { nll: 2, squared: 2, mixed: 1 } },
      keyPoints: [
        point("minimum", "Its minimum is at p̂ = p.", "minim", "smallest", "lowest", "close to p", "near p"),
        point(
          "range",
          "NLL copes better with magnitudes of p̂ that differ widely.",
          "range",
          "magnitude",
          "scale",
          "log",
        ),
      ],
    },
    i: {
      fields: { answer: { forward: 1 } },
      keyPoints: [
        point("activations", "p̂ averages activations, which the forward pass makes.", "activ", "a1"),
        point("before", "The backward pass needs it.", "before", "backward", "gradient", "needs"),
      ],
    },
  },
  messages: misconceptions,
};

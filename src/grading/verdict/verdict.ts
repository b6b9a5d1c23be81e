import { misconceptions as ours } from "../../autoencoder/misconceptions";
import type { PartId } from "../../autoencoder/parts";
import type { QuestionId } from "../../autoencoder/practice";
import type { KeyPoint, PartRubric, Rubric } from "../../autoencoder/rubric";

/** An answer as it came: one text, or the fields of a form by their names (part a: `W1`, `b1`, …). */
export type AnswerInput = string | Readonly<Record<string, string>>;

/** A known way to be wrong. */
export interface Misconception {
  /** Its name for programs, such as `sign`. */
  readonly id: string;
  /** Its name for people, such as "The sign is flipped". */
  readonly title: string;
}

/** What became of one field of an answer. Formula parts have one field, `answer`. */
export interface FieldVerdict {
  readonly field: string;
  /** What was understood, in canonical form; null where nothing was. */
  readonly reading: string | null;
  readonly verdict: "correct" | "incorrect" | "invalid";
  readonly score: number;
  readonly maxScore: number;
}

/** Words that a person has to mark; no program ever does. */
export interface FreeText {
  readonly text: string;
  /** Marks that are open: what the person may give for it beyond `score`. */
  readonly marks: number;
  /** The rubric's key points whose words occur in the text, and those whose words do not. */
  readonly found: readonly KeyPoint[];
  readonly missing: readonly KeyPoint[];
}

/** What the checker says of one answer: plain data, the same for the same answer, rubric and earlier answers. */
export interface Verdict {
  readonly part: QuestionId;
  /**
   * `correct` for full marks, `invalid` for an answer that says nothing (empty, torn, an unknown name): it
   * costs nothing and may be mended. Anything else is `incorrect`, with the marks it is worth all the same.
   */
  readonly verdict: "correct" | "incorrect" | "invalid";
  readonly score: number;
  readonly maxScore: number;
  /** The shape that is asked, such as `d×m`; null where no formula is. */
  readonly expectedShape: string | null;
  /** The shape of the answer; null where there is none. */
  readonly shape: string | null;
  /** How the answer was read, in canonical notation; null where it was not. */
  readonly reading: string | null;
  /** What is wrong, or worth knowing: whole sentences, plain text. */
  readonly feedback: readonly string[];
  /** The id of the first misconception, or null. */
  readonly misconception: string | null;
  /** Every misconception that was found; the forms of a, f and g may show several. */
  readonly misconceptions: readonly Misconception[];
  /** Leads on without telling; null where nothing is wrong. */
  readonly hint: string | null;
  /** Why the answer is invalid, or null: `empty` is a blank answer. */
  readonly problem: "empty" | "limit" | "character" | "bracket" | "syntax" | "name" | "field" | null;
  /** The reading as LaTeX and in words; null where there is no formula. */
  readonly latex: string | null;
  readonly words: string | null;
  /** The earlier part on whose error this answer builds correctly, for which it has its marks; or null. */
  readonly carriedFrom: PartId | null;
  /** What a person has to look at, or null. */
  readonly needsHuman: FreeText | null;
  /** The answer field by field. */
  readonly fields: readonly FieldVerdict[];
}

/** What a field may bring at most. */
export const mostOf = (marks: Readonly<Record<string, number>>): number =>
  Math.max(0, ...Object.values(marks));

/** The rubric of a question; partial derivatives beyond the paper carry one mark. */
export function rubricOf(rubric: Rubric, id: QuestionId): PartRubric {
  return Object.hasOwn(rubric.parts, id)
    ? rubric.parts[id as keyof Rubric["parts"]]
    : { fields: { answer: { correct: 1 } }, keyPoints: [] };
}

/** Marks added up, without the dust of binary fractions. */
export const total = (marks: readonly number[]): number =>
  Math.round(marks.reduce((sum, one) => sum + one, 0) * 1e6) / 1e6;

/** A misconception with the title that the rubric gives it. */
export const misconception = (rubric: Rubric, id: string): Misconception => ({
  id,
  title: messageOf(rubric, id)?.title ?? id,
});

/** What the rubric says about a misconception. */
export const messageOf = (rubric: Rubric, id: string) =>
  Object.hasOwn(rubric.messages, id) ? rubric.messages[id] : ours[id];

/** A verdict about an answer of which nothing is known yet. */
export function bare(part: QuestionId, { fields }: PartRubric): Verdict {
  return {
    part,
    verdict: "invalid",
    score: 0,
    maxScore: total(Object.values(fields).map(mostOf)),
    expectedShape: null,
    shape: null,
    reading: null,
    feedback: [],
    misconception: null,
    misconceptions: [],
    hint: null,
    problem: null,
    latex: null,
    words: null,
    carriedFrom: null,
    needsHuman: null,
    fields: [],
  };
}

/** An answer as one text: fields by their names, one after the other. */
export const answerText = (answer: AnswerInput): string =>
  typeof answer === "string"
    ? answer
    : Object.entries(answer)
        .map(([name, text]) => `${name}: ${text}`)
        .join("; ");

/** Whether a text is what a notebook has where an answer is to go, or nothing at all. */
export const isBlank = (text: string): boolean => /^[\s.…?_]*$/u.test(text);

/** Characters that an answer may have, with the names of its fields. */
export const longestAnswer = 10_000;

/** How many characters an answer has. */
export const sizeOf = (answer: AnswerInput): number =>
  typeof answer === "string"
    ? answer.length
    : Object.entries(answer).reduce((sum, [field, text]) => sum + field.length + text.length, 0);

import type { PartId } from "../exam/parts";
import type { QuestionId } from "../exam/practice";
import type { KeyPoint } from "../exam/rubric";

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

import type { KeyPoint, Part, PartRubric, Question, Rubric } from "../../question/question";

/** An answer as it came: one text, or the fields of a form by their names. */
export type AnswerInput = string | Readonly<Record<string, string>>;

/** A known misunderstanding. */
export interface Misconception {
  /** Its name for programs, such as `sign`. */
  readonly id: string;
  /** Its name for people, such as "The sign is flipped". */
  readonly title: string;
}

/** The verdict on one field of an answer. Formulas have one field, `answer`. */
export interface FieldVerdict {
  readonly field: string;
  /** How it was read, in canonical form; null if it was not. */
  readonly reading: string | null;
  readonly verdict: "correct" | "incorrect" | "invalid";
  readonly score: number;
  readonly maxScore: number;
}

/** Words that a person must mark. No program ever does. */
export interface FreeText {
  readonly text: string;
  /** Open marks: what the person may give beyond `score`. */
  readonly marks: number;
  /** The rubric's key points whose words appear in the text, and those whose words do not. */
  readonly found: readonly KeyPoint[];
  readonly missing: readonly KeyPoint[];
}

/** The verdict on one answer: plain data, the same for the same answer, rubric and earlier answers. */
export interface Verdict {
  readonly part: string;
  /**
   * `correct` for full marks. `invalid` for an answer that could not be read (empty, incomplete, an unknown name): no
   * marks are lost, and it can be corrected. Anything else is `incorrect`, with the marks that it earns all the same.
   */
  readonly verdict: "correct" | "incorrect" | "invalid";
  readonly score: number;
  readonly maxScore: number;
  /** The expected shape, such as `d×m`; null for answers that are not formulas. */
  readonly expectedShape: string | null;
  /** The shape of the answer; null if it has none. */
  readonly shape: string | null;
  /** How the answer was read, in canonical notation; null if it was not. */
  readonly reading: string | null;
  /** What is wrong, or worth knowing: whole sentences, plain text. */
  readonly feedback: readonly string[];
  /** The id of the first misconception, or null. */
  readonly misconception: string | null;
  /** Every misconception that was found. Shapes and claims may show several. */
  readonly misconceptions: readonly Misconception[];
  /** A hint that does not give the answer away; null if nothing is wrong. */
  readonly hint: string | null;
  /** Why the answer is invalid, or null. `empty` is a blank answer. */
  readonly problem: "empty" | "limit" | "character" | "bracket" | "syntax" | "name" | "field" | null;
  /** The reading as LaTeX and in words; null if it is not a formula. */
  readonly latex: string | null;
  readonly words: string | null;
  /** The earlier part on whose error this answer builds correctly, which earns it its marks; or null. */
  readonly carriedFrom: string | null;
  /** What a person must read, or null. */
  readonly needsHuman: FreeText | null;
  /** The answer field by field. */
  readonly fields: readonly FieldVerdict[];
}

/** The highest marks of a field. */
export const mostOf = (marks: Readonly<Record<string, number>>): number =>
  Math.max(0, ...Object.values(marks));

/** The marking rules of a part. An instructor's rubric may change those of the counted parts. */
export const rulesOf = (rubric: Rubric, { id, marks, keyPoints = [] }: Part): PartRubric =>
  (Object.hasOwn(rubric.parts, id) ? rubric.parts[id] : undefined) ?? { fields: marks, keyPoints };

/** The sum of some marks, rounded to remove floating-point error. */
export const total = (marks: readonly number[]): number =>
  Math.round(marks.reduce((sum, one) => sum + one, 0) * 1e6) / 1e6;

/** What is said about a misconception: by the rubric, otherwise by the question. */
export const messageOf = (rubric: Rubric, { misconceptions }: Question, id: string) =>
  Object.hasOwn(rubric.messages, id) ? rubric.messages[id] : misconceptions[id];

/** A misconception with its title. */
export const misconception = (rubric: Rubric, question: Question, id: string): Misconception => ({
  id,
  title: messageOf(rubric, question, id)?.title ?? id,
});

/** The verdict on an answer about which nothing is known yet. */
export function emptyVerdict(part: string, { fields }: PartRubric): Verdict {
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

/** An answer as one text: each field with its name. */
export const answerText = (answer: AnswerInput): string =>
  typeof answer === "string"
    ? answer
    : Object.entries(answer)
        .map(([name, text]) => `${name}: ${text}`)
        .join("; ");

/** Whether a text is empty, or only the placeholder that a notebook has for an answer. */
export const isBlank = (text: string): boolean => /^[\s.…?_]*$/u.test(text);

/** The most characters that an answer may have, with the names of its fields. */
export const longestAnswer = 10_000;

/** The number of characters of an answer. */
export const sizeOf = (answer: AnswerInput): number =>
  typeof answer === "string"
    ? answer.length
    : Object.entries(answer).reduce((sum, [field, text]) => sum + field.length + text.length, 0);

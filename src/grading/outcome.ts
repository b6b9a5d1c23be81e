import { misconceptions as ours } from "../exam/misconceptions";
import type { QuestionId } from "../exam/practice";
import type { PartRubric, Rubric } from "../exam/rubric";
import type { Misconception, Verdict } from "./verdict";

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

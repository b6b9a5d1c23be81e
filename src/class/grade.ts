import { type PartId, parts } from "../autoencoder/parts";
import type { Rubric } from "../autoencoder/rubric";
import { parseAnswer } from "../grading/formula/judge-formula";
import { judge } from "../grading/judge";
import type { AnswerInput, Verdict } from "../grading/verdict/verdict";
import { formulaMathml } from "../notation/mathml";
import { mostRivals } from "./read/sheet";
import type { Rival, Submission } from "./submission";

/** One of several answers to a part that contradict each other, and what it would be worth. */
export interface JudgedRival extends Rival {
  readonly verdict: Verdict;
  readonly mathml: string | null;
}

/** What became of one part. */
export interface PartResult {
  readonly part: PartId;
  /** The answer as it was handed in; null for none. */
  readonly answer: AnswerInput | null;
  readonly verdict: Verdict;
  /** How the answer was read, as MathML; null for what is no formula. */
  readonly mathml: string | null;
  /** Why the answer could not be taken, or null: then the verdict is that of an empty one. */
  readonly problem: string | null;
  /** Where answers contradict each other, all of them: then the problem says so, and none counts. */
  readonly rivals: readonly JudgedRival[];
}

/** One student's marks and everything behind them: plain data. */
export interface Graded {
  readonly student: string;
  readonly sources: readonly string[];
  readonly parts: readonly PartResult[];
  readonly score: number;
  readonly maxScore: number;
  /** Marks beyond the score that a person may still give. */
  readonly open: number;
  readonly notes: readonly string[];
  /** Why nothing could be read, or null. */
  readonly refused: string | null;
}

/** Parts whose answers are formulas: a comma between two digits can only be a decimal one there. */
const formulas: ReadonlySet<PartId> = new Set(["b", "c", "d", "e"]);

/** An answer as the notation has it: `1,5 y` is 1.5 y. */
function inNotation(part: PartId, answer: AnswerInput): AnswerInput {
  if (!formulas.has(part)) return answer;
  const pointed = (text: string) => text.replace(/(\d),(?=\d)/g, "$1.");
  if (typeof answer === "string") return pointed(answer);
  return Object.fromEntries(Object.entries(answer).map(([field, text]) => [field, pointed(text)]));
}

function typeset({ reading, latex }: Verdict): string | null {
  if (reading === null || latex === null) return null;
  const parsed = parseAnswer(reading);
  return parsed.ok ? formulaMathml(parsed.tree) : null;
}

/** Marks of an answer that a person may still give: for words, and for what nobody could read. */
export function openMarksOf({ verdict, needsHuman, problem, maxScore }: Verdict): number {
  if (needsHuman) return needsHuman.marks;
  return verdict === "invalid" && problem !== "empty" ? maxScore : 0;
}

/** Marks of a part that a person may still give; of answers that contradict each other, those of the best. */
export function openMarks({ verdict, problem, rivals }: PartResult): number {
  if (rivals.length > 0)
    return Math.max(...rivals.map((rival) => rival.verdict.score + openMarksOf(rival.verdict)));
  return problem === null ? openMarksOf(verdict) : verdict.maxScore;
}

/** Whether answers that were typed differently are all read as the same, or all right: nobody has to choose. */
function agree(rivals: readonly JudgedRival[]): boolean {
  const readings = new Set(rivals.map(({ verdict }) => (verdict.needsHuman ? null : verdict.reading)));
  const areSame = readings.size === 1 && !readings.has(null);
  return (
    rivals.length > 0 &&
    rivals.length < mostRivals &&
    (areSame || rivals.every(({ verdict }) => verdict.verdict === "correct"))
  );
}

/** What there is to say about a student's answers: why some could not be taken, and whatever else. */
export const remarksOn = ({ parts: results, notes }: Graded): readonly string[] => [
  ...new Set([...results.flatMap(({ problem }) => problem ?? []), ...notes]),
];

/**
 * Judges all that one student handed in. An error in an earlier part is carried forward.
 *
 * A pure function: the same submission and rubric give the same result.
 */
export function grade(submission: Submission, rubric: Rubric): Graded {
  const { student, sources, answers, rivals, problems, notes, refused } = submission;
  const earlier: Partial<Record<PartId, AnswerInput>> = {};
  const results = parts.map(({ id }): PartResult => {
    const judged = (input: AnswerInput) => {
      const verdict = judge(id, inNotation(id, input), { rubric, earlier: { ...earlier } });
      return { verdict, mathml: typeset(verdict) };
    };
    const all = (rivals[id] ?? []).map((rival) => ({ ...rival, ...judged(rival.answer) }));
    const agreed = agree(all) ? all[0]?.answer : undefined;
    const answer = agreed ?? answers[id] ?? null;
    const result = {
      part: id,
      answer,
      ...judged(answer ?? ""),
      problem: agreed === undefined ? (problems[id] ?? null) : null,
      rivals: agreed === undefined ? all : [],
    };
    if (answer !== null) earlier[id] = inNotation(id, answer);
    return result;
  });
  // Marks are decimal fractions; what binary ones leave over at the end is cut off.
  const sum = (marks: (result: PartResult) => number) =>
    Number(results.reduce((total, result) => total + marks(result), 0).toFixed(6));
  return {
    student,
    sources,
    parts: results,
    score: sum(({ verdict }) => verdict.score),
    maxScore: sum(({ verdict }) => verdict.maxScore),
    open: sum(openMarks),
    notes,
    refused,
  };
}

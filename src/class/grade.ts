import katex from "katex";
import { isFormulaItem } from "../grading/formula/reference";
import { judge } from "../grading/judge";
import type { AnswerInput, Verdict } from "../grading/verdict/verdict";
import type { Part, Question, Rubric } from "../question/question";
import { mostConflicts } from "./read/sheet";
import type { ConflictingAnswer, Submission } from "./submission";

/** One of several contradicting answers to a part, and its verdict. */
export interface JudgedConflict extends ConflictingAnswer {
  readonly verdict: Verdict;
  readonly mathml: string | null;
}

/** The result of one part. */
export interface PartResult {
  readonly part: string;
  /** The answer as handed in; null if there is none. */
  readonly answer: AnswerInput | null;
  readonly verdict: Verdict;
  /** How the answer was read, as MathML; null if it is not a formula. */
  readonly mathml: string | null;
  /** Why the answer could not be used, or null. The verdict is then that of an empty answer. */
  readonly problem: string | null;
  /** All answers that contradict each other. Then the problem says so, and none counts. */
  readonly conflicts: readonly JudgedConflict[];
}

/** One student's marks and their reasons: plain data. */
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

/** A formula with decimal points: a comma between two digits can only be a decimal comma there. */
function withPoints(part: Part, answer: AnswerInput): AnswerInput {
  if (!isFormulaItem(part)) return answer;
  const pointed = (text: string) => text.replace(/(\d),(?=\d)/g, "$1.");
  if (typeof answer === "string") return pointed(answer);
  return Object.fromEntries(Object.entries(answer).map(([field, text]) => [field, pointed(text)]));
}

/** Typeset formulas by their LaTeX, because many students give the same answer, and the most of them. */
const mostTypeset = 1000;
const typesetBefore = new Map<string, string>();

/** A formula as MathML; null if there is none. */
function typeset({ latex }: Verdict): string | null {
  if (latex === null) return null;
  const known = typesetBefore.get(latex);
  if (known !== undefined) return known;
  const made = katex.renderToString(latex, { output: "mathml", throwOnError: false, strict: "ignore" });
  const mathml = (/<math.*<\/math>/s.exec(made)?.[0] ?? made).replace(/<annotation.*?<\/annotation>/s, "");
  if (typesetBefore.size < mostTypeset) typesetBefore.set(latex, mathml);
  return mathml;
}

/** The open marks of an answer: for words, and for what could not be read. */
export function openMarksOf({ verdict, needsHuman, problem, maxScore }: Verdict): number {
  if (needsHuman) return needsHuman.marks;
  return verdict === "invalid" && problem !== "empty" ? maxScore : 0;
}

/** The open marks of a part. Of contradicting answers, those of the best. */
export function openMarks({ verdict, problem, conflicts }: PartResult): number {
  if (conflicts.length > 0)
    return Math.max(...conflicts.map((conflict) => conflict.verdict.score + openMarksOf(conflict.verdict)));
  return problem === null ? openMarksOf(verdict) : verdict.maxScore;
}

/** Whether different texts are all read as the same answer, or are all right. Then no person has to choose. */
function agree(conflicts: readonly JudgedConflict[]): boolean {
  if (conflicts.length === 0 || conflicts.length === mostConflicts) return false;
  const readings = new Set(conflicts.map(({ verdict }) => (verdict.needsHuman ? null : verdict.reading)));
  const areSame = readings.size === 1 && !readings.has(null);
  return areSame || conflicts.every(({ verdict }) => verdict.verdict === "correct");
}

/** Remarks on a student's answers: why some could not be used, and other notes. */
export const remarksOn = ({ parts: results, notes }: Graded): readonly string[] => [
  ...new Set([...results.flatMap(({ problem }) => problem ?? []), ...notes]),
];

/** One student in the lists of students. */
export interface StudentSummary extends Pick<Graded, "student" | "score" | "maxScore" | "open" | "refused"> {
  readonly notes: readonly string[];
  /** The student's page, relative to the folder of the results. */
  readonly page: string;
}

/** Judges all answers of one student. A pure function. An error in an earlier part is carried forward. */
export function grade(submission: Submission, rubric: Rubric, question: Question): Graded {
  const { student, sources, answers, conflicts, problems, notes, refused } = submission;
  const earlier: Record<string, AnswerInput> = {};
  const results = question.parts.map((part): PartResult => {
    const { id } = part;
    const judged = (input: AnswerInput) => {
      const verdict = judge(id, withPoints(part, input), { question, rubric, earlier: { ...earlier } });
      return { verdict, mathml: typeset(verdict) };
    };
    const all = (conflicts[id] ?? []).map((conflict) => ({ ...conflict, ...judged(conflict.answer) }));
    const agreed = agree(all) ? all[0]?.answer : undefined;
    const answer = agreed ?? answers[id] ?? null;
    const result = {
      part: id,
      answer,
      ...judged(answer ?? ""),
      problem: agreed === undefined ? (problems[id] ?? null) : null,
      conflicts: agreed === undefined ? all : [],
    };
    if (answer !== null) earlier[id] = withPoints(part, answer);
    return result;
  });
  // Rounded to remove floating-point error.
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

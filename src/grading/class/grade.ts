import { type PartId, parts } from "../../exam/parts";
import type { Rubric } from "../../exam/rubric";
import { formulaMathml } from "../../notation/mathml";
import { judge } from "../judge";
import { parseAnswer } from "../parse-answer";
import type { AnswerInput, Verdict } from "../verdict";
import type { Submission } from "./submission";

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

/** Marks of a part that a person may still give: for words, and for what nobody could read. */
export function openMarks({ verdict, problem }: Pick<PartResult, "verdict" | "problem">): number {
  if (problem !== null) return verdict.maxScore;
  if (verdict.needsHuman) return verdict.needsHuman.marks;
  return verdict.verdict === "invalid" && verdict.problem !== "empty" ? verdict.maxScore : 0;
}

/**
 * Judges all that one student handed in. An error in an earlier part is carried forward.
 *
 * A pure function: the same submission and rubric give the same result.
 */
export function grade(submission: Submission, rubric: Rubric): Graded {
  const { student, sources, answers, problems, notes, refused } = submission;
  const earlier: Partial<Record<PartId, AnswerInput>> = {};
  const results = parts.map(({ id }): PartResult => {
    const answer = answers[id] ?? null;
    const verdict = judge(id, inNotation(id, answer ?? ""), { rubric, earlier: { ...earlier } });
    if (answer !== null) earlier[id] = inNotation(id, answer);
    return { part: id, answer, verdict, mathml: typeset(verdict), problem: problems[id] ?? null };
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

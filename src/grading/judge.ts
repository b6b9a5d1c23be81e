import type { PartId } from "../exam/parts";
import { rubric as ours, type Rubric } from "../exam/rubric";
import { equalFormulas } from "../notation/equality";
import { formulaLatex } from "../notation/latex";
import { parseFormula, readFormula } from "../notation/parse";
import { printFormula } from "../notation/print";
import { formulaShape, hasShape, shapeText } from "../notation/shapes";
import { expressionIn } from "../notation/tree";
import { formulaWords } from "../notation/words";
import type { AnswerInput, QuestionId, Verdict } from "./verdict";

/** What a verdict may take into account beside the answer itself. */
export interface Circumstances {
  /** How to mark; our own rubric unless given. */
  readonly rubric?: Rubric;
  /** What the same student answered to the parts before, for errors carried forward. */
  readonly earlier?: Readonly<Partial<Record<PartId, AnswerInput>>>;
}

const references: Readonly<Partial<Record<QuestionId, string>>> = {
  b: "ypred - y",
  c: "dJ/dypred * df2/dz2",
  d: "dJ/dz2 a1^T",
  e: "W2 - eta dJ/dW2",
};

/**
 * The verdict on one answer. A pure function that never throws on what a student wrote, and never runs it.
 *
 * @example
 * judge("b", "ypred - y").verdict // → "correct"
 * judge("b", "y - ypred").score // → 0
 */
export function judge(part: QuestionId, answer: AnswerInput, { rubric = ours }: Circumstances = {}): Verdict {
  const fields = Object.values(part in rubric ? rubric[part as PartId].fields : {});
  const maxScore = fields.reduce((sum, marks) => sum + Math.max(...Object.values(marks)), 0) || 1;
  const text = typeof answer === "string" ? answer : Object.values(answer).join("; ");
  const bare: Verdict = {
    part,
    verdict: "invalid",
    score: 0,
    maxScore,
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
  const wanted = references[part];
  if (text.trim() === "") return { ...bare, problem: "empty", feedback: ["There is no answer yet."] };
  if (wanted === undefined) return { ...bare, needsHuman: { text, marks: maxScore, found: [], missing: [] } };
  const parsed = parseFormula(text);
  if (!parsed.ok) return { ...bare, problem: parsed.problem.kind, feedback: [parsed.problem.message] };
  const reference = readFormula(wanted);
  const shapes = [formulaShape(reference), formulaShape(parsed.tree)] as const;
  const [expectedShape, shape] = shapes.map((one) => (hasShape(one) ? shapeText(one) : null));
  const correct = equalFormulas(reference, expressionIn(parsed.tree));
  return {
    ...bare,
    verdict: correct ? "correct" : "incorrect",
    score: correct ? maxScore : 0,
    expectedShape: expectedShape ?? null,
    shape: shape ?? null,
    reading: printFormula(parsed.tree),
    latex: formulaLatex(parsed.tree),
    words: formulaWords(parsed.tree),
    feedback: correct ? [] : ["This is not equal to the reference."],
  };
}

import { hints } from "../autoencoder/hints";
import type { QuestionId } from "../autoencoder/practice";
import { rubric as ours, type Rubric } from "../autoencoder/rubric";
import { inJson, requireNames } from "../data/arguments";
import { judgeClaims } from "./claims/judge-claims";
import type { Earlier } from "./formula/error-carried-forward";
import { judgeFormula } from "./formula/judge-formula";
import { isFormulaId } from "./formula/reference";
import { requireQuestion } from "./require-question";
import { judgeShapes } from "./shapes/judge-shapes";
import type { AnswerInput, Verdict } from "./verdict/verdict";
import { bare, isBlank, longestAnswer, rubricOf, sizeOf } from "./verdict/verdict";

/** What a verdict may take into account beside the answer itself. */
export interface Circumstances {
  /** How to mark, and what to say; our own rubric unless given. */
  readonly rubric?: Rubric;
  /** What the same student answered to the parts before, for errors carried forward. */
  readonly earlier?: Earlier;
}

/**
 * The verdict on one answer: a pure function that never throws on what a student wrote, and never runs it.
 *
 * Formulas (parts b to e and the partial derivatives beyond) are held against the reference exactly, for
 * all numbers, sizes and functions f1, f2; what is said of a wrong one is proven. Part (a) takes four
 * shapes, (f) to (i) take claims; words of one's own are left to a person.
 *
 * @example
 * judge("b", "ypred - y").verdict // → "correct"
 * judge("b", "y - ypred").misconception // → "sign"
 * judge("d", "dJ/dz2 a1").feedback[0] // → "The shapes do not agree: cannot multiply d×1 by m×1."
 * judge("f", "right: no; training: high; test: same; why: over-fitting").score // → 1.5
 */
export function judge(part: QuestionId, answer: AnswerInput, circumstances: Circumstances = {}): Verdict {
  requireQuestion(part);
  demandTexts(answer);
  requireNames("circumstances", circumstances, ["rubric", "earlier"]);
  const { rubric = ours, earlier = {} } = circumstances;
  const given = written(answer);
  if (given === undefined)
    return {
      ...bare(part, rubricOf(rubric, part)),
      problem: "empty",
      feedback: ["There is no answer here yet."],
      hint: hints[part].begin,
    };
  if (isFormulaId(part)) return judgeFormula(part, oneText(given), rubric, earlier);
  if (sizeOf(given) > longestAnswer)
    return {
      ...bare(part, rubricOf(rubric, part)),
      problem: "limit",
      feedback: [`An answer may have ${longestAnswer} characters; this has ${sizeOf(given)}.`],
      hint: hints[part].begin,
    };
  if (part === "a") return judgeShapes(given, rubric);
  return judgeClaims(part, given, rubric);
}

/** Whoever calls from a program or a cell may hand over anything. */
function demandTexts(answer: unknown): asserts answer is AnswerInput {
  const shown = (value: unknown) => inJson(value).slice(0, 60);
  if (typeof answer === "string") return;
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    throw new Error(
      `The answer is ${shown(answer)}, expected a text such as "…", or an object with a text for each field.`,
    );
  for (const [field, text] of Object.entries(answer))
    if (typeof text !== "string")
      throw new Error(`The answer has ${shown(text)} at ${field}, expected a text such as ${field}: "…".`);
}

/** The answer without the fields that nothing was written into; nothing if there are none. */
function written(answer: AnswerInput): AnswerInput | undefined {
  if (typeof answer === "string") return isBlank(answer) ? undefined : answer;
  const fields = Object.entries(answer).filter(([, text]) => !isBlank(text));
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** A formula may come as the only field of a form. */
const oneText = (answer: AnswerInput): string =>
  typeof answer === "string" ? answer : (Object.values(answer)[0] ?? "");

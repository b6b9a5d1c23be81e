import { autoencoderQuestion, rubric as ours, type QuestionId } from "../autoencoder/question";
import { inJson, refuse, requireNames } from "../data/arguments";
import { itemOf, itemsOf, type Part, type Question, type Rubric, rubricOf } from "../question/question";
import { judgeClaims } from "./claims/judge-claims";
import type { Earlier } from "./formula/error-carried-forward";
import { judgeFormula } from "./formula/judge-formula";
import { judgeShapes } from "./shapes/judge-shapes";
import {
  type AnswerInput,
  emptyVerdict,
  isBlank,
  longestAnswer,
  rulesOf,
  sizeOf,
  type Verdict,
} from "./verdict/verdict";

/** What a verdict may take into account besides the answer. */
export interface JudgeOptions {
  /** The question that is answered. Default: this workbook's. */
  readonly question?: Question;
  /** How to mark, and what to say. Default: the question's own rubric. */
  readonly rubric?: Rubric;
  /** The same student's answers to earlier parts, for errors carried forward. Default: none. */
  readonly earlier?: Earlier;
}

/** A part of this workbook's question, or of the question in the options. */
export type PartName = QuestionId | (string & {});

/**
 * The verdict on one answer: a pure function that never throws because of an answer's text, and never runs it.
 *
 * A formula is compared with the reference exactly, for all numbers, sizes and functions f1, f2, and the diagnosis of
 * a wrong one is proven. Shapes and claims are judged field by field. A student's own words are left to a person.
 *
 * @example
 * judge("b", "ypred - y").verdict // → "correct"
 * judge("b", "y - ypred").misconception // → "sign"
 * judge("d", "dJ/dz2 a1").feedback[0] // → "The shapes do not agree: cannot multiply d×1 by m×1."
 * judge("f", "right: no; training: high; test: same; why: over-fitting").score // → 1.5
 */
export function judge(part: PartName, answer: AnswerInput, options: JudgeOptions = {}): Verdict {
  requireNames("options", options, ["question", "rubric", "earlier"]);
  const { question = autoencoderQuestion, earlier = {} } = options;
  const rubric = options.rubric ?? (question === autoencoderQuestion ? ours : rubricOf(question));
  const item = requirePart(question, part);
  requireTexts(answer);
  const given = withoutBlanks(answer);
  const unread = (problem: "empty" | "limit", message: string): Verdict => ({
    ...emptyVerdict(part, rulesOf(rubric, item)),
    problem,
    feedback: [message],
    hint: item.hints.begin,
  });
  if (given === undefined) return unread("empty", "There is no answer here yet.");
  if (item.kind === "formula" || item.kind === "update")
    return judgeFormula(question, item, oneText(given), rubric, earlier);
  if (sizeOf(given) > longestAnswer)
    return unread(
      "limit",
      `An answer may have at most ${longestAnswer} characters; this has ${sizeOf(given)}.`,
    );
  return item.kind === "shapes"
    ? judgeShapes(question, item, given, rubric)
    : judgeClaims(question, item, given, rubric);
}

/** @throws with the parts of the question, if this is not one */
export function requirePart(question: Question, part: string): Part {
  const found = itemOf(question, part);
  if (found) return found;
  const known = itemsOf(question).map(({ id }) => id);
  return refuse("part", part, `one of ${known.join(", ")}`);
}

/** A caller from a program or a cell may pass any value. */
function requireTexts(answer: unknown): asserts answer is AnswerInput {
  const shown = (value: unknown) => inJson(value).slice(0, 60);
  if (typeof answer === "string") return;
  if (typeof answer !== "object" || answer === null || Array.isArray(answer))
    throw new Error(
      `The answer is ${shown(answer)}, expected a string such as "…", or an object with a string for each field.`,
    );
  for (const [field, text] of Object.entries(answer))
    if (typeof text !== "string")
      throw new Error(`The answer has ${shown(text)} at ${field}, expected a string such as ${field}: "…".`);
}

/** The answer without its blank fields; undefined if all are blank. */
function withoutBlanks(answer: AnswerInput): AnswerInput | undefined {
  if (typeof answer === "string") return isBlank(answer) ? undefined : answer;
  const fields = Object.entries(answer).filter(([, text]) => !isBlank(text));
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** A formula may come as the only field of an object. */
const oneText = (answer: AnswerInput): string =>
  typeof answer === "string" ? answer : (Object.values(answer)[0] ?? "");

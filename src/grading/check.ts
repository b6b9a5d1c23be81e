import type { QuestionId } from "../exam/practice";
import { type Display, jupyterDisplay, nodeInspect } from "../show/base/display";
import { type Circumstances, judge } from "./judge";
import { record } from "./progress";
import type { AnswerInput, Verdict } from "./verdict";
import { verdictCard } from "./verdict-card";

/**
 * Checks an answer: the verdict as plain data, which in a notebook shows as a card. It says how the answer
 * was read, what is wrong with it, and gives a hint that leads on without telling.
 *
 * In a notebook it also notes in a small file beside it which parts are done (see `progress`).
 *
 * @param part `"a"` to `"i"`, or a partial derivative to practise on such as `"dJ/dW1"`
 * @param answer a formula in the exam's notation; for (a) and (f) to (i) the claims of its form, by name
 *
 * @example
 * check("c", "dJ/dypred * df2/dz2").verdict // → "correct"
 * check("e", "W2 + eta dJ/dW2").feedback // → ["That climbs: it goes along the gradient, where J grows."]
 * check("a", { W1: "m×d", b1: "m×1", W2: "m×d", b2: "d×1" }).score // → 1.5
 */
export function check(
  part: QuestionId,
  answer: AnswerInput,
  circumstances?: Circumstances,
): Verdict & Display {
  const verdict = judge(part, answer, circumstances);
  const quoted = JSON.stringify(part);
  return shown(verdict, `\`hint(${quoted})\` gives another hint, \`solution(${quoted})\` the answer.`);
}

/**
 * `check` as the notebooks that `workbook handout` writes import it: its card names no `solution`, for none
 * is handed out.
 *
 * @example
 * checkHandout("c", "dJ/dypred").verdict // → "incorrect"
 * String(checkHandout("c", "dJ/dypred")).includes("solution") // → false
 */
export const checkHandout = (part: QuestionId, answer: AnswerInput): Verdict & Display =>
  shown(judge(part, answer), `\`hint(${JSON.stringify(part)})\` gives another hint.`);

/** A verdict that shows as its card and is noted; what helps on stands below one that is not right. */
function shown(verdict: Verdict, help: string): Verdict & Display {
  record(verdict);
  const card = verdictCard(verdict, verdict.verdict === "correct" ? undefined : help);
  const hidden = <T>(value: T) => ({ value, enumerable: false });
  return Object.defineProperties(
    { ...verdict },
    {
      [jupyterDisplay]: hidden(() => card[jupyterDisplay]()),
      [nodeInspect]: hidden(() => String(card)),
      toString: hidden(() => String(card)),
    },
  ) as Verdict & Display;
}

import { answers } from "../../autoencoder/answers";
import { errata } from "../../autoencoder/errata";
import { hints } from "../../autoencoder/hints";
import { type PartId, parts } from "../../autoencoder/parts";
import { practice, type QuestionId } from "../../autoencoder/practice";
import { readFormula } from "../../notation/parse";
import { formulaLatex, formulaWords } from "../../notation/print";
import { Card, type Fact } from "../../show/base/card";
import { type Display, jupyterDisplay, nodeInspect } from "../../show/base/display";
import { isFormulaId } from "../formula/reference";
import { type Circumstances, judge } from "../judge";
import { requireQuestion } from "../require-question";
import { questionName, verdictCard } from "../verdict/card";
import type { AnswerInput, Verdict } from "../verdict/verdict";
import { record } from "./progress";

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

/** Questions whose first hint was asked for. */
const begun = new Set<QuestionId>();

/**
 * A hint to a question; asked for once more, the next one, which goes further. Both leave the answer to be
 * found.
 *
 * @example
 * String(hint("i")).startsWith("… (i)") // → true
 */
export function hint(part: QuestionId): Card {
  requireQuestion(part);
  const { first, second } = hints[part];
  if (begun.has(part))
    return new Card({
      tone: "open",
      heading: `${questionName(part)} the second hint`,
      paragraphs: [second],
      footer: `It is the last one: \`solution(${JSON.stringify(part)})\` tells.`,
    });
  begun.add(part);
  return new Card({
    tone: "open",
    heading: `${questionName(part)} a hint`,
    paragraphs: [first],
    footer: `\`hint(${JSON.stringify(part)})\` once more gives the next.`,
  });
}

/** What the reference says of a question, whichever it is. */
function reference(part: QuestionId): {
  answer: string;
  reason: string;
  accepted: readonly string[];
  notebook: string;
} {
  const beyond = practice.find(({ id }) => id === part);
  if (beyond) return { ...beyond, accepted: [], notebook: "part-d-weight-gradient.ipynb" };
  const known = parts.find(({ id }) => id === part);
  return { ...answers[part as PartId], notebook: known?.notebook ?? "" };
}

/**
 * The answer of a question with its reason, for someone who asks for it.
 *
 * @example
 * String(solution("b")).split("\n")[1] // → "  answer  ypred − y"
 */
export function solution(part: QuestionId): Card {
  requireQuestion(part);
  const { answer, reason, accepted, notebook } = reference(part);
  const formula = isFormulaId(part) ? readFormula(answer) : undefined;
  const fact: Fact = {
    label: "answer",
    text: answer,
    ...(formula ? { latex: formulaLatex(formula), words: formulaWords(formula) } : {}),
  };
  const slips = errata.filter((erratum) => erratum.part === part);
  return new Card({
    tone: "good",
    heading: `${questionName(part)} the answer`,
    facts: [fact, ...(accepted.length > 0 ? [{ label: "also", text: accepted.join(" · ") }] : [])],
    paragraphs: [reason, ...slips.map(({ paper, workbook }) => `About the paper: ${paper} ${workbook}`)],
    footer: `Derived and checked in ${notebook}.`,
  });
}

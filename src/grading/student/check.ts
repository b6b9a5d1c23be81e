import { autoencoderQuestion } from "../../autoencoder/question";
import { notationOf } from "../../notation/notation";
import { itemName, type Part } from "../../question/question";
import { Card, type Fact } from "../../show/base/card";
import { type Display, jupyterDisplay, nodeInspect } from "../../show/base/display";
import { isFormulaItem } from "../formula/reference";
import { type JudgeOptions, judge, type PartName, requirePart } from "../judge";
import { verdictCard } from "../verdict/card";
import type { AnswerInput, Verdict } from "../verdict/verdict";
import { record } from "./progress";

/**
 * Checks an answer. The result is the verdict as plain data, which a notebook shows as a card: how the answer was
 * read, what is wrong with it, and a hint that does not give the answer away.
 *
 * In a notebook it also records in a small file which parts are done (see `progress`).
 *
 * @param part `"a"` to `"i"`, or a partial derivative to practise on such as `"dJ/dW1"`
 * @param answer a formula in the exam's notation; for (a) and (f) to (i) the fields by name
 *
 * @example
 * check("c", "dJ/dypred * df2/dz2").verdict // → "correct"
 * check("e", "W2 + eta dJ/dW2").feedback // → ["That climbs: it goes along the gradient, where J grows."]
 * check("a", { W1: "m×d", b1: "m×1", W2: "m×d", b2: "d×1" }).score // → 1.5
 */
export function check(part: PartName, answer: AnswerInput, options?: JudgeOptions): Verdict & Display {
  const verdict = judge(part, answer, options);
  const quoted = JSON.stringify(part);
  return asCard(
    verdict,
    options,
    `\`hint(${quoted})\` gives another hint, \`solution(${quoted})\` the answer.`,
  );
}

/**
 * `check` for the notebooks that `workbook handout` writes. Its card does not mention `solution`, because a handout
 * has none.
 *
 * @example
 * checkHandout("c", "dJ/dypred").verdict // → "incorrect"
 * String(checkHandout("c", "dJ/dypred")).includes("solution") // → false
 */
export const checkHandout = (part: PartName, answer: AnswerInput): Verdict & Display =>
  asCard(judge(part, answer), {}, `\`hint(${JSON.stringify(part)})\` gives another hint.`);

/** A verdict that shows itself as a card and is recorded. A wrong one has a footer that says what helps. */
function asCard(verdict: Verdict, options: JudgeOptions = {}, help: string): Verdict & Display {
  const { question = autoencoderQuestion } = options;
  if (question === autoencoderQuestion) record(verdict);
  const card = verdictCard(question, verdict, verdict.verdict === "correct" ? undefined : help);
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

/**
 * A hint for a part that does not contain its answer. The second hint goes further than the first.
 *
 * @param which the first hint or the second. Default: 1
 *
 * @example
 * String(hint("i")).startsWith("… (i)") // → true
 * String(hint("i", 2)).includes("second hint") // → true
 */
export function hint(
  part: PartName,
  which: 1 | 2 = 1,
  { question = autoencoderQuestion }: JudgeOptions = {},
): Card {
  const { hints } = requirePart(question, part);
  if (which !== 1 && which !== 2)
    throw new Error(`which is ${String(which)}, expected 1 for the first hint or 2 for the second.`);
  const quoted = JSON.stringify(part);
  return new Card({
    tone: "open",
    heading: `${itemName(question, part)} ${which === 1 ? "a hint" : "the second hint"}`,
    paragraphs: [which === 1 ? hints.first : hints.second],
    // A handout has hints and no solution, so the footer does not name it.
    footer: which === 1 ? `\`hint(${quoted}, 2)\` gives the second hint.` : "This is the last hint.",
  });
}

/**
 * The answer to a part, with its reason.
 *
 * @example
 * String(solution("b")).split("\n")[1] // → "  answer  ypred − y"
 */
export function solution(part: PartName, { question = autoencoderQuestion }: JudgeOptions = {}): Card {
  const item: Part = requirePart(question, part);
  const { answer, reason, accepted = [], notebook } = item;
  const errata = question.errata.filter((erratum) => erratum.part === part);
  return new Card({
    tone: "good",
    heading: `${itemName(question, part)} the answer`,
    facts: [
      { label: "answer", text: answer, ...typeset(item) },
      ...(accepted.length > 0 ? [{ label: "also", text: accepted.join(" · ") }] : []),
    ],
    paragraphs: [reason, ...errata.map(({ paper, workbook }) => `About the paper: ${paper} ${workbook}`)],
    footer: `Derived and checked in ${notebook}.`,
  });

  function typeset(of: Part): Partial<Fact> {
    if (!isFormulaItem(of)) return {};
    const notation = notationOf(question);
    const formula = notation.read(answer);
    return { latex: notation.latex(formula), words: notation.spoken(formula) };
  }
}

import { answers } from "../exam/answers";
import { errata } from "../exam/errata";
import { hints } from "../exam/hints";
import { type PartId, parts } from "../exam/parts";
import { practice, type QuestionId } from "../exam/practice";
import { formulaLatex } from "../notation/latex";
import { readFormula } from "../notation/parse";
import { formulaWords } from "../notation/words";
import { Card, type Fact } from "../show/base/card";
import { isFormulaId } from "./references";
import { requireQuestion } from "./require-question";
import { questionName } from "./verdict-card";

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

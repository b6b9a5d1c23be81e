import { itemName, itemOf, type Question } from "../../question/question";
import { Card, type CardContent, type Fact, type Tone } from "../../show/base/card";
import type { Verdict } from "./verdict";
import { isPending, marksLine, verdictWords } from "./words";

const tones: Readonly<Record<Verdict["verdict"], Tone>> = {
  correct: "good",
  incorrect: "bad",
  invalid: "open",
};

/** How the answer was read, and its shape next to the expected one if they differ. */
function facts({ reading, latex, words: spoken, shape, expectedShape }: Verdict): readonly Fact[] {
  if (reading === null) return [];
  const read: Fact = {
    label: "read as",
    text: reading,
    ...(latex ? { latex } : {}),
    ...(spoken ? { words: spoken } : {}),
  };
  if (expectedShape === null) return [read];
  const text =
    shape === expectedShape ? `${shape}, as expected` : `${shape ?? "undefined"}; expected ${expectedShape}`;
  return [read, { label: "shape", text }];
}

/** A verdict as a card: the result, how the answer was read, what is wrong, and a hint. */
export function verdictCard(question: Question, verdict: Verdict, footer?: string): Card {
  const { feedback, hint, problem, part } = verdict;
  const aside = marksLine(question, verdict);
  const begin = itemOf(question, part)?.hints.begin;
  const content: CardContent = {
    tone: isPending(verdict) ? "open" : tones[verdict.verdict],
    heading: `${itemName(question, part)} ${verdictWords(verdict)}`,
    facts: facts(verdict),
    paragraphs: problem === "empty" && begin !== undefined ? [begin] : feedback,
    ...(aside === undefined ? {} : { aside }),
    ...(hint === null || problem === "empty" ? {} : { hint: ["Hint", hint] }),
    ...(footer === undefined ? {} : { footer }),
  };
  return new Card(content);
}

import { hints } from "../../autoencoder/hints";
import { practice } from "../../autoencoder/practice";
import { Card, type CardContent, type Fact, type Tone } from "../../show/base/card";
import type { Verdict } from "./verdict";
import { isPending, marksText, verdictWords } from "./words";

const tones: Readonly<Record<Verdict["verdict"], Tone>> = {
  correct: "good",
  incorrect: "bad",
  invalid: "open",
};

const isPractice = (part: string): boolean => practice.some(({ id }) => id === part);

/** What is asked: a part's letter in parentheses, or the partial derivative. */
export const questionName = (part: string): string => (isPractice(part) ? part : `(${part})`);

/** The marks; none for the partial derivatives beyond the paper, and none where nothing was read. */
function marks({ part, score, maxScore, verdict, needsHuman }: Verdict): string | undefined {
  if (verdict === "invalid" || isPractice(part)) return undefined;
  const open =
    needsHuman && needsHuman.marks > 0 ? `, up to ${marksText(needsHuman.marks)} more by hand` : "";
  return `${marksText(score)} of ${marksText(maxScore)} ${maxScore === 1 ? "mark" : "marks"}${open}`;
}

/** How the answer was read, and its shape beside the one that is asked where they differ. */
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
    shape === expectedShape ? `${shape}, as asked` : `${shape ?? "none"}, asked is ${expectedShape}`;
  return [read, { label: "shape", text }];
}

/** A verdict as a card: what it is, how the answer was read, what is wrong, and a hint that leads on. */
export function verdictCard(verdict: Verdict, footer?: string): Card {
  const { feedback, hint, problem, part } = verdict;
  const aside = marks(verdict);
  const content: CardContent = {
    tone: isPending(verdict) ? "open" : tones[verdict.verdict],
    heading: `${questionName(part)} ${verdictWords(verdict)}`,
    facts: facts(verdict),
    paragraphs: problem === "empty" ? [hints[part].begin] : feedback,
    ...(aside === undefined ? {} : { aside }),
    ...(hint === null || problem === "empty" ? {} : { hint: ["Hint", hint] }),
    ...(footer === undefined ? {} : { footer }),
  };
  return new Card(content);
}

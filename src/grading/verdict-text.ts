import { practice } from "../exam/practice";
import type { Verdict } from "./verdict";

/** `½` and `1½` as they are said on paper. */
export const marksText = (marks: number): string =>
  Number.isInteger(marks * 2) && !Number.isInteger(marks) ? `${Math.floor(marks) || ""}½` : String(marks);

/** What is asked: a part's letter in parentheses, or the partial derivative. */
export const questionText = ({ part }: Pick<Verdict, "part">): string =>
  part.length === 1 ? `(${part})` : part;

/** The verdict in a few words. */
export function verdictWords({ verdict, score, problem, needsHuman }: Verdict): string {
  if (verdict === "correct") return "right";
  if (verdict === "incorrect")
    return score > 0 ? "partly right" : needsHuman ? "not right by itself" : "not right";
  if (problem === "empty") return "nothing to check yet";
  return needsHuman ? "for a person to read" : "could not be read; that costs nothing";
}

/** The marks it has; none for the partial derivatives beyond the paper, and none where nothing was read. */
export function scoreText({ part, score, maxScore, verdict }: Verdict): string {
  if (verdict === "invalid" || practice.some(({ id }) => id === part)) return "";
  return `${marksText(score)} of ${marksText(maxScore)} ${maxScore === 1 ? "mark" : "marks"}`;
}

/** The shape of the answer, beside the one that is asked where they differ. */
export function shapeLine({ shape, expectedShape, reading }: Verdict): string {
  if (expectedShape === null || reading === null) return "";
  if (shape === expectedShape) return `${shape} ✓`;
  return `${shape ?? "none"} ✗, asked is ${expectedShape}`;
}

const sign = { correct: "✓", incorrect: "✗", invalid: "…" } as const;

/**
 * A verdict as a few lines of plain text: what it is, how the answer was read, its shape, what is wrong,
 * and a hint.
 */
export function verdictText(verdict: Verdict): string {
  const { reading, feedback, hint, needsHuman } = verdict;
  const head = [
    `${sign[verdict.verdict]} ${questionText(verdict)} ${verdictWords(verdict)}`,
    scoreText(verdict),
  ];
  const points = needsHuman?.found.map(({ text }) => text) ?? [];
  return [
    head.filter(Boolean).join(" · "),
    ...(reading ? [`  read as  ${reading}`] : []),
    ...(shapeLine(verdict) ? [`  shape    ${shapeLine(verdict)}`] : []),
    ...feedback.map((sentence) => `  ${sentence}`),
    ...(points.length > 0 ? [`  It mentions: ${points.join(" ")}`] : []),
    ...(hint ? [`  ${verdict.problem === "empty" ? "To begin" : "Hint"}: ${hint}`] : []),
  ].join("\n");
}

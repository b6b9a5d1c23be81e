import { isPractice, type Question } from "../../question/question";
import type { Verdict } from "./verdict";

/** Whether nothing is wrong, but a person must still read something. */
export const isPending = ({ verdict, needsHuman, hint }: Verdict): boolean =>
  verdict === "incorrect" && needsHuman !== null && hint === null;

/** The verdict in a few words. */
export function verdictWords(judged: Verdict): string {
  const { verdict, score, problem, needsHuman } = judged;
  if (verdict === "correct") return "right";
  if (problem === "empty") return "your turn";
  if (verdict === "invalid")
    return needsHuman
      ? "a person must read this; no marks are lost"
      : "I could not read this; no marks are lost";
  if (isPending(judged)) return "right, as far as a program can tell";
  return score > 0 ? "partly right" : "not right";
}

/** A count with its word: `1 student`, `2 students`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Marks as they are written on paper: `2`, `½` and `1½`; other fractions as decimals, such as `1.25`. */
export const marksText = (marks: number): string =>
  Number.isInteger(marks * 2) && !Number.isInteger(marks)
    ? `${Math.floor(marks) || ""}½`
    : String(Number(marks.toFixed(3)));

/** The marks of a verdict, such as "1½ of 2 marks"; none for practice formulas, and none if nothing was read. */
export function marksLine(question: Question, judged: Verdict): string | undefined {
  const { part, verdict, score, maxScore, needsHuman } = judged;
  if (verdict === "invalid" || isPractice(question, part)) return undefined;
  const open =
    needsHuman && needsHuman.marks > 0 ? `, up to ${marksText(needsHuman.marks)} more by hand` : "";
  return `${marksText(score)} of ${marksText(maxScore)} ${maxScore === 1 ? "mark" : "marks"}${open}`;
}

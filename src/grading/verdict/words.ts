import type { Verdict } from "./verdict";

/** Whether nothing is wrong, but a person has still to read something. */
export const isPending = ({ verdict, needsHuman, hint }: Verdict): boolean =>
  verdict === "incorrect" && needsHuman !== null && hint === null;

/** The verdict in a few words. */
export function verdictWords(judged: Verdict): string {
  const { verdict, score, problem, needsHuman } = judged;
  if (verdict === "correct") return "right";
  if (problem === "empty") return "your turn";
  if (verdict === "invalid")
    return needsHuman
      ? "nothing here can be judged, which costs nothing"
      : "this could not be read, which costs nothing";
  if (isPending(judged)) return "right as far as a program can tell";
  return score > 0 ? "partly right" : "not right";
}

/** `½` and `1½`, as marks are written on paper. */
export const marksText = (marks: number): string =>
  Number.isInteger(marks * 2) && !Number.isInteger(marks) ? `${Math.floor(marks) || ""}½` : String(marks);

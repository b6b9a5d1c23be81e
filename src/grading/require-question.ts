import { type QuestionId, questionIds } from "../autoencoder/practice";
import { inWords } from "../data/arguments";

/** @throws with what there is, where there is no such question. */
export function requireQuestion(part: QuestionId): void {
  if (!questionIds.includes(part))
    throw new Error(
      `There is no question ${typeof part === "string" ? `"${part}"` : `that is ${inWords(part)}`}: questions are ${questionIds.join(", ")}.`,
    );
}

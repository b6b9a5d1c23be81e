import type { AnswerInput } from "./verdict";

/** Characters that an answer may have, with the names of its fields. */
export const longestAnswer = 10_000;

/** How many characters an answer has. */
export const sizeOf = (answer: AnswerInput): number =>
  typeof answer === "string"
    ? answer.length
    : Object.entries(answer).reduce((sum, [field, text]) => sum + field.length + text.length, 0);

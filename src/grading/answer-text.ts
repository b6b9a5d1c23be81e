import type { AnswerInput } from "./verdict";

/** An answer as one text: fields by their names, one after the other. */
export const answerText = (answer: AnswerInput): string =>
  typeof answer === "string"
    ? answer
    : Object.entries(answer)
        .map(([name, text]) => `${name}: ${text}`)
        .join("; ");

/** The entry `autoencoder-workbook/grading`: the question, its answers and rubric, and the checker. */
export { errata } from "../autoencoder/errata";
export { misconceptions } from "../autoencoder/misconceptions";
export {
  autoencoderQuestion,
  isQuestionId,
  type PartId,
  type PracticeId,
  parts,
  type QuestionId,
  questionIds,
  rubric,
} from "../autoencoder/question";
export type {
  Choice,
  Erratum,
  Field,
  Hints,
  KeyPoint,
  Message,
  Part,
  PartRubric,
  Question,
  QuestionSize,
  QuestionSymbol,
  Rubric,
} from "../question/question";
export { type JudgeOptions, judge, type PartName } from "./judge";
export { rubricFrom } from "./rubric";
export { check, checkHandout, hint, solution } from "./student/check";
export { progress } from "./student/progress";
export type { AnswerInput, FieldVerdict, FreeText, Misconception, Verdict } from "./verdict/verdict";

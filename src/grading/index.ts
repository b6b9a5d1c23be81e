/** The entry `autoencoder-workbook/grading`: the question, its answers and rubric, and the checker. */
export { type Answer, answers } from "../autoencoder/answers";
export { type Erratum, errata } from "../autoencoder/errata";
export { type Choice, type Field, type Form, type FormPartId, forms } from "../autoencoder/forms";
export { type Hints, hints } from "../autoencoder/hints";
export { type Message, misconceptions } from "../autoencoder/misconceptions";
export { type Part, type PartId, parts, totalPoints } from "../autoencoder/parts";
export {
  isQuestionId,
  type Practice,
  type PracticeId,
  practice,
  type QuestionId,
  questionIds,
} from "../autoencoder/practice";
export { type KeyPoint, type PartRubric, type Rubric, rubric } from "../autoencoder/rubric";
export { type ExamSymbol, type Size, symbols } from "../autoencoder/symbols";
export { type Circumstances, judge } from "./judge";
export { rubricFrom } from "./rubric";
export { check, checkHandout, hint, solution } from "./student/check";
export { progress } from "./student/progress";
export type { AnswerInput, FieldVerdict, FreeText, Misconception, Verdict } from "./verdict/verdict";

/** The entry `autoencoder-workbook/grading`: the question, its answers and rubric, and the checker. */
export { type Answer, answers } from "../exam/answers";
export { type Erratum, errata } from "../exam/errata";
export { type Choice, type Field, type Form, type FormPartId, forms } from "../exam/forms";
export { type Hints, hints } from "../exam/hints";
export { type Message, misconceptions } from "../exam/misconceptions";
export { type Part, type PartId, parts, totalPoints } from "../exam/parts";
export {
  isQuestionId,
  type Practice,
  type PracticeId,
  practice,
  type QuestionId,
  questionIds,
} from "../exam/practice";
export { type KeyPoint, type PartRubric, type Rubric, rubric } from "../exam/rubric";
export { type ExamSymbol, type Size, symbols } from "../exam/symbols";
export { check, checkHandout } from "./check";
export { hint, solution } from "./help";
export { type Circumstances, judge } from "./judge";
export { progress } from "./progress";
export { rubricFrom } from "./rubric-file";
export type { AnswerInput, FieldVerdict, FreeText, Misconception, Verdict } from "./verdict";

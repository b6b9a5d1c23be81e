import { itemsOf, type Part, type Question, type Rubric, rubricOf } from "../question/question";
import { claimsParts } from "./claims-parts";
import { errata } from "./errata";
import { formulaParts, practice } from "./formula-parts";
import { misconceptions } from "./misconceptions";
import { allSymbols, confusions, otherNames, relations, sizes } from "./symbols";

/** The letter of a part. */
export type PartId = (typeof formulaParts)[number]["id"] | (typeof claimsParts)[number]["id"];

/** A partial derivative that the paper does not ask for, to practise on. */
export type PracticeId = "dJ/db2" | "dJ/da1" | "dJ/dz1" | "dJ/dW1" | "dJ/db1";

/** What can be answered: a part, or a practice formula. */
export type QuestionId = PartId | PracticeId;

/**
 * The nine parts, (a) to (i).
 *
 * @example
 * parts.map((part) => part.id).join("") // → "abcdefghi"
 * parts.reduce((sum, part) => sum + part.points, 0) // → 14
 */
export const parts: readonly Part<PartId>[] = [...formulaParts, ...claimsParts];

/**
 * The exam question as data. The paper prints no split of its 14 points over the parts: this one is ours.
 *
 * @example
 * autoencoderQuestion.parts[1]?.answer // → "ypred − y"
 */
export const autoencoderQuestion: Question<PartId> = {
  name: "autoencoder",
  title: "Autoencoder",
  source: "MIT 6.036, exam question “Autoencoder”, retold in our own words",
  totalPoints: 14,
  parts,
  practice,
  setting: `**The setting.** A network takes $d$ numbers $x$ to $m$ hidden ones and back:

$$z_1 = W_1 x + b_1 \\qquad a_1 = f_1(z_1) \\qquad z_2 = W_2\\,a_1 + b_2 \\qquad y^{\\text{pred}} = f_2(z_2)$$

$f_1$ and $f_2$ work element by element. The loss of one point is $J = \\tfrac12\\lVert y^{\\text{pred}} - y\\rVert^2$.`,
  given: ["x", "z1", "a1", "z2", "ypred", "y", "df1/dz1", "df2/dz2", "eta"],
  notationHelp: `**How to write formulas.** As on paper: two things side by side are a matrix product, \`*\` multiplies element by element, \`^T\` transposes, a number scales, \`f1(…)\` and \`f2(…)\` work element by element, and \`dJ/dz2\` is $\\partial J/\\partial z_2$. In a chain $A = B = C$ every step is checked and the last expression counts. LaTeX and signs such as ∂, η, ᵀ are read as well.`,
  sizes,
  symbols: allSymbols,
  functions: ["f1", "f2"],
  relations,
  loss: "J",
  rate: "eta",
  parameters: ["W1", "b1", "W2", "b2"],
  otherNames,
  confusions,
  slopes: ["df1/dz1", "df2/dz2"],
  misconceptions,
  errata,
};

/**
 * Our own rubric: marks of each field and outcome, key points, and what is said of each misconception.
 *
 * @example
 * rubric.parts.f?.fields.test // → { worse: 0.5 }
 */
export const rubric: Rubric = rubricOf(autoencoderQuestion);

/**
 * Everything that can be answered: the nine parts, then the practice formulas.
 *
 * @example
 * questionIds.length // → 14
 */
export const questionIds: readonly QuestionId[] = itemsOf(autoencoderQuestion).map(
  ({ id }) => id as QuestionId,
);

/**
 * Whether a text names a part or a practice formula.
 *
 * @example
 * isQuestionId("dJ/dW1") // → true
 * isQuestionId("k") // → false
 */
export const isQuestionId = (text: string): text is QuestionId => questionIds.some((id) => id === text);

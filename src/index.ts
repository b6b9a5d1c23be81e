/** The main entry: what `import { … } from "autoencoder-workbook"` offers. */
import { registerInNotebook } from "./show/register";

registerInNotebook();

export { type Derivation, type DerivedLine, derive } from "./autoencoder/notation";
export { symbols } from "./autoencoder/symbols";
export { type ErrorCurve, errorCurve } from "./calculus/error-curve";
export {
  assertGradient,
  type CheckOptions,
  type GradientCheck,
  gradientCheck,
} from "./calculus/gradient-check";
export type { GradientRow } from "./calculus/gradient-row";
export {
  centralDifference,
  complexStep,
  type Extrapolation,
  richardson,
} from "./calculus/numerical-derivatives";
export { type Method, numericalGradient } from "./calculus/numerical-gradient";
export { compareDerivatives, type DerivativeComparison } from "./calculus/symbolic-derivative";
export { type Digits, digit, digits } from "./data/digits";
export { column, largestDifference, size } from "./data/matrix";
export { addNoise, type Split, split } from "./data/preprocess";
export { type Random, random } from "./data/random";
export { syntheticData } from "./data/synthetic";
export { check, hint, solution } from "./grading/student/check";
export { progress } from "./grading/student/progress";
export type { AnswerInput, Verdict } from "./grading/verdict/verdict";
export { type Activation, identity, leakyRelu, relu, sigmoid, softplus, tanh } from "./model/activations";
export { type Autoencoder, autoencoder, type Parameters } from "./model/autoencoder";
export { checkGradients } from "./model/check-gradients";
export { deepStack, type Initialiser, initialisers, randomAutoencoder } from "./model/initialise";
export { objective, type Terms } from "./model/objective";
export type { Optimiser } from "./model/optimisers";
export { backward, forward, type Gradients, loss, type Pass } from "./model/passes";
export { type Penalty, penalties } from "./model/penalties";
export { averageActivation, type Sparsity } from "./model/sparsity";
export { collapse, type Layer, type Network, parameterCount, type Stack, stack } from "./model/stack";
export { backwardStack, forwardStack, type StackGradients, type StackPass } from "./model/stack-passes";
export { gradientStep } from "./model/step";
export type { QuestionSymbol, Shape, Size } from "./question/question";
export { display } from "./show/base/display";
export { md, tex } from "./show/base/markup";
export { matrixView } from "./show/base/matrix";
export { readable } from "./show/base/number";
export { table } from "./show/base/table";
export { colours } from "./show/base/theme";
export { figure } from "./show/figures/figure";
export { digitImage, digitImages } from "./show/values/digits";
export { shapesDiagram } from "./show/values/shapes";
export type { Checkpoint } from "./training/checkpoint";
export { fit } from "./training/fit";
export type { FitData, Points } from "./training/fit-data";
export type { FitOptions, FitStep } from "./training/fit-options";
export { type Schedule, schedules } from "./training/fit-options";
export { Fit, type FitRecord, type Score } from "./training/fit-result";
export { rSquared } from "./training/metrics";

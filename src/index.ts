/** The library's face: what `import { … } from "autoencoder-workbook"` offers. */
import { registerInNotebook } from "./show/register";

registerInNotebook();

export { type ErrorCurve, errorCurve } from "./calculus/error-curve";
export {
  assertGradient,
  type CheckOptions,
  type GradientCheck,
  gradientCheck,
} from "./calculus/gradient-check";
export type { GradientRow } from "./calculus/gradient-row";
export {
  automaticStep,
  centralDifference,
  complexStep,
  type Extrapolation,
  richardson,
} from "./calculus/numerical-derivatives";
export { type Method, numericalGradient } from "./calculus/numerical-gradient";
export { hasKink } from "./calculus/slope-estimate";
export {
  compareDerivatives,
  type DerivativeComparison,
  type SymbolicDerivative,
  symbolicDerivative,
} from "./calculus/symbolic-derivative";
export { type Digits, digit, digits } from "./data/digits";
export { column, largestDifference, requireShape, size } from "./data/matrix";
export { addNoise, meanPool, type Split, split } from "./data/preprocess";
export { type Random, random } from "./data/random";
export { type Spread, spread } from "./data/statistics";
export { syntheticData } from "./data/synthetic";
export type {
  Backend,
  BackendName,
  Batch,
  Evaluation,
  Learner,
  LearnerGradients,
  LearnerOptions,
  LearnerState,
  LoadedData,
} from "./engine/backend";
export { backend } from "./engine/backends";
export { blasBackend } from "./engine/blas";
export { checkDirections, type DirectionCheck, type DirectionRow } from "./engine/check-directions";
export { checkParameters } from "./engine/check-parameters";
export { mathjsBackend } from "./engine/mathjs";
export { wasmBackend } from "./engine/wasm";
export { type Answer, answers } from "./exam/answers";
export { type Erratum, errata } from "./exam/errata";
export { type Choice, type Field, type Form, type FormPartId, forms } from "./exam/forms";
export { type Hints, hints } from "./exam/hints";
export { type Message, misconceptions } from "./exam/misconceptions";
export { type Part, type PartId, parts, totalPoints } from "./exam/parts";
export {
  isQuestionId,
  type Practice,
  type PracticeId,
  practice,
  type QuestionId,
  questionIds,
} from "./exam/practice";
export { type KeyPoint, type PartRubric, type Rubric, rubric } from "./exam/rubric";
export { type ExamSymbol, type Size, symbols } from "./exam/symbols";
export type { Claim } from "./experiments/core/claims";
export { type DigitTask, digitTask } from "./experiments/core/digit-task";
export type { PerformOptions, Results } from "./experiments/core/experiment";
export { depth } from "./experiments/depth/run";
export type { DepthConfiguration, DepthResults, DepthRow } from "./experiments/depth/settings";
export type { TracedOperation } from "./experiments/forward-pass/operation-trace";
export { type Trace, traceStep } from "./experiments/forward-pass/operation-trace";
export {
  type PenaltyGradient,
  penaltyGradient,
  penaltyGradientInOnePass,
} from "./experiments/forward-pass/penalty-gradient";
export { forwardPass } from "./experiments/forward-pass/run";
export type {
  ForwardPassConfiguration,
  ForwardPassResults,
  ForwardPassRow,
} from "./experiments/forward-pass/settings";
export { hiddenSize } from "./experiments/hidden-size/run";
export type {
  HiddenSizeConfiguration,
  HiddenSizeResults,
  HiddenSizeRow,
} from "./experiments/hidden-size/settings";
export { type Recorded, recorded } from "./experiments/run/record";
export { claims } from "./experiments/run/registry";
export { printedReadings } from "./experiments/sparsity/nll-variants";
export { sparsity } from "./experiments/sparsity/run";
export {
  pullNames,
  type SparsityConfiguration,
  type SparsityResults,
  type SparsityRow,
} from "./experiments/sparsity/settings";
export { type UnitReport, unitReport } from "./experiments/sparsity/unit-report";
export { check, checkHandout } from "./grading/check";
export { hint, solution } from "./grading/help";
export { type Circumstances, judge } from "./grading/judge";
export { progress } from "./grading/progress";
export { rubricFrom } from "./grading/rubric-file";
export type {
  AnswerInput,
  FieldVerdict,
  FreeText,
  Misconception,
  Verdict,
} from "./grading/verdict";
export { type Activation, identity, leakyRelu, relu, sigmoid, softplus, tanh } from "./model/activations";
export { type Autoencoder, autoencoder, type Parameters } from "./model/autoencoder";
export { checkGradients } from "./model/check-gradients";
export { deepStack, type Initialiser, initialisers, randomAutoencoder } from "./model/initialise";
export { objective, objectiveGradient, type Terms } from "./model/objective";
export { clippedGradients, type Moments, type Optimiser, optimiserStep } from "./model/optimisers";
export { backward, forward, type Gradients, loss, type Pass } from "./model/passes";
export { type Penalty, penalties } from "./model/penalties";
export { averageActivation, type Sparsity, sparsityPull } from "./model/sparsity";
export {
  autoencoderOf,
  collapse,
  type Layer,
  type Network,
  parameterCount,
  type Stack,
  stack,
  stackOf,
} from "./model/stack";
export { backwardStack, forwardStack, type StackGradients, type StackPass } from "./model/stack-passes";
export { gradientStep } from "./model/step";
export { type Derivation, type DerivedLine, derive } from "./notation/derive";
export { equalFormulas } from "./notation/equality";
export { formulaLatex } from "./notation/latex";
export { type Parsed, parseFormula, readFormula } from "./notation/parse";
export { printFormula } from "./notation/print";
export type { Problem } from "./notation/problem";
export type { Relations } from "./notation/relations";
export { formulaShape, type Shape, type ShapeProblem, shapeText } from "./notation/shapes";
export { type Assignment, type Expression, type Formula, namesIn } from "./notation/tree";
export { formulaWords } from "./notation/words";
export { display } from "./show/base/display";
export { md, tex } from "./show/base/markup";
export { matrixView } from "./show/base/matrix";
export { readable } from "./show/base/number";
export { table } from "./show/base/table";
export { colours, ordered, palette } from "./show/base/theme";
export { depthFigure, firstGradientsFigure } from "./show/figures/depth";
export { figure } from "./show/figures/figure";
export { forwardPassFigure, traceFigure } from "./show/figures/forward-pass";
export { hiddenSizeFigure, learningCurvesFigure, reconstructionsFigure } from "./show/figures/hidden-size";
export { penaltyCurvesFigure } from "./show/figures/penalty-curves";
export { averageActivationsFigure, rescueFigure, unitFilters } from "./show/figures/sparsity";
export { type LiveFigure, liveFigure } from "./show/live/figure";
export { progressLine } from "./show/live/progress";
export { fitLive, type Training, type TrainingFigure } from "./show/live/training";
export { liveActivations, liveCurves, liveReconstructions } from "./show/live/views";
export { claimsTable } from "./show/values/claims";
export { digitImage, digitImages } from "./show/values/digits";
export { shapesDiagram } from "./show/values/shapes";
export type { Checkpoint } from "./training/checkpoint";
export { type LabelledCodes, linearProbe, nearestCentroid } from "./training/codes";
export { fit } from "./training/fit";
export type { FitData, Points } from "./training/fit-data";
export type { FitOptions, FitStep } from "./training/fit-options";
export { Diverged, Fit, type FitRecord, type Score } from "./training/fit-result";
export { meanColumn, pixelTolerance, rSquared } from "./training/metrics";
export { type Schedule, schedules } from "./training/schedules";
export { hbox, vbox } from "./widgets/box";
export type { Control } from "./widgets/control";
export { type Button, button, dropdown, textField, toggle } from "./widgets/fields";
export { type Controls, type InteractOptions, interact, type Run, type ValuesOf } from "./widgets/interact";
export { jslink, link } from "./widgets/link";
export { type OutputArea, outputArea } from "./widgets/output-area";
export { floatSlider, intSlider, logSlider } from "./widgets/sliders";
export type { Fallback, Layout, Widget } from "./widgets/widget";
export { AnyWidget, type AnyWidgetParts } from "./widgets/widget";

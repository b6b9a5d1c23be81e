/** The entry `autoencoder-workbook/experiments`: the experiments of parts (f) to (i), their claims and records. */
export { type Spread, spread } from "../data/statistics";
export type { Claim } from "./core/claims";
export { type DigitTask, digitTask } from "./core/digit-task";
export type { Results, RunOptions } from "./core/experiment";
export { depth } from "./depth/run";
export type { DepthConfiguration, DepthResults, DepthRow } from "./depth/settings";
export { type Trace, type TracedOperation, traceStep } from "./forward-pass/operation-trace";
export {
  type PenaltyGradient,
  penaltyGradient,
  penaltyGradientInOnePass,
} from "./forward-pass/penalty-gradient";
export { forwardPass } from "./forward-pass/run";
export type { ForwardPassConfiguration, ForwardPassResults, ForwardPassRow } from "./forward-pass/settings";
export { hiddenSize } from "./hidden-size/run";
export type { HiddenSizeConfiguration, HiddenSizeResults, HiddenSizeRow } from "./hidden-size/settings";
export { type Recorded, recorded } from "./run/record";
export { claims } from "./run/registry";
export { nllVariants } from "./sparsity/nll-variants";
export { sparsity } from "./sparsity/run";
export {
  pullNames,
  type SparsityConfiguration,
  type SparsityResults,
  type SparsityRow,
} from "./sparsity/settings";
export { type UnitReport, unitReport } from "./sparsity/unit-report";

/** The entry `autoencoder-workbook/engine`: the fast backends and their gradient checks. */
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
} from "./backend";
export { blasBackend } from "./blas-arithmetic";
export { checkDirections, type DirectionCheck, type DirectionRow } from "./check-directions";
export { checkParameters } from "./check-parameters";
export { backend } from "./choose-backend";
export { mathjsBackend } from "./mathjs";
export { wasmBackend } from "./wasm-arithmetic";

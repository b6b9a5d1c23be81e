/** Every entry of the library in one namespace, and the functions below them that have examples or checks of their own. */

export * from "../src/autoencoder/notation";
export { symbolicDerivative } from "../src/calculus/symbolic-derivative";
export { requireShape } from "../src/data/matrix";
export { meanPool } from "../src/data/preprocess";
export * from "../src/engine/index";
export * from "../src/experiments/index";
export * from "../src/grading/index";
export * from "../src/index";
export { objectiveGradient } from "../src/model/objective";
export { clippedGradients, optimiserStep } from "../src/model/optimisers";
export { sparsityPull } from "../src/model/sparsity";
export { autoencoderOf, stackOf } from "../src/model/stack";
export * from "../src/show/index";
export { Diverged } from "../src/training/fit-result";
export { meanColumn } from "../src/training/metrics";
export * from "../src/widgets/index";

import type {
  DepthResults,
  DepthRow,
  ForwardPassResults,
  HiddenSizeResults,
  HiddenSizeRow,
  SparsityResults,
  SparsityRow,
  UnitReport,
} from "../../../src/experiments/index";

/** Hand-written results with round numbers, so the figures do not depend on the engine. */

const made = { backend: "wasm", by: "by hand", version: "0.0.0" } as const;

const hiddenSizeRow = (seed: number, m: number, trainR2: number, testR2: number): HiddenSizeRow => ({
  ...{ seed, m, trainR2, testR2, condition: "noisy", d: 4 },
  early: { step: 20, trainR2: trainR2 / 2, testR2: 0.5 },
  curve: {
    steps: [0, 20, 100],
    train: [-1, 0.25, trainR2],
    test: [-1, 0.5, testR2],
    validation: [-1, 0.4, 0],
  },
  ...(seed === 1 && {
    images: {
      input: [
        [0, 1, 0.5, -0.2],
        [1, 1, 0, 0],
      ],
      target: [
        [0, 1, 0, 0],
        [1, 1, 0, 0],
      ],
      output: [
        [0, m / 40, 0.25, 0],
        [1, 0.5, 0, 0],
      ],
    },
  }),
});

export const hiddenSizeResults: HiddenSizeResults = {
  experiment: "hidden-size",
  configuration: {
    ...{ seeds: [1, 2], conditions: ["noisy"], widths: [2, 8, 40], contrastWidths: [2], N: 20, testN: 10 },
    ...{ few: 10, many: 50, noise: 0.5, pool: "4", steps: 100, learningRate: 0.01, slowRate: 0.003 },
    backend: "wasm",
  },
  made,
  rows: [
    ...[hiddenSizeRow(1, 2, 0.4, 0.3), hiddenSizeRow(2, 2, 0.5, 0.4)],
    ...[hiddenSizeRow(1, 8, 0.7, 0.5), hiddenSizeRow(2, 8, 0.8, 0.6)],
    ...[hiddenSizeRow(1, 40, 0.9, -0.5), hiddenSizeRow(2, 40, 1, -0.3)],
  ],
};

const depthRow = (
  seed: number,
  k: number,
  stepsTo65: number | null,
  initialisation: DepthRow["initialisation"] = "orthogonal",
  width = 8,
): DepthRow => ({
  ...{ seed, k, width, initialisation, stepsTo65, stepsTo60: stepsTo65 && stepsTo65 / 2 },
  ...{ trainR2: stepsTo65 === null ? 0.3 : 0.68 + seed / 100, testR2: 0.6, collapse: 1e-15 },
  firstGradients: Array.from({ length: k + 2 }, (_, l) => (initialisation === "gaussian" ? 1e-17 : l + 1)),
  curve: { steps: [0, 100], train: [-1, 0.7] },
});

export const depthResults: DepthResults = {
  experiment: "depth",
  configuration: {
    ...{ seeds: [1, 2], layers: [0, 2], failures: ["gaussian"], narrow: [2], m: 8, N: 20, testN: 10 },
    ...{ gaussianSd: 0.01, learningRate: 0.01, steps: 1000, backend: "wasm" },
  },
  made,
  rows: [
    ...[depthRow(1, 0, 300), depthRow(2, 0, 400), depthRow(1, 2, 200), depthRow(2, 2, 600)],
    ...[depthRow(1, 2, null, "gaussian"), depthRow(2, 2, null, "gaussian")],
    ...[depthRow(1, 1, null, "orthogonal", 2), depthRow(2, 1, null, "orthogonal", 2)],
  ],
};

const units = (pHat: readonly number[]): UnitReport => ({
  pHat,
  mean: pHat.reduce((sum, value) => sum + value, 0) / pHat.length,
  quartiles: [0, 0.25, 0.5, 0.75, 1].map((of) => pHat[Math.round(of * (pHat.length - 1))] ?? 0),
  within: pHat.filter((value) => Math.abs(value - 0.05) <= 0.02).length / pHat.length,
  dead: pHat.filter((value) => value < 0.001).length / pHat.length,
  saturated: pHat.filter((value) => value > 0.999).length / pHat.length,
  variance: 0.01,
  constant: 0,
});

const sparsityRow = (
  pull: SparsityRow["pull"],
  end: readonly number[],
  more: Partial<SparsityRow> = {},
): SparsityRow => ({
  ...{ seed: 1, pull, beta: pull === "none" ? 0 : 1, bias: "logit", optimiser: "adam" },
  ...{ diverged: null, trainR2: 0.9, testR2: 0.8, penalty: { halfway: 0.2, end: 0.1 } },
  start: units([0.04, 0.05, 0.06]),
  end: units(end),
  ...more,
});

const wide = { bias: "spread", start: units([0, 0.5, 1]) } as const;

export const sparsityResults: SparsityResults = {
  experiment: "sparsity",
  configuration: {
    ...{ seeds: [1], pulls: ["none", "kl", "squared", "plus"], betas: [1], biases: ["logit"], p: 0.05, m: 3 },
    ...{ N: 20, testN: 10, learningRate: 0.01, steps: 100, rescuers: ["kl", "squared"], rescueSteps: 100 },
    ...{ rescueOptimisers: ["momentum"], spread: 14, rescueBeta: 1, rescueRate: 0.1, backend: "wasm" },
  },
  made,
  rows: [
    sparsityRow("none", [0.3, 0.4, 0.5], { filters: [[1, 0, 0, -2]] }),
    sparsityRow("kl", [0.05, 0.05, 0.06], { filters: [[0.5, 0, 0, 0.25]] }),
    sparsityRow("squared", [0.05, 0.06, 0.08], { filters: [[0, 1, 1, 0]] }),
    sparsityRow("plus", [0, 0, 0], { penalty: { halfway: -5, end: -9 } }),
    sparsityRow("kl", [0.05, 0.05, 0.05], { ...wide, optimiser: "momentum" }),
    sparsityRow("squared", [0, 0, 1], { ...wide, optimiser: "momentum" }),
  ],
};

const moment = (epoch: number, size: number) => ({
  epoch,
  pHat: 0.1,
  batches: [10, 100].map((B) => ({
    B,
    pHatOnly: { cosine: 1 - size / B, relativeError: (10 * size) / B },
    whole: { cosine: 0.5, relativeError: 1 },
  })),
  lastEpoch: { cosine: 0.875, relativeError: 0.5 / size },
});

export const forwardPassResults: ForwardPassResults = {
  experiment: "forward-pass",
  configuration: {
    ...{ seeds: [1, 2], batchSizes: [10, 100], batches: 5, penalty: "kl", beta: 1, p: 0.05, m: 4, N: 100 },
    ...{ trainingBatch: 50, epochs: 30, learningRate: 0.01, backend: "wasm" },
  },
  made,
  rows: [1, 2].map((seed) => ({ seed, early: moment(1, 1), late: moment(30, 1 + seed), onePass: 1e-15 })),
};

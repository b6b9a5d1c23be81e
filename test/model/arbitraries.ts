import fc from "fast-check";
import { type Matrix, matrix } from "mathjs";
import {
  type Activation,
  type Autoencoder,
  autoencoder,
  identity,
  leakyRelu,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "../../src/index";

export const activations: readonly Activation[] = [identity, sigmoid, tanh, relu, leakyRelu, softplus];

/** Entries of ordinary size, on a grid so they are never like 1e-300. */
const entry = fc.integer({ min: -2000, max: 2000 }).map((k) => k / 1000);

export const matrices = (rows: number, columns: number): fc.Arbitrary<Matrix> =>
  fc
    .array(fc.array(entry, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows })
    .map((values) => matrix(values));

/** A network with data of matching shapes. */
export interface Case {
  readonly net: Autoencoder;
  readonly x: Matrix;
  readonly y: Matrix;
}

/** Networks of all shapes up to 4 with all pairs of activations, and batches of up to 4 points. */
export const cases: fc.Arbitrary<Case> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom(...activations),
    fc.constantFrom(...activations),
  )
  .chain(([d, m, N, f1, f2]) =>
    fc
      .record({
        W1: matrices(m, d),
        b1: matrices(m, 1),
        W2: matrices(d, m),
        b2: matrices(d, 1),
        x: matrices(d, N),
        y: matrices(d, N),
      })
      .map(({ x, y, ...parameters }) => ({ net: autoencoder({ ...parameters, f1, f2 }), x, y })),
  );

/** The largest absolute difference of two matrices, relative to the larger of their entries and 1. */
export function distance(A: Matrix, B: Matrix): number {
  const [a, b] = [A.toArray().flat(9), B.toArray().flat(9)].map((values) => values.map(Number)) as [
    number[],
    number[],
  ];
  if (String(A.size()) !== String(B.size())) return Number.POSITIVE_INFINITY;
  const largest = (values: number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = Math.max(1, largest(a), largest(b));
  return largest(a.map((value, k) => value - (b[k] ?? Number.NaN))) / scale;
}

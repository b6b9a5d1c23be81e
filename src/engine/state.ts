import type { Matrix } from "mathjs";
import { column, matrixOf, rowsOf } from "../data/matrix";
import { type Stack, stack } from "../model/stack";

/** W and b of the first layer, of the second, and so on. */
export function parametersOf({ layers }: Stack): Matrix[] {
  return layers.flatMap(({ W, b }) => [W, b]);
}

/**
 * The parameters of a network as lists: what each unit of the first layer weighs, then that layer's biases,
 * then the same of the next.
 */
export function listsOf({ layers }: Stack): (readonly number[])[] {
  return layers.flatMap(({ W, b }) => [
    ...(rowsOf(W) as number[][]),
    (rowsOf(b) as number[][]).map(([bias = 0]) => bias),
  ]);
}

/** The lengths of those lists. */
function lengthsOf({ sizes }: Stack): number[] {
  return sizes.slice(1).flatMap((n, l) => [...new Array<number>(n).fill(sizes[l] ?? 0), n]);
}

/** Lists that wait for their numbers. */
export const newLists = (net: Stack): number[][] => lengthsOf(net).map((length) => new Array<number>(length));

/** The matrices that such lists stand for, W and b of each layer. W takes the lists as its rows. */
export function matricesOf(lists: readonly number[][], { sizes }: Stack): Matrix[] {
  let next = 0;
  return sizes.slice(1).flatMap((n) => {
    const W = matrixOf(lists.slice(next, next + n));
    const b = column(lists[next + n] as number[]);
    next += n + 1;
    return [W, b];
  });
}

/** As one vector: the lists one behind the other. */
export function vectorOf(matrices: readonly Matrix[]): Float64Array {
  const all = matrices.map((M) => rowsOf(M) as number[][]);
  const vector = new Float64Array(
    all.reduce((count, rows) => count + rows.length * (rows[0]?.length ?? 0), 0),
  );
  let next = 0;
  for (const rows of all)
    for (const row of rows) {
      vector.set(row, next);
      next += row.length;
    }
  return vector;
}

/** A vector for all parameters of a network. */
export const newVector = (net: Stack): Float64Array =>
  new Float64Array(lengthsOf(net).reduce((sum, length) => sum + length, 0));

/** The lists that lie in a vector; to write to them is to write to it. */
export function listsIn(vector: Float64Array, net: Stack): Float64Array[] {
  let next = 0;
  return lengthsOf(net).map((length) => {
    next += length;
    return vector.subarray(next - length, next);
  });
}

/** A network with other parameters. */
export function withParameters({ layers }: Stack, parameters: readonly Matrix[]): Stack {
  return stack(
    layers.map(({ f }, l) => ({ W: parameters[2 * l] as Matrix, b: parameters[2 * l + 1] as Matrix, f })),
  );
}

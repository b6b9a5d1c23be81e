import { type Matrix, matrix } from "mathjs";
import { rowsOf } from "../data/shape";
import { type Stack, stack } from "../model/layers";

/** The parameters of a network as one vector: W row by row, then b, layer by layer. */
export function vectorOf(matrices: readonly Matrix[]): Float64Array {
  return Float64Array.from(matrices.flatMap((M) => rowsOf(M).flat() as number[]));
}

/** W and b of the first layer, of the second, and so on. */
export function parametersOf({ layers }: Stack): Matrix[] {
  return layers.flatMap(({ W, b }) => [W, b]);
}

/** The way back from `vectorOf`, into matrices of the shapes that a network's parameters have. */
export function matricesOf(vector: Float64Array, { sizes }: Stack): Matrix[] {
  let next = 0;
  const take = (rows: number, columns: number) =>
    matrix(
      Array.from({ length: rows }, () => {
        next += columns;
        return Array.from(vector.subarray(next - columns, next));
      }),
    );
  return sizes.slice(1).flatMap((n, l) => [take(n, sizes[l] ?? 0), take(n, 1)]);
}

/** A network with other parameters. */
export function withParameters({ layers }: Stack, parameters: readonly Matrix[]): Stack {
  return stack(
    layers.map(({ f }, l) => ({ W: parameters[2 * l] as Matrix, b: parameters[2 * l + 1] as Matrix, f })),
  );
}

import { type Matrix, matrix } from "mathjs";
import { rowsOf } from "../data/shape";
import { type Stack, stack } from "../model/layers";

/** The parameters of a network as one vector: W row by row, then b, layer by layer. */
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

/** W and b of the first layer, of the second, and so on. */
export function parametersOf({ layers }: Stack): Matrix[] {
  return layers.flatMap(({ W, b }) => [W, b]);
}

/** The way back from `vectorOf`, into matrices of the shapes that a network's parameters have. */
export function matricesOf(vector: Float64Array, { sizes }: Stack): Matrix[] {
  let next = 0;
  const take = (rows: number, columns: number) => {
    const entries = new Array<number[]>(rows);
    for (let i = 0; i < rows; i++) {
      const row = new Array<number>(columns);
      for (let k = 0; k < columns; k++) row[k] = vector[next++] as number;
      entries[i] = row;
    }
    return matrix(entries);
  };
  return sizes.slice(1).flatMap((n, l) => [take(n, sizes[l] ?? 0), take(n, 1)]);
}

/** A network with other parameters. */
export function withParameters({ layers }: Stack, parameters: readonly Matrix[]): Stack {
  return stack(
    layers.map(({ f }, l) => ({ W: parameters[2 * l] as Matrix, b: parameters[2 * l + 1] as Matrix, f })),
  );
}

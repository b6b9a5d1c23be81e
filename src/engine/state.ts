import type { Matrix } from "mathjs";
import { matrixOf, rowsOf } from "../data/matrix";
import { momentCount } from "../model/optimisers";
import { parameterCount, type Stack, stack } from "../model/stack";
import type { LearnerOptions, LearnerState } from "./backend";

/** W and b of the first layer, of the second, and so on. */
export const parametersOf = ({ layers }: Stack): Matrix[] => layers.flatMap(({ W, b }) => [W, b]);

/** The rows of W, then b as one row, of each layer. */
export const rowsOfParameters = ({ layers }: Stack): number[][] =>
  layers.flatMap(({ W, b }) => [...(rowsOf(W) as number[][]), (rowsOf(b) as number[][]).flat()]);

/** All entries of the matrices in one vector, row by row. */
export function vectorOf(matrices: readonly Matrix[]): Float64Array {
  const rows = matrices.flatMap((M) => rowsOf(M) as number[][]);
  const vector = new Float64Array(rows.reduce((count, row) => count + row.length, 0));
  let next = 0;
  for (const row of rows) for (const entry of row) vector[next++] = entry;
  return vector;
}

/** The inverse of `vectorOf` for the parameters of a network: W and b of each layer. */
export function matricesIn(vector: Float64Array, { sizes }: Stack): Matrix[] {
  let next = 0;
  const take = (count: number) => {
    const entries = new Array<number>(count);
    for (let k = 0; k < count; k++) entries[k] = vector[next++] as number;
    return entries;
  };
  return sizes.slice(1).flatMap((units, l) => {
    const W = matrixOf(Array.from({ length: units }, () => take(sizes[l] ?? 0)));
    return [W, matrixOf(take(units).map((bias) => [bias]))];
  });
}

/** The network with other parameters. */
export function withParameters({ layers }: Stack, parameters: readonly Matrix[]): Stack {
  return stack(
    layers.map(({ f }, l) => ({ W: parameters[2 * l] as Matrix, b: parameters[2 * l + 1] as Matrix, f })),
  );
}

/** @throws if the state belongs to a network of another size, or to another optimiser. */
export function requireState(net: Stack, { optimiser }: LearnerOptions, state: LearnerState): void {
  const { name } = optimiser ?? { name: "sgd" };
  const count = parameterCount(net);
  for (const [k, vector] of [state.parameters, ...state.moments].entries())
    if (vector.length !== count)
      throw new Error(
        `${k === 0 ? "state.parameters" : `state.moments[${k - 1}]`} has ${vector.length} numbers, expected ${count}, one for each parameter of the network.`,
      );
  if (state.moments.length !== momentCount[name])
    throw new Error(
      `state.moments has ${state.moments.length} vectors, expected ${momentCount[name]} for ${name}.`,
    );
}

import type { Matrix } from "mathjs";
import { rowsOf } from "../data/shape";
import type { Stack } from "../model/layers";
import type { Arithmetic, LayerPlace } from "./arithmetic";
import { heap } from "./heap";

/** The activations that the kernels know, in the order of their numbers. */
const activations = ["identity", "sigmoid", "tanh", "relu", "leakyRelu", "softplus"];

/** How a network's parameters lie in one stretch of memory: W and b of each layer, one behind the other. */
export class Layout {
  /** Numbers in a whole set of parameters, the filling included. */
  readonly length: number;
  /** Parameters without the filling. */
  readonly count: number;
  private readonly layers: readonly LayerPlace[];

  /** @throws if an activation is not one that the kernels know. */
  constructor(
    private readonly arithmetic: Arithmetic,
    { layers, sizes }: Stack,
  ) {
    let [at, count] = [0, 0];
    this.layers = layers.map(({ f }, l) => {
      const [inputs, units] = sizes.slice(l) as [number, number];
      const w = at;
      const b = w + 8 * arithmetic.numbers(arithmetic.filled(inputs), units);
      at = b + 8 * arithmetic.numbers(1, units);
      count += (inputs + 1) * units;
      return { w, b, inputs, units, f: activationNumber(f.name) };
    });
    this.length = at / 8;
    this.count = count;
  }

  /** The layers of the set of parameters that begins at an address. */
  placesAt(base: number): LayerPlace[] {
    return this.layers.map((layer) => ({ ...layer, w: base + layer.w, b: base + layer.b }));
  }

  /** Parameters from a vector: W row by row, then b, layer by layer. */
  write(vector: Float64Array, base: number): void {
    this.walk(base, (k, number, numbers) => {
      numbers[number] = vector[k] as number;
    });
  }

  read(base: number): Float64Array {
    const vector = new Float64Array(this.count);
    this.walk(base, (k, number, numbers) => {
      vector[k] = numbers[number] as number;
    });
    return vector;
  }

  /** Every parameter: its number in the vector and in memory. */
  private walk(base: number, visit: (k: number, number: number, numbers: Float64Array) => void): void {
    const { arithmetic } = this;
    const { numbers } = heap();
    let k = 0;
    for (const { w, b, inputs, units } of this.placesAt(base)) {
      const rows = arithmetic.filled(inputs);
      for (let unit = 0; unit < units; unit++)
        for (let input = 0; input < inputs; input++)
          visit(k++, w / 8 + arithmetic.place(input, unit, rows, units), numbers);
      for (let unit = 0; unit < units; unit++)
        visit(k++, b / 8 + arithmetic.place(0, unit, 1, units), numbers);
    }
  }
}

function activationNumber(name: string): number {
  const number = activations.indexOf(name);
  if (number === -1)
    throw new Error(
      `The engine does not know the activation ${name}, only ${activations.join(", ")}: the backend "mathjs" takes any.`,
    );
  return number;
}

/** The columns of a matrix as rows of `width` numbers. */
export function writePoints(M: Matrix, width: number, at: number): void {
  const { numbers } = heap();
  for (const [unit, entries] of (rowsOf(M) as readonly (readonly number[])[]).entries()) {
    let number = at / 8 + unit;
    for (const entry of entries) {
      numbers[number] = entry;
      number += width;
    }
  }
}

/** Points in memory as columns from `first` on of rows of numbers, one a unit. */
export function readPoints(
  into: readonly number[][],
  first: number,
  arithmetic: Arithmetic,
  at: number,
  { rows, count }: { readonly rows: number; readonly count: number },
): void {
  const { numbers } = heap();
  const base = at / 8;
  for (const [unit, entries] of into.entries())
    for (let point = 0; point < count; point++)
      entries[first + point] = numbers[base + arithmetic.place(point, unit, rows, into.length)] as number;
}

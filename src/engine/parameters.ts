import type { Stack } from "../model/stack";
import type { Arithmetic, LayerPlace } from "./arithmetic";
import { heap } from "./heap";

/** The activations that the kernels implement, in the order of their numbers. */
const activations = ["identity", "sigmoid", "tanh", "relu", "leakyRelu", "softplus"];

/** The layout of a network's parameters in one block of memory: W and b of each layer. */
export class Layout {
  /** The numbers in a whole set of parameters, with padding. */
  readonly length: number;
  /** The numbers without padding, as in the vectors of a `LearnerState`. */
  private readonly count: number;
  private readonly layers: readonly LayerPlace[];

  /** @throws if the kernels do not implement an activation. */
  constructor(
    private readonly arithmetic: Arithmetic,
    { layers, sizes }: Stack,
  ) {
    let [at, count] = [0, 0];
    this.layers = layers.map(({ f }, l) => {
      const [inputs, units] = sizes.slice(l) as [number, number];
      const w = at;
      const b = w + 8 * arithmetic.numbers(arithmetic.padded(inputs), units);
      at = b + 8 * arithmetic.numbers(1, units);
      count += (inputs + 1) * units;
      return { w, b, inputs, units, f: activationNumber(f.name) };
    });
    [this.length, this.count] = [at / 8, count];
  }

  /** The layers of the parameters at an address. */
  placesAt(base: number): LayerPlace[] {
    return this.layers.map((layer) => ({ ...layer, w: base + layer.w, b: base + layer.b }));
  }

  /** Writes parameters: the rows of W, then b, of each layer. */
  write(rows: readonly ArrayLike<number>[], base: number): void {
    const { numbers } = heap();
    this.eachRow(base, (r, count, at, step) => {
      const row = rows[r] as ArrayLike<number>;
      for (let k = 0, to = at; k < count; k++, to += step) numbers[to] = row[k] as number;
    });
  }

  /** Writes parameters from a vector as in a `LearnerState`. */
  writeVector(vector: Float64Array, base: number): void {
    const rows: Float64Array[] = [];
    let from = 0;
    this.eachRow(base, (_, count) => {
      rows.push(vector.subarray(from, from + count));
      from += count;
    });
    this.write(rows, base);
  }

  /** The inverse of `writeVector`. */
  read(base: number): Float64Array {
    const { numbers } = heap();
    const vector = new Float64Array(this.count);
    let from = 0;
    this.eachRow(base, (_, count, at, step) => {
      for (let k = 0, to = at; k < count; k++, to += step) vector[from++] = numbers[to] as number;
    });
    return vector;
  }

  /** Visits each row of W and each b: its length, its place in memory, and the step between its entries. */
  private eachRow(base: number, visit: (row: number, count: number, at: number, step: number) => void): void {
    const { arithmetic } = this;
    let row = 0;
    for (const { w, b, inputs, units } of this.placesAt(base)) {
      const rows = arithmetic.padded(inputs);
      const step = arithmetic.place(1, 0, rows, units) - arithmetic.place(0, 0, rows, units);
      for (let unit = 0; unit < units; unit++)
        visit(row++, inputs, w / 8 + arithmetic.place(0, unit, rows, units), step);
      visit(row++, units, b / 8, 1);
    }
  }
}

function activationNumber(name: string): number {
  const number = activations.indexOf(name);
  if (number === -1)
    throw new Error(
      `The engine does not know the activation ${name}, only ${activations.join(", ")}: use the backend "mathjs".`,
    );
  return number;
}

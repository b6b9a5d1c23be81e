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

  /** Writes parameters from a vector as in a `LearnerState`. */
  write(vector: Float64Array, base: number): void {
    const { numbers } = heap();
    this.eachRow(base, (from, end, at, step) => {
      for (let k = from, to = at; k < end; k++, to += step) numbers[to] = vector[k] as number;
    });
  }

  /** The inverse of `write`. */
  read(base: number): Float64Array {
    const { numbers } = heap();
    const vector = new Float64Array(this.count);
    this.eachRow(base, (from, end, at, step) => {
      for (let k = from, to = at; k < end; k++, to += step) vector[k] = numbers[to] as number;
    });
    return vector;
  }

  /** Visits each row of W and each b: its part of the vector, its place in memory, and the step between its entries. */
  private eachRow(base: number, visit: (from: number, end: number, at: number, step: number) => void): void {
    const { arithmetic } = this;
    let from = 0;
    for (const { w, b, inputs, units } of this.placesAt(base)) {
      const rows = arithmetic.padded(inputs);
      const step = arithmetic.place(1, 0, rows, units) - arithmetic.place(0, 0, rows, units);
      for (let unit = 0; unit < units; unit++, from += inputs)
        visit(from, from + inputs, w / 8 + arithmetic.place(0, unit, rows, units), step);
      visit(from, from + units, b / 8, 1);
      from += units;
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

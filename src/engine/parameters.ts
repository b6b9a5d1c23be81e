import type { Matrix } from "mathjs";
import { rowsOf } from "../data/matrix";
import type { Stack } from "../model/stack";
import type { Arithmetic, LayerPlace } from "./arithmetic";
import { heap } from "./heap";

/** The activations that the kernels know, in the order of their numbers. */
const activations = ["identity", "sigmoid", "tanh", "relu", "leakyRelu", "softplus"];

/** How a network's parameters lie in one stretch of memory: W and b of each layer, one behind the other. */
export class Layout {
  /** Numbers in a whole set of parameters, the filling included. */
  readonly length: number;
  private readonly layers: readonly LayerPlace[];

  /** @throws if an activation is not one that the kernels know. */
  constructor(
    private readonly arithmetic: Arithmetic,
    { layers, sizes }: Stack,
  ) {
    let at = 0;
    this.layers = layers.map(({ f }, l) => {
      const [inputs, units] = sizes.slice(l) as [number, number];
      const w = at;
      const b = w + 8 * arithmetic.numbers(arithmetic.filled(inputs), units);
      at = b + 8 * arithmetic.numbers(1, units);
      return { w, b, inputs, units, f: activationNumber(f.name) };
    });
    this.length = at / 8;
  }

  /** The layers of the set of parameters that begins at an address. */
  placesAt(base: number): LayerPlace[] {
    return this.layers.map((layer) => ({ ...layer, w: base + layer.w, b: base + layer.b }));
  }

  /** Parameters from their lists: src/engine/state.ts says how those follow one another. */
  write(lists: readonly ArrayLike<number>[], base: number): void {
    const { numbers } = heap();
    this.eachList(base, (l, count, first, step) => {
      const list = lists[l] as ArrayLike<number>;
      for (let k = 0, at = first; k < count; k++, at += step) numbers[at] = list[k] as number;
    });
  }

  /** The way back, into lists that have their lengths already. */
  read<List extends number[] | Float64Array>(base: number, lists: readonly List[]): readonly List[] {
    const { numbers } = heap();
    this.eachList(base, (l, count, first, step) => {
      const list = lists[l] as List;
      for (let k = 0, at = first; k < count; k++, at += step) list[k] = numbers[at] as number;
    });
    return lists;
  }

  /** The number of each list, how long it is, where its first number lies, and how far on the next ones. */
  private eachList(
    base: number,
    visit: (l: number, count: number, first: number, step: number) => void,
  ): void {
    const { arithmetic } = this;
    let l = 0;
    for (const { w, b, inputs, units } of this.placesAt(base)) {
      const rows = arithmetic.filled(inputs);
      const step = arithmetic.place(1, 0, rows, units) - arithmetic.place(0, 0, rows, units);
      for (let unit = 0; unit < units; unit++)
        visit(l++, inputs, w / 8 + arithmetic.place(0, unit, rows, units), step);
      visit(l++, units, b / 8, 1);
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
